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

  /// Forgets the oldest frames.
  mutating func removeFirst(frames: Int) {
    levelsDBFS.removeFirst(frames * Self.bandCount)
    totalLevelsDBFS.removeFirst(frames)
    peaks.removeFirst(frames: frames)
    stabilities.removeFirst(frames)
  }
}

/// Turns samples into band levels, a batch of frames at a time.
///
/// Each frame is weighted by a Hann window and transformed; the one-sided periodogram is scaled by
/// 2 / (N Σw²), so that the bands' mean squares add up to that of the frame (Parseval), and summed
/// over each mel band.
final class BandAnalyzer {
  /// Frames per batch: input and output of 16 transforms of 256 fill 33 KB, about a first-level cache.
  private static let batchFrames = 16

  private let transform = RealFourierTransform(
    length: AnalysisRate.frameSamples, batchCount: BandAnalyzer.batchFrames)
  private let window = hannWindow(length: AnalysisRate.frameSamples)
  private let scale: Float
  private let peakFinder = SpectralPeakFinder()
  private var stability = SpectralStability()

  init() {
    let windowEnergy = window.reduce(0) { $0 + Double($1) * Double($1) }
    scale = Float(2 / (Double(AnalysisRate.frameSamples) * windowEnergy))
  }

  /// Appends the band levels of `frames`, which start at multiples of the hop in `samples`.
  func append(frames: Range<Int>, of samples: [Float], to spectrogram: inout BandSpectrogram) {
    var first = frames.lowerBound
    while first < frames.upperBound {
      let count = min(Self.batchFrames, frames.upperBound - first)
      fillWindowed(samples.span, firstFrame: first, count: count)
      transform.transformForward()
      appendBandLevels(count: count, to: &spectrogram)
      first += count
    }
  }

  private func fillWindowed(_ samples: Span<Float>, firstFrame: Int, count: Int) {
    let length = AnalysisRate.frameSamples
    let weights = window
    let weightSpan = weights.span
    var rows = transform.real.mutableSpan
    for row in 0..<count {
      let start = (firstFrame + row) * AnalysisRate.hopSamples
      let frame = samples.extracting(start..<start + length)
      for index in 0..<length {
        rows[row * length + index] = frame[index] * weightSpan[index]
      }
    }
  }

  private func appendBandLevels(count: Int, to spectrogram: inout BandSpectrogram) {
    let edges = MelBands.edgeBins
    let bandCount = MelBands.count
    let spectrum = transform.complex.span
    let rowLength = 2 * transform.binCount
    var rows = [Float](repeating: 0, count: count * bandCount)
    var totals = [Float](repeating: 0, count: count)
    var stabilities = totals
    for row in 0..<count {
      let bins = spectrum.extracting(row * rowLength..<(row + 1) * rowLength)
      var total: Float = 0
      for band in 0..<bandCount {
        var power: Float = 0
        for part in 2 * edges[band]..<2 * edges[band + 1] { power += bins[part] * bins[part] }
        rows[row * bandCount + band] = level(of: power)
        total += power
      }
      totals[row] = level(of: total)
      if let spectra = transform.complex.baseAddress {
        peakFinder.append(
          spectra + row * rowLength, scale: scale, totalPower: total * scale,
          to: &spectrogram.peaks)
      }
      stabilities[row] = stability.next(bins)
    }
    spectrogram.levelsDBFS.append(contentsOf: rows)
    spectrogram.totalLevelsDBFS.append(contentsOf: totals)
    spectrogram.stabilities.append(contentsOf: stabilities)
  }

  private func level(of power: Float) -> Float {
    max(approximateDecibels(power * scale), BandSpectrogram.levelFloorDB)
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
