/// How little the fine structure of the spectrum moves: correlation with the spectrum 80 ms before.
///
/// Held notes and tones stand still; the harmonics of a speaking voice glide and its formants move
/// within 100 ms (the idea of Saunders 1996, ICASSP 993, and of spectral flux in Scheirer & Slaney
/// 1997, ICASSP 1331, on bins instead of bands). The spectrum enters as the fourth root of the power,
/// which lies between magnitude and logarithm and needs no floor.
struct SpectralStability {
  /// Frames between the two spectra: 80 ms, longer than a frame, so that they share no sample.
  static let lagFrames = 8
  /// Bins compared: 94 Hz to 2 kHz, where harmonics stand apart.
  static let bins = 3..<67

  private var history = [Float](repeating: 0, count: Self.lagFrames * Self.bins.count)
  private var place = 0

  /// Takes the next spectrum, real and imaginary parts interleaved.
  ///
  /// - Returns: Pearson correlation with the spectrum `lagFrames` before, −1…1; 0 where one of the
  ///   two is flat or silent, as at the start.
  mutating func next(_ spectrum: Span<Float>) -> Float {
    let count = Self.bins.count
    let row = place * count
    var past = history.mutableSpan
    var (sumX, sumY, sumXX, sumYY, sumXY): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
    for index in 0..<count {
      let bin = 2 * (Self.bins.lowerBound + index)
      let power = spectrum[bin] * spectrum[bin] + spectrum[bin + 1] * spectrum[bin + 1]
      let x = power.squareRoot().squareRoot()
      let y = past[row + index]
      past[row + index] = x
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
    }
    place = (place + 1) % Self.lagFrames
    let n = Float(count)
    let (varianceX, varianceY) = (n * sumXX - sumX * sumX, n * sumYY - sumY * sumY)
    let product = varianceX * varianceY
    // Rounding leaves a trace of variance in a flat spectrum.
    guard varianceX > 1e-4 * n * sumXX, varianceY > 1e-4 * n * sumYY, product > 0 else { return 0 }
    return min(max((n * sumXY - sumX * sumY) / product.squareRoot(), -1), 1)
  }
}
