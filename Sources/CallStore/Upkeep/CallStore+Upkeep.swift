internal import CallTypes
internal import Foundation
internal import GRDB

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
