internal import CallFormats
public import CallPipeline
internal import CallTypes

/// Interruptions that were found wherever they touch the true one, and backchannels taken for them.
///
/// Overlaps are short and their edges soft, so that any contact with a slack counts here, the longest
/// contact first (as `tools/corpus score`). A true interruption too short to be told is excused either
/// way. An interruption told at a true backchannel is a false one, and counts as a backchannel called
/// interruption besides.
public enum InterruptionDetection: EvaluationMetric {
  public static let name = "interruptions"
  public static let summary = "interruptions by contact, and backchannels called interruptions"

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    let known = call.referenceEvents.filter { $0.name == "interruption" }
    let backchannels = call.referenceEvents.filter { $0.name == "backchannel" }
    guard call.scores("interruption") else { return tally }
    let told = call.hypothesisEvents.filter { $0.name == "interruption" }
    let slack = settings.interruptionSlackSeconds
    let certain = known.filter { !$0.isOptional }
    let hits = contacts(certain, told, slackSeconds: slack)
    let rest = told.indices.filter { !hits.contains($0) }.map { told[$0] }
    let excused = contacts(known.filter(\.isOptional), rest, slackSeconds: slack)
    tally.add(Double(hits.count), to: "hit")
    tally.add(Double(certain.count - hits.count), to: "miss")
    tally.add(Double(rest.count - excused.count), to: "false")
    tally.add(Double(backchannels.count), to: "backchannels")
    tally.add(
      Double(contacts(backchannels, rest, slackSeconds: slack).count), to: "mistaken")
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    let (hit, missed, invented) = (tally.sum("hit"), tally.sum("miss"), tally.sum("false"))
    return [
      Figure("f1Ratio", quotient(2 * hit, 2 * hit + missed + invented), hasInterval: true),
      Figure("precisionRatio", quotient(hit, hit + invented), hasInterval: true),
      Figure("recallRatio", quotient(hit, hit + missed), hasInterval: true),
      Figure("referenceCount", hit + missed),
      Figure("hypothesisCount", hit + invented),
      Figure("backchannelCount", tally.sum("backchannels")),
      Figure(
        "backchannelsCalledInterruptionRatio",
        quotient(tally.sum("mistaken"), tally.sum("backchannels")), hasInterval: true),
    ]
  }

  /// Indices of hypotheses that are paired with a reference, the longest contact first.
  private static func contacts(
    _ references: [AnnotatedEvent], _ hypotheses: [AnnotatedEvent], slackSeconds: Double
  ) -> Set<Int> {
    var pairs: [(seconds: Double, reference: Int, hypothesis: Int)] = []
    for (reference, known) in references.enumerated() {
      for (hypothesis, told) in hypotheses.enumerated() where known.mayBe(told) {
        let seconds = known.span.contactSeconds(told.span, slackSeconds: slackSeconds)
        if seconds > 0 { pairs.append((seconds, reference, hypothesis)) }
      }
    }
    pairs.sort {
      (-$0.seconds, $0.reference, $0.hypothesis) < (-$1.seconds, $1.reference, $1.hypothesis)
    }
    var (usedReferences, usedHypotheses) = (Set<Int>(), Set<Int>())
    for pair in pairs
    where !usedReferences.contains(pair.reference) && !usedHypotheses.contains(pair.hypothesis) {
      usedReferences.insert(pair.reference)
      usedHypotheses.insert(pair.hypothesis)
    }
    return usedHypotheses
  }
}
