public import CallTypes
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
      try db.cachedStatement(
        sql: """
          UPDATE recording SET failure = NULL, failureChecksum = NULL
          WHERE id = ? AND failure IS NOT NULL
          """
      ).execute(arguments: [recordingID])
      try CallRows(report).insert(db, recordingID: recordingID, entryID: entryID, at: now())
      if let tracks = call.tracks { try keep(db, tracks, entryID: entryID) }
    case .failure(let failure):
      let text = try json(of: failure)
      try settle(db, entryID: entryID, state: .failed, failure: text)
      try db.cachedStatement(
        sql: "UPDATE recording SET failure = ?1, failureChecksum = checksum(?1) WHERE id = ?2"
      ).execute(arguments: [text, recordingID])
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
        UPDATE ledger SET state = ?1, failure = ?2, failureChecksum = checksum(?2),
          changedAt = ?3, leaseHost = NULL, leaseProcessID = NULL, leaseProcessStart = NULL,
          leaseExpiresAt = NULL
        WHERE id = ?4
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
            sha256 = excluded.sha256,
            failure = CASE WHEN sha256 = excluded.sha256 THEN failure END,
            failureChecksum = CASE WHEN sha256 = excluded.sha256 THEN failureChecksum END
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
  func report(of row: Row) throws -> CallReport {
    try JSONDecoder().decode(CallReport.self, from: Data(try json(kept: row["report"])))
  }

  private func json(kept: Data) throws -> [UInt8] {
    guard let bytes = CompressedBytes(kept: [UInt8](kept)).bytes else {
      throw CallStoreError.damaged(file: file)
    }
    return bytes
  }

  /// The report of a row of `call`, as JSON.
  func encodedReport(of row: Row) throws -> EncodedReport {
    let json = try json(kept: row["report"])
    let text = ReportText(json)
    guard let seconds = text.value("audio", "durationSeconds").flatMap(Double.init),
      let isRequired = text.value("review", "required").flatMap(Bool.init)
    else { throw CallStoreError.damaged(file: file) }
    return EncodedReport(
      callId: row["callId"], path: row["path"], durationSeconds: seconds,
      isReviewRequired: isRequired, json: json)
  }

  /// The failure of a row with the columns `failure` and `isWhole`.
  func failure(of row: Row) throws -> CallFailure {
    guard row["isWhole"] == true else { throw CallStoreError.damaged(file: file) }
    return try value(CallFailure.self, of: row["failure"])
  }

  /// Reads a report.
  ///
  /// - Throws: `CallStoreError.damaged` when it is none.
  public func report(_ encoded: EncodedReport) throws(CallStoreError) -> CallReport {
    do { return try JSONDecoder().decode(CallReport.self, from: Data(encoded.json)) } catch {
      throw .damaged(file: file)
    }
  }

  /// A value out of the text that it was kept as.
  func value<Value: Decodable>(_ type: Value.Type, of text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A value as JSON: equal values, equal bytes.
  func json(of value: some Encodable) throws -> String {
    String(decoding: try CallRows.encoder().encode(value), as: UTF8.self)
  }
}
