/// How often a channel lay so far under another so long before: counts by lag and loss.
///
/// An echo shows as a heap at one lag and one loss, for it follows its source frame by frame; two
/// people's speech does not. Levels in place of samples: they survive codecs that keep no waveform.
struct EchoEvidence {
  /// Lags looked at: 0 to 1 s in steps of a frame (RULES.md EV111).
  static let lagCount = AnalysisRate.framesPerSecond + 1
  /// Loss per bin, in bytes of the detector's input: 1 dB.
  private static let bytesPerBin = 2
  /// Bins that make one heap: ±2.5 dB, the spread of a room's and a codec's answer.
  private static let heapBins = 5
  /// Lags this close to another are the same echo: syllables last longer.
  private static let sameEchoLags = 12

  /// Loss of the first bin, in dB.
  private let leastLossDB: Int
  private let binCount: Int
  /// Per lag a count for each bin, and the number of frames in which the source sounded; shape
  /// `[lagCount, binCount + 1]`.
  private var counts: [Int32]

  init(_ settings: EchoSettings) {
    leastLossDB = Int(settings.leastLossDB.rounded())
    binCount = max(Self.heapBins, Int(settings.greatestLossDB.rounded()) - leastLossDB + 1)
    counts = [Int32](repeating: 0, count: Self.lagCount * (binCount + 1))
  }

  /// Counts a stretch.
  ///
  /// - Parameters:
  ///   - target: Levels of hops as bytes, 0 where the channel is not looked at.
  ///   - source: The same of the other channel, 0 where it is too weak; starts `lagCount − 1` frames
  ///     earlier.
  mutating func add(target: [UInt8], source: [UInt8]) {
    let (sourceSpan, reach) = (source.span, Self.lagCount - 1)
    let (binCount, leastLossBytes) = (binCount, leastLossDB * Self.bytesPerBin)
    var countSpan = counts.mutableSpan
    for frame in target.indices where target[frame] > 0 {
      let level = Int(target[frame])
      for lag in 0...reach {
        let loud = Int(sourceSpan[frame + reach - lag])
        guard loud > 0 else { continue }
        let row = lag * (binCount + 1)
        countSpan[row + binCount] += 1
        let lossBytes = loud - level - leastLossBytes
        guard lossBytes >= 0 else { continue }
        let bin = lossBytes / Self.bytesPerBin
        if bin < binCount { countSpan[row + bin] += 1 }
      }
    }
  }

  /// Adds or takes away what another holds.
  mutating func add(_ other: EchoEvidence, sign: Int32) {
    for index in counts.indices { counts[index] += sign * other.counts[index] }
  }

  /// The lag and loss of an echo; `nil` when none stands out.
  func path(_ settings: EchoSettings) -> (lagFrames: Int, lossDB: Float)? {
    let heaps = (0..<Self.lagCount).map { greatestHeap(atLag: $0) }
    guard let best = heaps.indices.max(by: { heaps[$0].count < heaps[$1].count }) else {
      return nil
    }
    let count = Double(heaps[best].count)
    let least = settings.minimumEvidenceSeconds * Double(AnalysisRate.framesPerSecond)
    let share = settings.minimumShareRatio * Double(seenFrames(atLag: best))
    guard count >= least, count >= share else { return nil }
    let elsewhere = heaps.indices.lazy.filter { abs($0 - best) > Self.sameEchoLags }
      .map { heaps[$0].count }.max()
    guard count >= settings.minimumContrastRatio * Double(elsewhere ?? 0) else { return nil }
    return (best, Float(leastLossDB + heaps[best].middleBin))
  }

  private func seenFrames(atLag lag: Int) -> Int32 { counts[lag * (binCount + 1) + binCount] }

  /// The most counts in neighbouring bins at one lag.
  private func greatestHeap(atLag lag: Int) -> (count: Int32, middleBin: Int) {
    let row = lag * (binCount + 1)
    var sum = counts[row..<row + Self.heapBins].reduce(0, +)
    var best = (count: sum, middleBin: Self.heapBins / 2)
    for bin in Self.heapBins..<binCount {
      sum += counts[row + bin] - counts[row + bin - Self.heapBins]
      if sum > best.count { best = (sum, bin - Self.heapBins / 2) }
    }
    return best
  }
}
