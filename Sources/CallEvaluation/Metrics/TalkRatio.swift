public import CallPipeline

/// Error of the customer's share of the speech of both, in percentage points.
///
/// A call in which either side of the comparison has no speech has no ratio and is not counted.
public enum TalkRatio: EvaluationMetric {
  public static let name = "talkRatio"
  public static let summary = "error of the customer's share of speech, in percentage points"

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    if let known = call.referenceCustomerRatio, let told = call.hypothesisCustomerRatio {
      tally.samples["errorPoints"] = [abs(told - known) * 100]
    }
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    let errors = tally.samples["errorPoints"] ?? []
    return [
      Figure(
        "meanErrorPoints", quotient(errors.reduce(0, +), Double(errors.count)),
        hasInterval: true),
      Figure("p95ErrorPoints", quantile(errors, 0.95), hasInterval: true),
      Figure("maximumErrorPoints", errors.max()),
      Figure("callCount", Double(errors.count)),
    ]
  }
}
