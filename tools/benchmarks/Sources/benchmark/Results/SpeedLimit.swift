internal import Foundation

/// The most that something may cost.
struct SpeedLimit: Codable {
  /// Name of the measure, such as `whole` or `stage.decode`.
  var measure: String
  /// CPU seconds per recorded hour, or MB for names that end so.
  var maximum: Double
  /// Why this much and no more.
  var reason: String

  private struct File: Codable {
    var comment: String
    var limits: [SpeedLimit]
  }

  /// Reads `thresholds.json`.
  static func read(from path: String) throws -> [SpeedLimit] {
    try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path))).limits
  }
}

/// A limit, and what was found.
struct SpeedVerdict: Codable {
  var limit: SpeedLimit
  /// `nil` = not measured this time.
  var found: Double?
  var isExceeded: Bool

  /// Judges all limits.
  ///
  /// - Throws: For a limit on something that does not exist.
  static func all(
    of limits: [SpeedLimit], on measures: [String: Double]
  ) throws -> [SpeedVerdict] {
    let onRequest = ["tenHours.whole", "tenHours.peakMB"]
    let known = onRequest + Stage.allCases.map { "stage.\($0.rawValue)" } + Array(measures.keys)
    return try limits.map { limit in
      guard known.contains(limit.measure) else {
        throw BenchmarkError("thresholds.json: there is no measure \(limit.measure)")
      }
      let found = measures[limit.measure]
      return SpeedVerdict(
        limit: limit, found: found, isExceeded: found.map { $0 > limit.maximum } ?? false)
    }
  }
}
