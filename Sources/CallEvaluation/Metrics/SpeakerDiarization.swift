public import CallPipeline
internal import CallTypes

/// Diarization error rate with overlap scored, labels mapped optimally.
///
/// Missed + falsely found + confused speaker time ÷ reference speaker time (NIST Rich Transcription;
/// as computed by pyannote.metrics, Bredin 2017). Hypothesis labels are mapped to reference labels
/// one to one by the assignment that shares the most time; speech of a channel apart is a label apart.
public enum SpeakerDiarization: EvaluationMetric {
  public static let name = "diarization"
  public static let summary = "speaker time missed, false or given to the wrong speaker"

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    for (suffix, collarSeconds) in [("", 0), ("Collar", settings.collarSeconds)] {
      var scored = call.scoredRegions
      for spans in call.referenceSpeakers.values {
        scored = scored.subtractingCollar(collarSeconds, around: spans)
      }
      let reference = call.referenceSpeakers.sorted { $0.key < $1.key }
        .map { $0.value.intersection(scored) }
      let hypothesis = call.hypothesisSpeakers.sorted { $0.key < $1.key }
        .map { $0.value.intersection(scored) }
      let counts = speakerTime(reference: reference, hypothesis: hypothesis)
      tally.add(counts.total, to: "total" + suffix)
      tally.add(counts.miss, to: "miss" + suffix)
      tally.add(counts.invented, to: "false" + suffix)
      tally.add(counts.confused, to: "confusion" + suffix)
    }
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    ["", "Collar"].flatMap { suffix in
      let total = tally.sum("total" + suffix)
      let parts = ["miss", "false", "confusion"].map { tally.sum($0 + suffix) }
      return [
        Figure("errorRatio" + suffix, quotient(parts.reduce(0, +), total), hasInterval: true),
        Figure("missRatio" + suffix, quotient(parts[0], total)),
        Figure("falseAlarmRatio" + suffix, quotient(parts[1], total)),
        Figure("confusionRatio" + suffix, quotient(parts[2], total)),
      ]
    }
  }
}

/// Shared time of every pair of labels; shape `[reference][hypothesis]`.
func sharedSeconds(_ reference: [[TimeSpan]], _ hypothesis: [[TimeSpan]]) -> [[Double]] {
  reference.map { own in hypothesis.map { own.intersection($0).totalSeconds } }
}

/// Speaker time by what became of it.
private struct SpeakerTime {
  var (total, miss, invented, confused) = (0.0, 0.0, 0.0, 0.0)
}

/// Goes through the stretches between boundaries: with r reference and h hypothesis speakers of whom c
/// are mapped to each other, max(0, r − h) are missed, max(0, h − r) false and min(r, h) − c confused.
private func speakerTime(reference: [[TimeSpan]], hypothesis: [[TimeSpan]]) -> SpeakerTime {
  let mapping = maximumWeightAssignment(sharedSeconds(reference, hypothesis))
  let correct = zip(reference, mapping).map { own, column in
    column.map { own.intersection(hypothesis[$0]) } ?? []
  }
  var changes: [(seconds: Double, list: Int, step: Int)] = []
  for (list, speakers) in [reference, hypothesis, correct].enumerated() {
    for span in speakers.joined() {
      changes.append((span.startSeconds, list, 1))
      changes.append((span.endSeconds, list, -1))
    }
  }
  changes.sort { $0.seconds < $1.seconds }
  var time = SpeakerTime()
  var counts = [0, 0, 0]
  var cursor = changes.first?.seconds ?? 0
  for change in changes {
    let seconds = change.seconds - cursor
    let (spoken, told, right) = (counts[0], counts[1], counts[2])
    time.total += seconds * Double(spoken)
    time.miss += seconds * Double(max(0, spoken - told))
    time.invented += seconds * Double(max(0, told - spoken))
    time.confused += seconds * Double(min(spoken, told) - right)
    counts[change.list] += change.step
    cursor = change.seconds
  }
  return time
}
