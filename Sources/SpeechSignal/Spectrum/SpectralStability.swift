/// How little the fine structure of the spectrum moves: correlation with the spectrum 80 ms before.
///
/// Held notes and tones stand still; the harmonics of a speaking voice glide and its formants move
/// within 100 ms (the idea of Saunders 1996, ICASSP 993, and of spectral flux in Scheirer & Slaney
/// 1997, ICASSP 1331, on bins instead of bands). The spectrum enters as the fourth root of the power,
/// which lies between magnitude and logarithm and needs no floor.
struct SpectralStability {
  /// Frames between the two spectra: 80 ms, longer than a frame, so that they share no sample.
  ///
  /// As many as there are lanes: a lane's past is the same lane of the batch before.
  static let lagFrames = BandAnalyzer.batchFrames
  /// Bins compared: 94 Hz to 2 kHz, where harmonics stand apart.
  static let bins = 3..<67

  private var history = [SIMD8<Float>](repeating: .zero, count: Self.bins.count)

  /// Takes the spectra of the next eight frames, one to a lane.
  ///
  /// - Parameter powers: Power per bin.
  /// - Returns: Pearson correlation with the spectrum `lagFrames` before, −1…1; 0 where one of the
  ///   two is flat or silent, as at the start.
  mutating func next(_ powers: Span<SIMD8<Float>>) -> SIMD8<Float> {
    let first = Self.bins.lowerBound
    var past = history.mutableSpan
    var (sumX, sumY) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (sumXX, sumYY, sumXY) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
    for index in past.indices {
      let x = powers[first + index].squareRoot().squareRoot()
      let y = past[index]
      past[index] = x
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
    }
    let n = Float(Self.bins.count)
    let (varianceX, varianceY) = (n * sumXX - sumX * sumX, n * sumYY - sumY * sumY)
    let product = varianceX * varianceY
    // Rounding leaves a trace of variance in a flat spectrum.
    let isLively =
      (varianceX .> 1e-4 * n * sumXX) .& (varianceY .> 1e-4 * n * sumYY) .& (product .> 0)
    let correlation = (n * sumXY - sumX * sumY) / product.squareRoot()
    let limited = correlation.atLeast(-1).atMost(1)
    return SIMD8<Float>.zero.replacing(with: limited, where: isLively)
  }
}
