public import CallPipeline

/// A measure of how well a hypothesis agrees with its reference.
///
/// It tallies one call at a time and computes its figures from the added tallies.
public protocol EvaluationMetric: Sendable {
  /// What results call it.
  static var name: String { get }
  /// What it measures, one line.
  static var summary: String { get }
  /// What one call contributes.
  static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally
  /// The figures of calls, in a stable order.
  static func figures(of tally: MetricTally) -> [Figure]
}

/// The metrics of `callsift evaluate`.
public enum EvaluationMetrics {
  /// Every metric, in the order of the results.
  public static let all: [any EvaluationMetric.Type] = [
    SpeechDetection.self,
    SpeakerDiarization.self,
    TalkRatio.self,
    SegmentBoundaries.self,
    EventDetection.self,
    InterruptionDetection.self,
    FalseSpeech.self,
  ]
}
