public import CallPipeline
internal import CallTypes

/// How far the starts and ends of speech are off, over segments that match by intersection over union.
public enum SegmentBoundaries: EvaluationMetric {
  public static let name = "boundaries"
  public static let summary = "median distance of starts and ends of matched speech segments"

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    var (onsets, offsets): ([Double], [Double]) = ([], [])
    for lane in call.lanes {
      let reference = lane.reference.filter(call.isScored)
      let hypothesis = lane.hypothesis.filter(call.isScored)
      // Both are ordered: only segments that touch a reference can match it.
      let candidates = reference.map { span in
        hypothesis.intersecting(span).indices.filter {
          span.matchesByExtent(hypothesis[$0], settings)
        }
      }
      let partners = maximumMatching(candidates, partnerCount: hypothesis.count)
      for (span, partner) in zip(reference, partners) {
        guard let partner else { continue }
        onsets.append(abs(span.startSeconds - hypothesis[partner].startSeconds))
        offsets.append(abs(span.endSeconds - hypothesis[partner].endSeconds))
      }
      tally.add(Double(reference.count), to: "segments")
    }
    (tally.samples["onset"], tally.samples["offset"]) = (onsets, offsets)
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    let (onsets, offsets) = (tally.samples["onset"] ?? [], tally.samples["offset"] ?? [])
    return [
      Figure("onsetMedianSeconds", quantile(onsets, 0.5)),
      Figure("offsetMedianSeconds", quantile(offsets, 0.5)),
      Figure("matchedRatio", quotient(Double(onsets.count), tally.sum("segments"))),
      Figure("segmentCount", tally.sum("segments")),
    ]
  }
}
