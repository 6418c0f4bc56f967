internal import CallTypes
internal import Foundation
internal import GRDB

extension CallStore {
  /// Records what became of calls, as one transaction: all of them or none.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func record(_ calls: [FinishedCall]) throws(CallStoreError) {
    guard !calls.isEmpty else { return }
    try change { db in
      for call in calls { try record(db, call) }
    }
  }

  private func record(_ db: Database, _ call: FinishedCall) throws {
    let recordingID = try note(db, call.identity, sha256: call.key.sha256)
    let entryID = try LedgerRow(db, call.key)?.id ?? insertEntry(db, call.key)
    let formerID = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT ledgerID FROM call WHERE recordingID = ?"),
      arguments: [recordingID])
    try db.cachedStatement(sql: "DELETE FROM call WHERE recordingID = ?")
      .execute(arguments: [recordingID])
    switch call.outcome {
    case .report(let report):
      try settle(db, entryID: entryID, state: .done, failure: nil)
      try insert(db, report, recordingID: recordingID, entryID: entryID)
      if let tracks = call.tracks { try keep(db, tracks, entryID: entryID) }
    case .failure(let failure):
      try settle(db, entryID: entryID, state: .failed, failure: try json(of: failure))
    }
    if let event = call.event {
      let retryCount = try LedgerRow(db, call.key)?.retryCount ?? 0
      try post(db, event, recordingID: recordingID, retryCount: retryCount)
    }
    // What a content came to under former terms is kept no longer than a call of it.
    if let formerID, formerID != entryID {
      try db.execute(
        sql: """
          DELETE FROM ledger WHERE id = ? AND state <> 'claimed'
            AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
          """, arguments: [formerID])
    }
  }

  /// Makes the entry of a content that nobody has been at work on.
  func insertEntry(_ db: Database, _ key: LedgerKey) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO ledger (sha256, fingerprint, declaration, state, changedAt)
        VALUES (?, ?, ?, 'seen', ?)
        """,
      arguments: [key.sha256, key.terms.fingerprint, key.terms.declaration, now()])
    return db.lastInsertedRowID
  }

  /// Ends the work on an entry.
  func settle(_ db: Database, entryID: Int64, state: LedgerState, failure: String?) throws {
    try db.cachedStatement(
      sql: """
        UPDATE ledger SET state = ?, failure = ?, changedAt = ?, leaseHost = NULL,
          leaseProcessID = NULL, leaseProcessStart = NULL, leaseExpiresAt = NULL
        WHERE id = ?
        """
    ).execute(arguments: [state.rawValue, failure, now(), entryID])
  }

  /// Notes what a file holds.
  ///
  /// - Returns: The file's row.
  func note(_ db: Database, _ identity: RecordingIdentity, sha256: String) throws -> Int64 {
    let id = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          INSERT INTO recording (location, sizeBytes, modifiedNanoseconds, inode, sha256)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (location) DO UPDATE SET sizeBytes = excluded.sizeBytes,
            modifiedNanoseconds = excluded.modifiedNanoseconds, inode = excluded.inode,
            sha256 = excluded.sha256
          RETURNING id
          """),
      arguments: [
        identity.location, identity.sizeBytes, identity.modifiedNanoseconds, identity.inode,
        sha256,
      ])
    guard let id else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return id
  }

  /// The report of a row of `call`.
  func report(of row: Row) throws -> CallReport { try report(kept: row["report"]) }

  /// A report out of the bytes that it was kept as.
  func report(kept: Data) throws -> CallReport {
    guard let bytes = CompressedBytes(kept: [UInt8](kept)).bytes else {
      throw CallStoreError.damaged(file: file)
    }
    return try JSONDecoder().decode(CallReport.self, from: Data(bytes))
  }

  /// A value out of the text that it was kept as.
  func value<Value: Decodable>(_ type: Value.Type, of text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A value as JSON: equal values, equal bytes.
  func json(of value: some Encodable) throws -> String {
    String(decoding: try jsonBytes(of: value), as: UTF8.self)
  }

  private func jsonBytes(of value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  func insert(
    _ db: Database, _ report: CallReport, recordingID: Int64, entryID: Int64
  ) throws {
    let kept = CompressedBytes([UInt8](try jsonBytes(of: report))).kept
    let columns: [(String, (any DatabaseValueConvertible)?)] = [
      ("recordingID", recordingID), ("ledgerID", entryID), ("callId", report.callId),
      ("path", report.file.path), ("analysedAt", now()), ("version", report.analysis.version),
      ("durationSeconds", report.audio.durationSeconds),
      ("sampleRateHz", report.audio.sampleRateHz), ("channelCount", report.audio.channelCount),
      ("container", report.audio.container), ("codec", report.audio.codec),
      ("agentId", report.metadata.agentId), ("queue", report.metadata.queue),
      ("direction", report.metadata.direction), ("startTime", report.metadata.startTime),
      ("customerId", report.metadata.customerId), ("platform", report.metadata.platform),
      ("customerRatio", report.talk.customerRatio), ("agentRatio", report.talk.agentRatio),
      ("silenceSeconds", report.talk.silenceSeconds),
      ("overlapSeconds", report.talk.overlapSeconds), ("points", report.score.points),
      ("band", report.score.band?.rawValue), ("required", report.review.required),
      ("scorable", report.review.scorable), ("priority", report.review.priority),
      ("report", Data(kept)),
    ]
    try insert(db, into: "call", columns)
    let callRowID = db.lastInsertedRowID
    for event in report.events {
      try insert(
        db, into: "event",
        [
          ("callRowID", callRowID), ("code", event.code.rawValue), ("kind", event.kind),
          ("startSeconds", event.startSeconds), ("endSeconds", event.endSeconds),
          ("party", event.party?.label), ("cause", event.cause?.rawValue),
          ("yieldedBy", event.yieldedBy?.label), ("values", try json(of: event.values)),
        ])
    }
    for flag in report.flags {
      try insert(
        db, into: "flag",
        [
          ("callRowID", callRowID), ("code", flag.code.rawValue), ("name", flag.name),
          ("severity", flag.severity.rawValue), ("party", flag.party?.label),
          ("value", flag.value), ("threshold", flag.threshold), ("margin", flag.margin),
          ("unit", flag.unit.rawValue), ("evidence", try json(of: flag.evidence)),
        ])
    }
  }

  private func insert(
    _ db: Database, into table: String, _ columns: [(String, (any DatabaseValueConvertible)?)]
  ) throws {
    let names = columns.map { "\"\($0.0)\"" }.joined(separator: ", ")
    let gaps = columns.map { _ in "?" }.joined(separator: ", ")
    try db.cachedStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(gaps))")
      .execute(arguments: StatementArguments(columns.map(\.1)))
  }
}
