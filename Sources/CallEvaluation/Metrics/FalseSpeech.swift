internal import CallFormats
public import CallPipeline
internal import CallTypes

/// Share of tones, music and noises that is taken for speech, by kind and by name.
///
/// Over each stretch of the reference that is no speech, on its channel, less the time in which that
/// channel's party truly speaks.
public enum FalseSpeech: EvaluationMetric {
  public static let name = "falseSpeech"
  public static let summary = "share of tones, music and noise that is taken for speech"

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    let kinds = Dictionary(grouping: call.nonSpeech) { $0.kind }
    let names = Dictionary(grouping: call.nonSpeech.filter { $0.name != nil }) {
      "\($0.kind)/\($0.name ?? "")"
    }
    for (kind, stretches) in kinds.merging(names, uniquingKeysWith: { first, _ in first }) {
      for lane in call.lanes {
        let sounding = stretches.filter { lane.carries($0.channelIndex) }.map(\.span).union()
          .intersection(call.scoredRegions).subtracting(lane.reference)
        tally.add(sounding.totalSeconds, to: "\(kind).seconds")
        tally.add(sounding.intersection(lane.hypothesis).totalSeconds, to: "\(kind).false")
      }
    }
    return tally
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    let kinds = tally.sums.keys.filter { $0.hasSuffix(".seconds") }.map { $0.dropLast(8) }.sorted()
    return kinds.flatMap { kind in
      [
        Figure(
          "\(kind).falseSpeechRatio",
          quotient(tally.sum("\(kind).false"), tally.sum("\(kind).seconds")),
          hasInterval: !kind.contains("/")),
        Figure("\(kind).seconds", tally.sum("\(kind).seconds")),
      ]
    }
  }
}
