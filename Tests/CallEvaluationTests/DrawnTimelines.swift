import CallEvaluation
import CallFormats
import CallPipeline
import CallTypes

/// Spans of a drawing: each character stands for a second, `#` is inside.
func drawn(_ drawing: String) -> [TimeSpan] {
  drawing.enumerated().filter { $0.element == "#" }
    .map { TimeSpan(Double($0.offset), Double($0.offset + 1)) }.union()
}

/// A call of one lane per pair of drawings, agent first.
func call(_ lanes: (reference: String, hypothesis: String)..., scored: String? = nil) -> ScoredCall
{
  let names = ["agent", "customer"]
  return ScoredCall(
    key: "clean/call",
    lanes: lanes.enumerated().map { index, lane in
      SpeechLane(
        name: names[index], channelIndex: index, reference: drawn(lane.reference),
        hypothesis: drawn(lane.hypothesis))
    },
    scoredRegions: scored.map(drawn))
}

/// The figures of a metric over some calls.
func figures(
  _ metric: any EvaluationMetric.Type, _ calls: ScoredCall...,
  settings: EvaluationSettings = EvaluationSettings()
) -> [String: Double] {
  var sums = MetricTally()
  for call in calls {
    let tally = metric.tally(of: call, settings)
    sums.sums.merge(tally.sums, uniquingKeysWith: +)
    sums.samples.merge(tally.samples, uniquingKeysWith: +)
  }
  let known = metric.figures(of: sums).compactMap { figure in
    figure.value.map { (figure.name, $0) }
  }
  return Dictionary(uniqueKeysWithValues: known)
}

/// An annotation whose speakers are drawn.
func annotation(_ speakers: [String: String], channels: [String: Int] = [:]) -> CallAnnotation {
  var annotation = CallAnnotation()
  for (name, drawing) in speakers {
    annotation.speech += drawn(drawing).map {
      SpeakerSpan(speaker: name, channelIndex: channels[name], span: $0)
    }
  }
  annotation.speakerChannels = channels
  return annotation
}

/// The evaluation of one reference against one hypothesis.
func evaluated(
  _ reference: CallAnnotation, _ hypothesis: CallAnnotation, matching: LaneMatching = .auto,
  roles: [ChannelRole] = []
) -> EvaluationResult {
  var (references, hypotheses) = (AnnotationCollection(), AnnotationCollection())
  references.annotations["call"] = reference
  hypotheses.annotations["call"] = hypothesis
  var request = EvaluationRequest(references: references, hypotheses: hypotheses)
  request.matching = matching
  request.roles = roles
  return evaluate(request)
}
