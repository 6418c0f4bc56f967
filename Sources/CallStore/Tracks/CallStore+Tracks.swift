public import CallTypes
internal import Foundation
internal import GRDB

/// Tracks, and what they were made by.
public struct KeptTracks: Hashable, Sendable {
  /// Hash of version, model and of all settings that tracks depend on.
  public var signal: String
  /// The tracks.
  public var archive: TrackArchive

  /// Makes an entry.
  public init(signal: String, archive: TrackArchive) {
    self.signal = signal
    self.archive = archive
  }
}

/// A call of the store, with what its report rests on.
public struct StoredCall: Hashable, Sendable {
  let recordingID: Int64
  let entryID: Int64
  /// What it says now.
  public var report: EncodedReport
  /// What it rests on; `nil` = not kept.
  public var tracks: KeptTracks?
}

/// A call of the store with a new report.
public struct RescoredCall: Hashable, Sendable {
  let recordingID: Int64
  let entryID: Int64
  let rows: CallRows
}

extension CallStore {
  /// Some of the calls whose reports were made under another fingerprint, in the order of the store.
  ///
  /// Calls of one content come together.
  ///
  /// - Parameters:
  ///   - fingerprint: What is not looked for.
  ///   - former: The last of the calls that were given before; `nil` = begin.
  ///   - since: Day or instant (ISO 8601) of the earliest call, by its start, else by its analysis.
  ///   - contentLimit: So many contents at most.
  ///   - byteLimit: With tracks of so many bytes there are enough of them, and of one in any case.
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func calls(
    notUnder fingerprint: String, after former: StoredCall?, since: String?, contentLimit: Int,
    byteLimit: Int
  ) throws(CallStoreError) -> [StoredCall] {
    try look { db in
      let entryIDs = try Int64.fetchAll(
        db,
        sql: """
          SELECT id FROM ledger WHERE id > ? AND state = 'done' AND fingerprint <> ?
            AND (? IS NULL OR EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id
              AND coalesce(julianday(startTime), julianday(analysedAt, 'unixepoch'))
                >= julianday(?)))
          ORDER BY id LIMIT ?
          """,
        arguments: [former?.entryID ?? 0, fingerprint, since, since, contentLimit])
      var found: [StoredCall] = []
      var byteCount = 0
      for entryID in entryIDs where byteCount < byteLimit {
        let calls = try calls(db, ofEntry: entryID)
        byteCount += calls.first?.tracks?.archive.kept.count ?? 0
        found += calls
      }
      return found
    }
  }

  private func calls(_ db: Database, ofEntry entryID: Int64) throws -> [StoredCall] {
    let tracks = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT signal, bytes FROM tracks WHERE ledgerID = ?"),
      arguments: [entryID]
    ).map { row in
      let bytes: Data = row["bytes"]
      return KeptTracks(signal: row["signal"], archive: TrackArchive(kept: [UInt8](bytes)))
    }
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT recordingID, callId, path, durationSeconds, required, report FROM call
          WHERE ledgerID = ? ORDER BY id
          """),
      arguments: [entryID]
    ).map { row in
      StoredCall(
        recordingID: row["recordingID"], entryID: entryID, report: try encodedReport(of: row),
        tracks: tracks)
    }
  }

  /// A call of the store with its new report, ready to be put in the place of the old one.
  ///
  /// - Throws: `CallStoreError` for a report that holds NaN or infinity.
  public func rescored(
    _ call: StoredCall, _ report: CallReport
  ) throws(CallStoreError) -> RescoredCall {
    do {
      return RescoredCall(
        recordingID: call.recordingID, entryID: call.entryID, rows: try CallRows(report))
    } catch {
      throw CallStoreError(error, file: file)
    }
  }

  /// Puts new reports in the place of old ones, as one transaction. All calls of a content have to be
  /// among them.
  ///
  /// - Parameters:
  ///   - calls: Calls of the store with their new reports.
  ///   - fingerprint: What the new reports were made under.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func replaceReports(
    with calls: [RescoredCall], under fingerprint: String
  ) throws(CallStoreError) {
    guard !calls.isEmpty else { return }
    try change { db in
      var superseded: Set<Int64> = []
      for call in calls {
        let entryID = try move(db, entryID: call.entryID, to: fingerprint)
        if entryID != call.entryID { superseded.insert(call.entryID) }
        try db.cachedStatement(sql: "DELETE FROM call WHERE recordingID = ?")
          .execute(arguments: [call.recordingID])
        try call.rows.insert(db, recordingID: call.recordingID, entryID: entryID, at: now())
      }
      // Those that gave way to an entry of the same content under the new terms.
      for entryID in superseded {
        try db.execute(
          sql: """
            DELETE FROM ledger WHERE id = ? AND state = 'done'
              AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
            """, arguments: [entryID])
      }
    }
  }

  /// Moves the work on a content to other terms.
  ///
  /// - Returns: The entry under the new terms, which is another one where the content had been
  ///   analysed under them by another name.
  private func move(_ db: Database, entryID: Int64, to fingerprint: String) throws -> Int64 {
    let other = try Int64.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT other.id FROM ledger AS own JOIN ledger AS other
            ON other.sha256 = own.sha256 AND other.declaration = own.declaration
          WHERE own.id = ? AND other.fingerprint = ?
          """), arguments: [entryID, fingerprint])
    if let other {
      // Whoever had begun it, or has it in hand, finds it done; the tracks go with the report.
      try db.execute(
        sql: """
          UPDATE ledger SET state = 'done', changedAt = ?, failure = NULL
          WHERE id = ? AND state <> 'done'
          """, arguments: [now(), other])
      try db.execute(
        sql: "UPDATE OR IGNORE tracks SET ledgerID = ? WHERE ledgerID = ?",
        arguments: [other, entryID])
      return other
    }
    try db.cachedStatement(sql: "UPDATE ledger SET fingerprint = ?, changedAt = ? WHERE id = ?")
      .execute(arguments: [fingerprint, now(), entryID])
    return entryID
  }

  /// Keeps what the reports of a content rest on.
  func keep(_ db: Database, _ tracks: KeptTracks, entryID: Int64) throws {
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO tracks (ledgerID, signal, bytes) VALUES (?, ?, ?)"
    ).execute(arguments: [entryID, tracks.signal, Data(tracks.archive.kept)])
  }
}
