public import CallPipeline
internal import CallTypes

/// Missed and falsely found speech, per channel or party, in exact seconds of intervals.
///
/// Detection error rate = (miss + false alarm) ÷ reference speech, as in pyannote.metrics
/// (Bredin 2017); precision, recall and F1 are of seconds. With a collar, what lies within it on either
/// side of a boundary of that channel's reference speech is not scored.
public enum SpeechDetection: EvaluationMetric {
  public static let name = "detection"
  public static let summary = "missed and false speech per channel, without and with a collar"

  /// Suffix of names, and collar on each side.
  private static func collars(_ settings: EvaluationSettings) -> [(suffix: String, Double)] {
    [("", 0), ("Collar", settings.collarSeconds)]
  }

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    for (suffix, collarSeconds) in collars(settings) {
      for lane in call.lanes {
        let scored = call.scoredRegions.subtractingCollar(
          collarSeconds, around: lane.reference)
        let reference = lane.reference.intersection(scored)
        let hypothesis = lane.hypothesis.intersection(scored)
        let hit = reference.intersection(hypothesis).totalSeconds
        tally.add(hit, to: "hit" + suffix)
        tally.add(reference.totalSeconds - hit, to: "miss" + suffix)
        tally.add(hypothesis.totalSeconds - hit, to: "false" + suffix)
      }
    }
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    ["", "Collar"].flatMap { suffix in
      let (hit, miss, invented) = (
        tally.sum("hit" + suffix), tally.sum("miss" + suffix), tally.sum("false" + suffix)
      )
      return [
        Figure("missRatio" + suffix, quotient(miss, hit + miss), hasInterval: true),
        Figure("falseAlarmRatio" + suffix, quotient(invented, hit + miss), hasInterval: true),
        Figure("errorRatio" + suffix, quotient(miss + invented, hit + miss), hasInterval: true),
        Figure("precisionRatio" + suffix, quotient(hit, hit + invented)),
        Figure("recallRatio" + suffix, quotient(hit, hit + miss)),
        Figure(
          "f1Ratio" + suffix, quotient(2 * hit, 2 * hit + miss + invented), hasInterval: true),
        Figure("referenceSeconds" + suffix, hit + miss),
        Figure("hypothesisSeconds" + suffix, hit + invented),
      ]
    }
  }
}

extension [TimeSpan] {
  /// These ordered regions without the zone on each side of every boundary of the ordered speech.
  func subtractingCollar(_ collarSeconds: Double, around speech: [TimeSpan]) -> [TimeSpan] {
    guard collarSeconds > 0 else { return self }
    let zones = speech.flatMap { span in
      [span.startSeconds, span.endSeconds].map {
        TimeSpan($0 - collarSeconds, $0 + collarSeconds)
      }
    }
    return subtracting(zones.union())
  }
}
