internal import CallTypes
internal import Foundation
internal import GRDB

/// Which calls are taken out of a store.
public enum PurgeRequest: Hashable, Sendable {
  /// All calls of that name.
  case call(id: String)
  /// Calls that began before a day or instant (ISO 8601); those without a start by their analysis.
  case before(date: String)
}

extension CallStore {
  /// Takes calls and failed files out, with their events, flags and tracks and what was to be told of
  /// them, and writes zeros over their place (SQLite, `PRAGMA secure_delete`). A line of `audit` says
  /// when and how many; it names no call.
  ///
  /// - Returns: How many calls and failed files were taken out.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func purge(_ request: PurgeRequest) throws(CallStoreError) -> Int {
    do {
      let count = try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA secure_delete = ON")
        var count = 0
        try db.inTransaction {
          count = try purge(db, request)
          return .commit
        }
        try emptyWriteAheadLog(db)
        return count
      }
      return count
    } catch {
      throw CallStoreError(error, file: file)
    }
  }

  /// Writes what stands in the write-ahead log to its place, so that what was taken out is gone from both.
  ///
  /// - Throws: `DatabaseError` of code `SQLITE_BUSY` while another connection reads an older state: then
  ///   the old pages are still in the file. (SQLite tells that in a row, not as an error.)
  func emptyWriteAheadLog(_ db: Database) throws {
    guard journal == .writeAheadLog else { return }
    let isBusy = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 0
    if isBusy != 0 { throw DatabaseError(resultCode: .SQLITE_BUSY) }
  }

  private func purge(_ db: Database, _ request: PurgeRequest) throws -> Int {
    let (action, condition, argument) =
      switch request {
      case .call(let id): ("purge call", "callId = ?", id)
      case .before(let date):
        (
          "purge before \(date)",
          "coalesce(julianday(startTime), julianday(analysedAt, 'unixepoch')) < julianday(?)", date
        )
      }
    let found = try Row.fetchAll(
      db, sql: "SELECT recordingID, ledgerID FROM call WHERE \(condition)", arguments: [argument])
    for row in found {
      let (recordingID, entryID): (Int64, Int64) = (row["recordingID"], row["ledgerID"])
      try forgetVoices(db, ofContent: entryID)
      try db.execute(sql: "DELETE FROM recording WHERE id = ?", arguments: [recordingID])
      try db.execute(
        sql: """
          DELETE FROM ledger WHERE id = ?
            AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
          """, arguments: [entryID])
    }
    let count = try found.count + purgeFailures(db, request)
    try purgeEvents(db, request)
    try db.execute(
      sql: "INSERT INTO audit (happenedAt, action, callCount) VALUES (?, ?, ?)",
      arguments: [now(), action, count])
    return count
  }

  /// Takes out the voices that were enrolled from a call, which is known there by its content.
  private func forgetVoices(_ db: Database, ofContent entryID: Int64) throws {
    try db.execute(
      sql: """
        DELETE FROM agentVoice
          WHERE callKey = (SELECT substr(sha256, 1, 16) FROM ledger WHERE id = ?)
        """, arguments: [entryID])
  }

  /// Takes out files that could not be analysed.
  private func purgeFailures(_ db: Database, _ request: PurgeRequest) throws -> Int {
    let (condition, argument) =
      switch request {
      // A content that ended the program failed before it had a name: it goes by its place.
      case .call(let id):
        (
          """
          json_extract(recording.failure, '$.callId') = ?1
            OR ledger.state = 'quarantined' AND substr('/' || location, -length(?1) - 1) = '/' || ?1
          """, id
        )
      case .before(let date):
        ("julianday(ledger.changedAt, 'unixepoch') < julianday(?1)", date)
      }
    let found = try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT recording.id, recording.sha256 FROM recording
          LEFT JOIN ledger ON ledger.sha256 = recording.sha256
            AND ledger.state IN ('failed', 'quarantined')
        WHERE NOT EXISTS (SELECT 1 FROM call WHERE recordingID = recording.id) AND (\(condition))
        """, arguments: [argument])
    for row in found {
      let (recordingID, sha256): (Int64, String) = (row["id"], row["sha256"])
      try db.execute(sql: "DELETE FROM recording WHERE id = ?", arguments: [recordingID])
      try forgetNames(db, ofFailed: sha256)
    }
    return found.count
  }

  /// Takes a file's names out of what is known of its content: another file's stand for them, and where
  /// there is none the content is known no longer.
  private func forgetNames(_ db: Database, ofFailed sha256: String) throws {
    let other = try String.fetchOne(
      db,
      sql: """
        SELECT failure FROM recording
        WHERE sha256 = ? AND failure IS NOT NULL AND checksum(failure) IS failureChecksum LIMIT 1
        """, arguments: [sha256])
    let isHeld = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM recording WHERE sha256 = ?)", arguments: [sha256])
    try db.execute(
      sql: """
        UPDATE ledger SET failure = ?1, failureChecksum = checksum(?1),
          state = CASE WHEN ?1 IS NULL THEN 'seen' ELSE state END
        WHERE sha256 = ?2 AND state = 'failed'
        """, arguments: [other, sha256])
    guard isHeld == false else { return }
    try db.execute(
      sql: """
        DELETE FROM ledger WHERE sha256 = ? AND state <> 'claimed'
          AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
        """, arguments: [sha256])
  }

  /// Takes out events that belong to no file of the store, such as that of one that was never finished.
  private func purgeEvents(_ db: Database, _ request: PurgeRequest) throws {
    switch request {
    case .before(let date):
      try db.execute(
        sql: """
          DELETE FROM outbox WHERE recordingID IS NULL
            AND julianday(createdAt, 'unixepoch') < julianday(?)
          """, arguments: [date])
    case .call(let id):
      let waiting = try Row.fetchAll(
        db, sql: "SELECT id, payload FROM outbox WHERE recordingID IS NULL AND payload IS NOT NULL")
      for row in waiting {
        let (rowID, kept): (Int64, Data) = (row["id"], row["payload"])
        guard let payload = CompressedBytes(kept: [UInt8](kept)).bytes,
          try JSONDecoder().decode(EventSubject.self, from: Data(payload)).callId == id
        else { continue }
        try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [rowID])
      }
    }
  }
}

/// What an event is about.
private struct EventSubject: Decodable { var callId: String? }
