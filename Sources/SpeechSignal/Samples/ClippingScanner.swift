internal import CallTypes

/// Finds runs of equal samples at or near full scale.
struct ClippingScanner {
  private let sampleRateHz: Double
  private let threshold: Float
  private let minimumRunCount: Int

  private var runValue: Float = 0
  private var runCount = 0
  private var spans: [TimeSpan] = []
  private var clippedSampleCount = 0

  init(sampleRateHz: Double, settings: SampleFaultSettings) {
    self.sampleRateHz = sampleRateHz
    threshold = Float(settings.clippingMagnitudeRatio)
    minimumRunCount = settings.clippingRunCount
  }

  mutating func scan(_ cell: SampleCell, of samples: [Float], _ statistics: CellStatistics) {
    guard statistics.peak >= threshold else {
      endRun(atSample: cell.firstSample)
      return
    }
    for offset in 0..<cell.range.count {
      let value = samples[cell.range.lowerBound + offset]
      if value == runValue && runCount > 0 {
        runCount += 1
        continue
      }
      endRun(atSample: cell.firstSample + offset)
      if abs(value) >= threshold { (runValue, runCount) = (value, 1) }
    }
  }

  /// Everything found.
  mutating func finish(atSample end: Int) -> (spans: [TimeSpan], sampleCount: Int) {
    endRun(atSample: end)
    return (spans, clippedSampleCount)
  }

  private mutating func endRun(atSample end: Int) {
    if runCount >= minimumRunCount {
      clippedSampleCount += runCount
      let span = TimeSpan(Double(end - runCount) / sampleRateHz, Double(end) / sampleRateHz)
      // Runs on neighbouring peaks are one stretch: a list of each would outgrow the recording.
      if let last = spans.last, span.startSeconds - last.endSeconds < Self.joinSeconds {
        spans[spans.count - 1].endSeconds = span.endSeconds
      } else {
        spans.append(span)
      }
    }
    runCount = 0
  }

  /// Runs closer than half a frame step of 10 ms cannot be told apart on any track.
  private static let joinSeconds = 0.005
}
