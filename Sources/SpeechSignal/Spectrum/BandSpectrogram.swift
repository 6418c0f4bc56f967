/// Band levels of a run of frames.
struct BandSpectrogram {
  /// Number of bands per frame.
  static let bandCount = MelBands.count
  /// Levels below this are no sound: under half a step of 16-bit PCM spread over the bands.
  static let levelFloorDB: Float = -110

  /// Mean square per band in dBFS; shape `[frameCount, bandCount]`, frame after frame.
  var levelsDBFS: [Float] = []
  /// Mean square of all bands together in dBFS; shape `[frameCount]`.
  var totalLevelsDBFS: [Float] = []
  /// The two highest peaks of each frame.
  var peaks = SpectralPeaks()
  /// Likeness of the spectrum to that of 80 ms before, −1…1; shape `[frameCount]`.
  var stabilities: [Float] = []

  /// Number of frames held.
  var frameCount: Int { totalLevelsDBFS.count }

  /// Makes room for more frames.
  mutating func extend(byFrames count: Int) {
    levelsDBFS.append(contentsOf: repeatElement(0, count: count * Self.bandCount))
    totalLevelsDBFS.append(contentsOf: repeatElement(0, count: count))
    peaks.extend(byFrames: count)
    stabilities.append(contentsOf: repeatElement(0, count: count))
  }

  /// Forgets the oldest frames.
  mutating func removeFirst(frames: Int) {
    levelsDBFS.removeFirst(frames * Self.bandCount)
    totalLevelsDBFS.removeFirst(frames)
    peaks.removeFirst(frames: frames)
    stabilities.removeFirst(frames)
  }
}

/// 10 log₁₀ of a positive number to within 0.001 dB; very low for zero.
///
/// The binary exponent is read off, and log₂ of the significand m in 1…2 is its series in
/// t = (m − √2) / (m + √2): log₂ m = ½ + (2 / ln 2)(t + t³/3 + t⁵/5), |t| ≤ 0.172 (Abramowitz &
/// Stegun 1964, 4.1.27). Twenty of these per frame cost a third of the library's logarithm.
func approximateDecibels(_ power: Float) -> Float {
  let bits = power.bitPattern
  let exponent = Float(Int32(bits >> 23) - 127)
  let significand = Float(bitPattern: (bits & 0x007F_FFFF) | 0x3F80_0000)
  let squareRootOfTwo: Float = 1.414_213_56
  let t = (significand - squareRootOfTwo) / (significand + squareRootOfTwo)
  let t2 = t * t
  let series = t * (1 + t2 * (1 / 3 + t2 / 5))
  let twoOverLn2: Float = 2.885_390_08
  let decibelsPerOctave: Float = 3.010_299_96
  return (exponent + 0.5 + twoOverLn2 * series) * decibelsPerOctave
}

/// `approximateDecibels` of eight numbers.
func approximateDecibels(_ powers: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(powers, to: SIMD8<UInt32>.self)
  // An integer in the last places of 2²³ is that number plus 2²³: a conversion by exact subtraction.
  let shifted = (bits &>> 23) | (8_388_608 as Float).bitPattern
  let exponent = unsafeBitCast(shifted, to: SIMD8<Float>.self) - (8_388_608 + 127)
  let significand = unsafeBitCast((bits & 0x007F_FFFF) | 0x3F80_0000, to: SIMD8<Float>.self)
  let squareRootOfTwo: Float = 1.414_213_56
  let t = (significand - squareRootOfTwo) / (significand + squareRootOfTwo)
  let t2 = t * t
  let series = t * (1 + t2 * (1 / 3 + t2 / 5))
  let twoOverLn2: Float = 2.885_390_08
  let decibelsPerOctave: Float = 3.010_299_96
  return (exponent + 0.5 + twoOverLn2 * series) * decibelsPerOctave
}
