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

  /// Makes room for more frames.
  mutating func extend(byFrames count: Int) {
    firstBins.append(contentsOf: repeatElement(0, count: count))
    secondBins.append(contentsOf: repeatElement(0, count: count))
    firstPowers.append(contentsOf: repeatElement(0, count: count))
    secondPowers.append(contentsOf: repeatElement(0, count: count))
    totalPowers.append(contentsOf: repeatElement(0, count: count))
  }

  /// Looks up the two highest peaks of one spectrum.
  ///
  /// - Parameters:
  ///   - powers: From `start` on the mean square per bin, at least up to the end of `searchedBins`;
  ///     lobes found are cleared.
  mutating func set(
    frame: Int, from powers: inout MutableSpan<Float>, at start: Int
  ) {
    let first = Self.highestBin(of: powers.span, at: start)
    let firstPower = Self.takeLobe(around: first, of: &powers, at: start)
    let second = Self.secondPeak(besides: first, of: &powers, at: start)
    firstBins[frame] = UInt8(first)
    firstPowers[frame] = firstPower
    secondBins[frame] = UInt8(second)
    secondPowers[frame] = Self.takeLobe(around: second, of: &powers, at: start)
  }

  /// Bin of the largest power; of equal ones the lowest.
  private static func highestBin(of powers: Span<Float>, at start: Int) -> Int {
    var best = SIMD8<Float>(repeating: -1)
    var bestBins = SIMD8<Int32>(repeating: 0)
    var bins = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7) &+ Int32(searchedBins.lowerBound)
    for bin in stride(from: searchedBins.lowerBound, to: searchedBins.upperBound, by: 8) {
      let values = powers.eight(at: start + bin)
      let isHigher = values .> best
      best.replace(with: values, where: isHigher)
      bestBins.replace(with: bins, where: isHigher)
      bins = bins &+ 8
    }
    // Lane by lane: the library's `max()` is not specialised and costs as much as all the rest.
    var (highest, found) = (best[0], Int(bestBins[0]))
    for lane in 1..<8 {
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
    besides first: Int, of powers: inout MutableSpan<Float>, at start: Int
  ) -> Int {
    let below = start + first - lobeReachBins - 1
    let above = start + min(first + lobeReachBins + 1, searchedBins.upperBound - 1)
    let saved = (powers[below], powers[above])
    (powers[below], powers[above]) = (0, 0)
    let found = highestBin(of: powers.span, at: start)
    (powers[below], powers[above]) = saved
    return found
  }

  /// Sums the power of a lobe and clears it.
  private static func takeLobe(
    around peak: Int, of powers: inout MutableSpan<Float>, at start: Int
  ) -> Float {
    var power: Float = 0
    for bin in peak - lobeReachBins...min(peak + lobeReachBins, searchedBins.upperBound - 1) {
      power += powers[start + bin]
      powers[start + bin] = 0
    }
    return power
  }
}
