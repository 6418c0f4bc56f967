public import CallTypes

/// What a scan came to, in four numbers.
public struct ScanSummary: Codable, Hashable, Sendable {
  /// Calls that were analysed.
  public var reportCount: Int
  /// Analysed calls that somebody should hear.
  public var flaggedCount: Int
  /// Inputs that could not be analysed.
  public var failureCount: Int
  /// Length of all analysed calls.
  public var audioSeconds: Double

  /// Makes a summary; of nothing by default.
  public init(
    reportCount: Int = 0, flaggedCount: Int = 0, failureCount: Int = 0, audioSeconds: Double = 0
  ) {
    self.reportCount = reportCount
    self.flaggedCount = flaggedCount
    self.failureCount = failureCount
    self.audioSeconds = audioSeconds
  }

  /// Counts one more outcome; a call is flagged when its review is required.
  public mutating func add(_ outcome: CallOutcome) {
    switch outcome {
    case .failure:
      failureCount += 1
    case .report(let report):
      add(seconds: report.audio.durationSeconds, isReviewRequired: report.review.required)
    }
  }

  /// Counts one more report.
  public mutating func add(_ report: EncodedReport) {
    add(seconds: report.durationSeconds, isReviewRequired: report.isReviewRequired)
  }

  private mutating func add(seconds: Double, isReviewRequired: Bool) {
    reportCount += 1
    if isReviewRequired { flaggedCount += 1 }
    audioSeconds = (audioSeconds + seconds).roundedToMilliseconds
  }
}
