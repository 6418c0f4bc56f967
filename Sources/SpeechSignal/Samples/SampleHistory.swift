/// One stretch of samples between two frames' cells.
struct SampleCell {
  /// Where the samples lie in `SampleHistory.samples`.
  var range: Range<Int>
  /// Index of the first of them in the recording.
  var firstSample: Int
  /// False for the lead before the first frame's cell and the tail after the last.
  var isFrame: Bool
}

/// The last samples of a channel at the native rate, cut into cells of one hop.
///
/// Keeps as many measured samples as the longest packet that a repetition is sought for.
struct SampleHistory {
  /// Longest look back, in seconds: the longest packet in use.
  static let lookBackSeconds = 0.06

  /// Samples held; older ones are gone.
  private(set) var samples: [Float] = []
  /// Index in the recording of the first sample held.
  private var origin = 0
  private var nextCell = -1
  private var nextStart = 0
  private let lookBackSamples: Int
  private let sampleRateHz: Double

  init(sampleRateHz: Double) {
    self.sampleRateHz = sampleRateHz
    lookBackSamples = Int((Self.lookBackSeconds * sampleRateHz).rounded(.up)) + 1
  }

  /// Number of samples of the recording so far.
  var sampleCount: Int { origin + samples.count }

  mutating func append(_ block: Span<Float>) {
    block.withUnsafeBufferPointer { samples.append(contentsOf: $0) }
  }

  /// The next cell that is complete.
  mutating func nextWholeCell() -> SampleCell? {
    let end = boundary(afterCell: nextCell)
    guard end <= sampleCount else { return nil }
    defer {
      nextStart = end
      nextCell += 1
    }
    return SampleCell(
      range: nextStart - origin..<end - origin, firstSample: nextStart, isFrame: nextCell >= 0)
  }

  /// What lies behind the last whole cell.
  func rest() -> SampleCell? {
    guard nextStart < sampleCount else { return nil }
    return SampleCell(
      range: nextStart - origin..<samples.count, firstSample: nextStart, isFrame: false)
  }

  /// Forgets samples that no cell needs any more.
  mutating func discardMeasured() {
    let surplus = nextStart - origin - lookBackSamples
    guard surplus > 0 else { return }
    samples.removeFirst(surplus)
    origin += surplus
  }

  /// First sample after a cell; cell −1 is the lead of half a frame less half a hop.
  private func boundary(afterCell cell: Int) -> Int {
    let lead = (AnalysisRate.frameSamples - AnalysisRate.hopSamples) / 2
    let analysisSamples = Double(lead + (cell + 1) * AnalysisRate.hopSamples)
    return Int((analysisSamples * sampleRateHz / Double(AnalysisRate.sampleRateHz)).rounded())
  }
}
