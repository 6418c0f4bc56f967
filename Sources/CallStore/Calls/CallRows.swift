internal import CallTypes
internal import Foundation
internal import GRDB

/// A report as the rows that it is kept in, made before the transaction that others wait for.
struct CallRows: Hashable, Sendable {
  private let report: CallReport
  /// The report as compressed JSON.
  private let kept: [UInt8]
  /// The numbers of each event as JSON.
  private let eventValues: [String]
  /// The spans of each flag as JSON.
  private let flagEvidence: [String]

  /// - Throws: `EncodingError` for a report that holds NaN or infinity.
  init(_ report: CallReport) throws {
    let encoder = Self.encoder()
    func text(of value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    self.report = report
    kept = CompressedBytes([UInt8](try encoder.encode(report))).kept
    eventValues = try report.events.map { try text(of: NamedNumbers(wrappedValue: $0.values)) }
    flagEvidence = try report.flags.map { try text(of: $0.evidence) }
  }

  /// Equal values, equal bytes.
  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  /// Adds the rows.
  func insert(_ db: Database, recordingID: Int64, entryID: Int64, at now: Double) throws {
    try db.cachedStatement(sql: Self.insertCall).execute(
      arguments: [recordingID, entryID, now, Data(kept)]
        + StatementArguments(Self.columnValues(of: report)))
    let callRowID = db.lastInsertedRowID
    let insertEvent = try db.cachedStatement(sql: Self.insertEvent)
    for (event, values) in zip(report.events, eventValues) {
      try insertEvent.execute(
        arguments: [
          callRowID, event.code.rawValue, event.kind, event.startSeconds, event.endSeconds,
          event.party?.label, event.cause?.rawValue, event.yieldedBy?.label, values,
        ])
    }
    let insertFlag = try db.cachedStatement(sql: Self.insertFlag)
    for (flag, evidence) in zip(report.flags, flagEvidence) {
      try insertFlag.execute(
        arguments: [
          callRowID, flag.code.rawValue, flag.name, flag.severity.rawValue, flag.party?.label,
          flag.value, flag.threshold, flag.margin, flag.unit.rawValue, evidence,
        ])
    }
  }

  /// The columns of `call` that repeat what the report says.
  static let reportColumns = [
    "callId", "path", "version", "durationSeconds", "sampleRateHz", "channelCount", "container",
    "codec", "agentId", "queue", "direction", "startTime", "customerId", "platform",
    "customerRatio", "agentRatio", "silenceSeconds", "overlapSeconds", "points", "band",
    "required", "scorable", "priority",
  ]

  /// What a report says, in the order of `reportColumns`.
  static func columnValues(of report: CallReport) -> [DatabaseValue] {
    let values: [(any DatabaseValueConvertible)?] = [
      report.callId, report.file.path, report.analysis.version, report.audio.durationSeconds,
      report.audio.sampleRateHz, report.audio.channelCount, report.audio.container,
      report.audio.codec, report.metadata.agentId, report.metadata.queue,
      report.metadata.direction, report.metadata.startTime, report.metadata.customerId,
      report.metadata.platform, report.talk.customerRatio, report.talk.agentRatio,
      report.talk.silenceSeconds, report.talk.overlapSeconds, report.score.points,
      report.score.band?.rawValue, report.review.required, report.review.scorable,
      report.review.priority,
    ]
    return values.map { $0?.databaseValue ?? .null }
  }

  private static let insertCall = insertion(
    into: "call", ["recordingID", "ledgerID", "analysedAt", "report"] + reportColumns)

  private static let insertEvent = insertion(
    into: "event",
    [
      "callRowID", "code", "kind", "startSeconds", "endSeconds", "party", "cause", "yieldedBy",
      "values",
    ])

  private static let insertFlag = insertion(
    into: "flag",
    [
      "callRowID", "code", "name", "severity", "party", "value", "threshold", "margin", "unit",
      "evidence",
    ])

  private static func insertion(into table: String, _ columns: [String]) -> String {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let gaps = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(names)) VALUES (\(gaps))"
  }
}
