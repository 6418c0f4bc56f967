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

/// What a store holds, and what is wrong with it.
public struct StoreInspection: Hashable, Sendable {
  /// Reports.
  public var callCount = 0
  /// Contents that could not be analysed.
  public var failureCount = 0
  /// Length of all calls.
  public var audioSeconds = 0.0
  /// Size of all tracks.
  public var trackBytes = 0
  /// What SQLite finds wrong with the file, in its words; empty = nothing.
  public var damages: [String] = []
  /// Rows that belong to nothing.
  public var orphanCount = 0
  /// Reports or tracks that cannot be read, or do not say what their row says.
  public var unreadableCount = 0

  /// Whether nothing is wrong.
  public var isSound: Bool { damages.isEmpty && orphanCount == 0 && unreadableCount == 0 }
}

extension CallStore {
  /// Takes calls out, with their events, flags and tracks, and writes zeros over their place (SQLite,
  /// `PRAGMA secure_delete`). A line of `audit` says when and how many; it names no call.
  ///
  /// - Returns: How many calls were taken out.
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
        // What stood in the write-ahead log is gone with it.
        if journal == .writeAheadLog { try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return count
      }
      return count
    } catch {
      throw CallStoreError(error, file: file)
    }
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
      try db.execute(sql: "DELETE FROM recording WHERE id = ?", arguments: [recordingID])
      try db.execute(
        sql: """
          DELETE FROM ledger WHERE id = ?
            AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
          """, arguments: [entryID])
    }
    if case .before(let date) = request {
      // Files that came to nothing have no call; what is told of them names them.
      try db.execute(
        sql: """
          DELETE FROM outbox WHERE julianday(createdAt, 'unixepoch') < julianday(?) AND NOT EXISTS
            (SELECT 1 FROM call WHERE call.recordingID = outbox.recordingID)
          """, arguments: [date])
    }
    try db.execute(
      sql: "INSERT INTO audit (happenedAt, action, callCount) VALUES (?, ?, ?)",
      arguments: [now(), action, found.count])
    return found.count
  }

  /// Reads the whole store and says what it holds and what is wrong with it; changes nothing.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read at all.
  public func inspect() throws(CallStoreError) -> StoreInspection {
    try look { db in
      var found = StoreInspection()
      found.damages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter {
        $0 != "ok"
      }
      found.orphanCount =
        try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
        + (Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM ledger WHERE state = 'done'
              AND NOT EXISTS (SELECT 1 FROM call WHERE ledgerID = ledger.id)
            """) ?? 0)
      found.failureCount =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM ledger WHERE state IN ('failed', 'quarantined')") ?? 0
      let calls = try Row.fetchCursor(
        db,
        sql: """
          SELECT call.callId, call.durationSeconds, call.report, ledger.sha256 FROM call
            JOIN ledger ON ledger.id = call.ledgerID
          """)
      while let row = try calls.next() {
        found.callCount += 1
        found.audioSeconds += row["durationSeconds"]
        // What cannot be read is counted, which is all that there is to know of it.
        let report = try? self.report(of: row)
        let (callId, sha256): (String, String) = (row["callId"], row["sha256"])
        if report?.callId != callId || report?.file.sha256 != sha256 { found.unreadableCount += 1 }
      }
      let tracks = try Row.fetchCursor(db, sql: "SELECT bytes FROM tracks")
      while let row = try tracks.next() {
        let bytes: Data = row["bytes"]
        found.trackBytes += bytes.count
        if TrackArchive(kept: [UInt8](bytes)).tracks == nil { found.unreadableCount += 1 }
      }
      return found
    }
  }
}
