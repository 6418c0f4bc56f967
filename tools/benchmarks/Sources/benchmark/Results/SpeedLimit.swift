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
  ///
  /// - Throws: For a limit on something that is never measured, too.
  static func read(from path: String) throws -> [SpeedLimit] {
    let data = try Data(contentsOf: URL(filePath: path))
    let limits = try JSONDecoder().decode(File.self, from: data).limits
    for limit in limits where !SpeedResult.measureNames.contains(limit.measure) {
      throw BenchmarkError("\(path): there is no measure \(limit.measure)")
    }
    return limits
  }
}

/// A limit, and what was found.
struct SpeedVerdict: Codable {
  var limit: SpeedLimit
  /// `nil` = not measured this time.
  var found: Double?
  var isExceeded: Bool

  /// Judges all limits.
  static func all(of limits: [SpeedLimit], on measures: [String: Double]) -> [SpeedVerdict] {
    limits.map { limit in
      let found = measures[limit.measure]
      return SpeedVerdict(
        limit: limit, found: found, isExceeded: found.map { $0 > limit.maximum } ?? false)
    }
  }
}
