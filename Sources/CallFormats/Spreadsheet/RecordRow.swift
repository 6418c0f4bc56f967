public import CallTypes

/// A call as a row of a columnar table: what is selected by, and the whole record as JSON. The columns
/// are those of the tables that tools/spark writes.
public struct RecordRow: Codable, Hashable, Sendable {
  /// Names and types of the columns, as SQL has them.
  public static let columns = [
    ("kind", "VARCHAR"), ("callId", "VARCHAR"), ("path", "VARCHAR"), ("sha256", "VARCHAR"),
    ("callDate", "VARCHAR"), ("durationSeconds", "DOUBLE"), ("customerRatio", "DOUBLE"),
    ("points", "DOUBLE"), ("required", "BOOLEAN"), ("flags", "VARCHAR[]"), ("code", "VARCHAR"),
    ("record", "VARCHAR"),
  ]

  /// `report` or `failure`.
  public var kind: String
  public var callId: String
  public var path: String
  public var sha256: String?
  /// Day of the call; `nil` where the metadata name none.
  public var callDate: String?
  public var durationSeconds: Double?
  public var customerRatio: Double?
  public var points: Double?
  public var required: Bool?
  /// Codes of the flags.
  public var flags: [String]?
  /// What was wrong with a file.
  public var code: String?
  /// The report or failure as JSON.
  public var record: String

  /// Makes the row of a call.
  ///
  /// - Throws: `CallFormatsError.unwritable` for a report that holds NaN or infinity.
  public init(_ outcome: CallOutcome, day: String?) throws(CallFormatsError) {
    record = try jsonLine(of: outcome)
    callDate = day
    switch outcome {
    case .report(let report):
      (kind, callId, path) = ("report", report.callId, report.file.path)
      (sha256, durationSeconds) = (report.file.sha256, report.audio.durationSeconds)
      (customerRatio, points) = (report.talk.customerRatio, report.score.points)
      (required, flags) = (report.review.required, report.flags.map(\.code.rawValue))
    case .failure(let failure):
      (kind, callId, path) = ("failure", failure.callId, failure.file.path)
      (sha256, code) = (failure.file.sha256, failure.error.code.rawValue)
    }
  }

  /// The row as a line of JSON, with its end.
  ///
  /// - Throws: `CallFormatsError.unwritable` for NaN or infinity.
  public func line() throws(CallFormatsError) -> String {
    do { return try jsonLine(of: self) + "\n" } catch { throw .unwritable(callId: callId) }
  }
}
