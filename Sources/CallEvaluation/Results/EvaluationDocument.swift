internal import CallTypes
internal import Foundation

/// A figure as it stands in JSON: the value, and its interval where there is one.
private struct FigureDocument: Encodable {
  @ExplicitNull var value: Double?
  var low: Double?
  var high: Double?

  init(_ figure: Figure, _ interval: ConfidenceInterval?) {
    // Six places: a thousandth of a millisecond, and no noise of the last bits.
    value = figure.value?.rounded(toPlaces: 6)
    low = interval?.low.rounded(toPlaces: 6)
    high = interval?.high.rounded(toPlaces: 6)
  }
}

/// A group as it stands in JSON.
private struct GroupDocument: Encodable {
  var schema: String?
  var scope: String
  var name: String
  var callCount: Int
  var missingCount: Int
  var metrics: [String: [String: FigureDocument]]

  init(_ group: GroupResult, schema: String? = nil) {
    self.schema = schema
    scope = group.scope.rawValue
    name = group.name
    callCount = group.callCount
    missingCount = group.missingCount
    metrics = Dictionary(
      uniqueKeysWithValues: group.metrics.map { metric in
        let figures = metric.figures.map {
          ($0.figure.name, FigureDocument($0.figure, $0.interval))
        }
        return (metric.name, Dictionary(figures, uniquingKeysWith: { first, _ in first }))
      })
  }
}

/// The whole result as it stands in JSON.
private struct EvaluationDocument: Encodable {
  struct Failure: Encodable {
    var path: String
    var reason: String
  }

  var schema = evaluationSchemaName
  var conditions: [GroupDocument]
  var overall: GroupDocument
  var missing: [String]
  var unmatched: [String]
  var failures: [Failure]
}

/// Name and version of the document's shape.
private let evaluationSchemaName = "callsift.evaluation/1"

/// Name and version of a line's shape.
private let groupSchemaName = "callsift.evaluation-group/1"

extension EvaluationResult {
  /// One JSON document: conditions, everything, and what was left out.
  public func jsonText() throws -> String {
    let document = EvaluationDocument(
      conditions: conditions.map { GroupDocument($0) }, overall: GroupDocument(overall),
      missing: missing, unmatched: unmatched,
      failures: failures.map { .init(path: $0.path, reason: $0.reason) })
    return try text(of: document, .prettyPrinted) + "\n"
  }

  /// One JSON object a line: every call, then every condition, then everything.
  public func jsonLines() throws -> String {
    try groups.map { try text(of: GroupDocument($0, schema: groupSchemaName)) + "\n" }.joined()
  }

  /// Every group from calls to everything.
  var groups: [GroupResult] { calls + conditions + [overall] }

  private func text(
    of value: some Encodable, _ formatting: JSONEncoder.OutputFormatting = []
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, formatting]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
