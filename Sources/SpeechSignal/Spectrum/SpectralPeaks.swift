/// The two highest peaks of the spectrum of each frame, of a run of frames.
///
/// A tone of one or two frequencies puts nearly all of a frame's power under them: the main lobe of
/// the Hann window is four bins wide (Harris 1978, Proc. IEEE 66:51, table 1).
struct SpectralPeaks {
  /// Bins in which peaks are looked for: from 250 Hz, above mains hum, to 3.47 kHz.
  static let searchedBins = 8..<112
  /// Bins on either side of a peak that are its own.
  static let lobeReachBins = 2

  /// Bin of the highest peak; shape `[frameCount]`.
  var firstBins: [UInt8] = []
  /// Bin of the highest peak outside the first one's lobe; shape `[frameCount]`.
  var secondBins: [UInt8] = []
  /// Mean square under the highest peak; shape `[frameCount]`.
  var firstPowers: [Float] = []
  /// Mean square under the second peak; shape `[frameCount]`.
  var secondPowers: [Float] = []
  /// Mean square of all bands together; shape `[frameCount]`.
  var totalPowers: [Float] = []

  /// Forgets the oldest frames.
  mutating func removeFirst(frames: Int) {
    firstBins.removeFirst(frames)
    secondBins.removeFirst(frames)
    firstPowers.removeFirst(frames)
    secondPowers.removeFirst(frames)
    totalPowers.removeFirst(frames)
  }
}

/// Looks up the two highest peaks of one spectrum after the other.
///
/// Eight bins at a time: run on every frame, it has to cost a tenth of the Fourier transform. Owned
/// by one task at a time.
final class SpectralPeakFinder {
  private static let lanes = 8

  /// Power of the bins below the end of the search; shape `[searchedBins.upperBound]`.
  private var powers = [Float](repeating: 0, count: SpectralPeaks.searchedBins.upperBound)

  /// Appends the peaks of one spectrum.
  ///
  /// - Parameters:
  ///   - spectrum: Real and imaginary parts, interleaved; shape `[binCount, 2]`.
  ///   - scale: From squared magnitude to mean square.
  ///   - totalPower: Mean square of all bands together.
  func append(
    _ spectrum: UnsafePointer<Float>, scale: Float, totalPower: Float,
    to peaks: inout SpectralPeaks
  ) {
    let found = powers.withUnsafeMutableBufferPointer { powers in
      let first = Self.firstPeak(of: spectrum, into: powers)
      let firstPower = Self.takeLobe(around: first, of: powers)
      let second = Self.secondPeak(besides: first, of: powers)
      return (first, firstPower, second, Self.takeLobe(around: second, of: powers))
    }
    peaks.firstBins.append(UInt8(found.0))
    peaks.firstPowers.append(found.1 * scale)
    peaks.secondBins.append(UInt8(found.2))
    peaks.secondPowers.append(found.3 * scale)
    peaks.totalPowers.append(totalPower)
  }

  /// Squares the magnitudes, and gives the bin of the largest.
  private static func firstPeak(
    of spectrum: UnsafePointer<Float>, into powers: UnsafeMutableBufferPointer<Float>
  ) -> Int {
    let parts = UnsafeRawPointer(spectrum)
    let target = UnsafeMutableRawPointer(powers.baseAddress.unsafelyUnwrapped)
    for bin in stride(from: 0, to: SpectralPeaks.searchedBins.upperBound, by: lanes) {
      let both = parts.loadUnaligned(
        fromByteOffset: 2 * bin * MemoryLayout<Float>.stride, as: SIMD16<Float>.self)
      let squares = both * both
      target.storeBytes(
        of: squares.evenHalf + squares.oddHalf,
        toByteOffset: bin * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
    return highestBin(of: powers)
  }

  /// Bin of the largest power; of equal ones the lowest.
  private static func highestBin(of powers: UnsafeMutableBufferPointer<Float>) -> Int {
    let source = UnsafeRawPointer(powers.baseAddress.unsafelyUnwrapped)
    var best = SIMD8<Float>(repeating: -1)
    var bestBins = SIMD8<Int32>(repeating: 0)
    var bins = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7) &+ Int32(SpectralPeaks.searchedBins.lowerBound)
    for bin in stride(
      from: SpectralPeaks.searchedBins.lowerBound, to: SpectralPeaks.searchedBins.upperBound,
      by: lanes)
    {
      let values = source.loadUnaligned(
        fromByteOffset: bin * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
      let isHigher = values .> best
      best.replace(with: values, where: isHigher)
      bestBins.replace(with: bins, where: isHigher)
      bins = bins &+ Int32(lanes)
    }
    // Lane by lane: the library's `max()` is not specialised and costs as much as all the rest.
    var (highest, found) = (best[0], Int(bestBins[0]))
    for lane in 1..<lanes {
      let bin = Int(bestBins[lane])
      if best[lane] > highest || (best[lane] == highest && bin < found) {
        (highest, found) = (best[lane], bin)
      }
    }
    return found
  }

  /// Bin of the largest power, but for the bins next to a lobe that has been taken: its flank, whose
  /// power may still be another lobe's.
  private static func secondPeak(
    besides first: Int, of powers: UnsafeMutableBufferPointer<Float>
  ) -> Int {
    let (below, above) = (
      first - SpectralPeaks.lobeReachBins - 1,
      min(first + SpectralPeaks.lobeReachBins + 1, powers.count - 1)
    )
    let saved = (powers[below], powers[above])
    (powers[below], powers[above]) = (0, 0)
    defer { (powers[below], powers[above]) = saved }
    return highestBin(of: powers)
  }

  /// Sums the power of a lobe and clears it.
  private static func takeLobe(
    around peak: Int, of powers: UnsafeMutableBufferPointer<Float>
  ) -> Float {
    let reach = SpectralPeaks.lobeReachBins
    var power: Float = 0
    for bin in peak - reach...min(peak + reach, powers.count - 1) {
      power += powers[bin]
      powers[bin] = 0
    }
    return power
  }
}
