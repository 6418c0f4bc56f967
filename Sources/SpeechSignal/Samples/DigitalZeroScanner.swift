internal import CallTypes

/// Finds runs of exactly equal samples at or next to zero: what a recorder writes when it gets no
/// packets, or is told to pause.
///
/// A run of two hops or more covers a whole cell, so only constant cells start a run; its ends are
/// then sought in the neighbouring cells.
struct DigitalZeroScanner {
  private let sampleRateHz: Double
  private let threshold: Float
  private let minimumSeconds: Double

  private var runStart: Int?
  private var runValue: Float = 0
  private var spans: [TimeSpan] = []

  init(sampleRateHz: Double, settings: SampleFaultSettings) {
    self.sampleRateHz = sampleRateHz
    threshold = Float(settings.digitalZeroMagnitudeRatio)
    minimumSeconds = settings.digitalZeroMinimumSeconds
  }

  mutating func scan(_ cell: SampleCell, of samples: [Float], _ statistics: CellStatistics) {
    guard let value = cell.range.first.map({ samples[$0] }) else { return }
    let isZero = statistics.isConstant && statistics.peak <= threshold
    if runStart != nil && !(isZero && value == runValue) {
      let equal = cell.range.prefix { samples[$0] == runValue }.count
      endRun(atSample: cell.firstSample + equal)
    }
    if isZero && runStart == nil {
      let before = samples[..<cell.range.lowerBound].reversed().prefix { $0 == value }.count
      (runStart, runValue) = (cell.firstSample - before, value)
    }
  }

  /// Everything found.
  mutating func finish(atSample end: Int) -> [TimeSpan] {
    endRun(atSample: end)
    return spans
  }

  private mutating func endRun(atSample end: Int) {
    guard let start = runStart else { return }
    runStart = nil
    // The length is that of the samples: the difference of two rounded instants may be a hair short,
    // and a lost packet is exactly as long as the minimum.
    guard Double(end - start) / sampleRateHz >= minimumSeconds else { return }
    spans.append(TimeSpan(Double(start) / sampleRateHz, Double(end) / sampleRateHz))
  }
}
