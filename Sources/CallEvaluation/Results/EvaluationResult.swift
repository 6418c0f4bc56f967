public import CallPipeline

/// Figures of one metric over some calls.
public struct MetricResult: Hashable, Sendable {
  /// The metric's name.
  public var name: String
  /// Its figures, with their intervals.
  public var figures: [(figure: Figure, interval: ConfidenceInterval?)]

  public static func == (first: MetricResult, second: MetricResult) -> Bool {
    first.name == second.name && first.figures.elementsEqual(second.figures) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Figures of a call, a condition, or all calls.
public struct GroupResult: Hashable, Sendable {
  /// Of what it is the result.
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case call, condition, overall
  }

  /// A call, a condition, or everything.
  public var scope: Scope
  /// The call's key, the condition's name, or `overall`.
  public var name: String
  /// Calls that were scored.
  public var callCount: Int
  /// Calls without a hypothesis among them.
  public var missingCount: Int
  /// One result per metric of the registry, in its order.
  public var metrics: [MetricResult]

  /// A figure by metric and name; `nil` where there is none or it has no value.
  public func value(_ metric: String, _ figure: String) -> Double? {
    entry(metric, figure)?.figure.value
  }

  /// A figure's interval.
  public func interval(_ metric: String, _ figure: String) -> ConfidenceInterval? {
    entry(metric, figure)?.interval
  }

  private func entry(
    _ metric: String, _ figure: String
  ) -> (figure: Figure, interval: ConfidenceInterval?)? {
    metrics.first { $0.name == metric }?.figures.first { $0.figure.name == figure }
  }
}

/// What an evaluation came to.
public struct EvaluationResult: Sendable {
  /// One per call, by key.
  public var calls: [GroupResult] = []
  /// One per condition, by name.
  public var conditions: [GroupResult] = []
  /// Everything.
  public var overall: GroupResult
  /// References without a hypothesis: scored as if nothing had been found.
  public var missing: [String] = []
  /// Hypotheses without a reference: not scored.
  public var unmatched: [String] = []
  /// Files that could not be read.
  public var failures: [AnnotationFailure] = []
  /// How it was scored.
  public var settings: EvaluationSettings
}
