internal import CallFormats
public import CallPipeline
public import CallTypes

/// How references and hypotheses are laid side by side.
public struct EvaluationRequest: Sendable {
  /// What is true.
  public var references: AnnotationCollection
  /// What was found.
  public var hypotheses: AnnotationCollection
  /// How lanes are matched.
  public var matching = LaneMatching.auto
  /// Roles of channels, where speakers are not named by party; empty = as they are.
  public var roles: [ChannelRole] = []
  /// How it is scored.
  public var settings = EvaluationSettings()

  /// Asks for an evaluation.
  public init(references: AnnotationCollection, hypotheses: AnnotationCollection) {
    self.references = references
    self.hypotheses = hypotheses
  }
}

/// Scores hypotheses against references: per call, per condition and over all.
///
/// Same request, same result. Without any reference there are no figures.
public func evaluate(_ request: EvaluationRequest) -> EvaluationResult {
  let keys = request.references.annotations.keys.sorted()
  let matches = request.hypotheses.matchingKeys(of: keys)
  let calls = scoredCalls(request, keys: keys, matches: matches)
  let settings = request.settings
  let tallies = calls.map { call in
    EvaluationMetrics.all.map { metric in metric.tally(of: call, settings) }
  }
  func group(_ scope: GroupResult.Scope, _ name: String, _ indices: [Int]) -> GroupResult {
    GroupResult(
      scope: scope, name: name, callCount: indices.count,
      missingCount: indices.count { calls[$0].isMissing },
      metrics: EvaluationMetrics.all.enumerated().map { column, metric in
        result(of: metric, indices.map { tallies[$0][column] }, name, settings)
      })
  }
  var evaluation = EvaluationResult(
    overall: group(.overall, "overall", Array(calls.indices)), settings: settings)
  evaluation.calls = calls.indices.map { group(.call, calls[$0].key, [$0]) }
  let conditions = Dictionary(grouping: calls.indices) { calls[$0].condition ?? "" }
  if conditions.keys.contains(where: { !$0.isEmpty }) {
    evaluation.conditions = conditions.sorted { $0.key < $1.key }.map { name, indices in
      group(.condition, name.isEmpty ? "." : name, indices)
    }
  }
  evaluation.missing = keys.filter { matches[$0] == nil }
  let used = Set(matches.values)
  evaluation.unmatched = request.hypotheses.annotations.keys.filter { !used.contains($0) }.sorted()
  evaluation.failures = request.references.failures + request.hypotheses.failures
  return evaluation
}

private func result(
  of metric: any EvaluationMetric.Type, _ tallies: [MetricTally], _ group: String,
  _ settings: EvaluationSettings
) -> MetricResult {
  var total = MetricTally()
  for tally in tallies { total.add(tally) }
  let intervals = bootstrapIntervals(
    of: metric, tallies: tallies, group: group, settings: settings)
  return MetricResult(
    name: metric.name,
    figures: metric.figures(of: total).map { ($0, intervals[$0.name]) })
}

private func scoredCalls(
  _ request: EvaluationRequest, keys: [String], matches: [String: String]
) -> [ScoredCall] {
  let references = request.references.annotations
  let hypotheses = request.hypotheses.annotations
  let told = matches.values.compactMap { hypotheses[$0] }
  let context = EvaluationContext(
    matching: request.matching, foundInReferences: foundKinds(in: Array(references.values)),
    foundInHypotheses: foundKinds(in: told), toldKinds: toldKinds(of: told),
    settings: request.settings)
  return keys.compactMap { key in
    references[key].map { reference in
      let hypothesis = matches[key].flatMap { hypotheses[$0] }
      return ScoredCall(
        key: key, reference: reference.namingChannels(request.roles),
        hypothesis: hypothesis?.namingChannels(request.roles), context: context)
    }
  }
}

/// Kinds of events in annotations that list what somebody happened to mark.
private func foundKinds(in annotations: [CallAnnotation]) -> Set<String> {
  Set(annotations.filter { $0.eventClasses == .found }.flatMap { $0.events.map(\.name) })
}

/// Kinds of events that any of the hypotheses speaks of.
private func toldKinds(of annotations: [CallAnnotation]) -> EventKinds {
  var names: Set<String> = []
  for annotation in annotations {
    switch annotation.eventClasses {
    case .all: return .all
    case .listed(let kinds): names.formUnion(kinds)
    case .none: break
    case .found: names.formUnion(annotation.events.map(\.name))
    }
  }
  return .these(names)
}
