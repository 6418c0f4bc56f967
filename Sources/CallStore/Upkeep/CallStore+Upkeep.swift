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
  /// Reports, failures, tracks and voices that cannot be read, or do not say what their row says.
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
          SELECT call.*, ledger.sha256,
            (SELECT count(*) FROM event WHERE callRowID = call.id) AS eventCount,
            (SELECT group_concat(code, ' ') FROM
              (SELECT code FROM flag WHERE callRowID = call.id ORDER BY id)) AS flags
          FROM call JOIN ledger ON ledger.id = call.ledgerID
          """)
      while let row = try calls.next() {
        found.callCount += 1
        found.audioSeconds += row["durationSeconds"]
        if !isAsReported(row) { found.unreadableCount += 1 }
      }
      found.unreadableCount += try changedFailureCount(db) + changedVoiceCount(db)
      let tracks = try Row.fetchCursor(db, sql: "SELECT bytes FROM tracks")
      while let row = try tracks.next() {
        let bytes: Data = row["bytes"]
        found.trackBytes += bytes.count
        if TrackArchive(kept: [UInt8](bytes)).tracks == nil { found.unreadableCount += 1 }
      }
      return found
    }
  }

  /// Whether a row of `call` says what its report says.
  private func isAsReported(_ row: Row) -> Bool {
    // What cannot be read is counted, which is all that there is to know of it.
    guard let report = try? self.report(of: row) else { return false }
    let (eventCount, flags): (Int, String?) = (row["eventCount"], row["flags"])
    let codes = report.flags.map(\.code.rawValue)
    return report.file.sha256 == row["sha256"] && report.events.count == eventCount
      && codes.joined(separator: " ") == flags ?? ""
      && CallRows.reportColumns.map { row[$0] as DatabaseValue }
        == CallRows.columnValues(of: report)
  }

  /// Failures that are not what was kept.
  private func changedFailureCount(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM ledger WHERE checksum(failure) IS NOT failureChecksum)
          + (SELECT count(*) FROM recording WHERE checksum(failure) IS NOT failureChecksum)
        """) ?? 0
  }
}
