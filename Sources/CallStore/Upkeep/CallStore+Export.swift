public import CallTypes
internal import GRDB

/// An outcome of a store.
public struct StoredOutcome: Sendable {
  /// The report or failure.
  public var outcome: CallOutcome
  /// Day of the call as its metadata say (`2026-01-31`); `nil` where they do not.
  public var day: String?
}

/// What a store counts, without reading a report.
public struct StoreStatistics: Codable, Hashable, Sendable {
  /// Reports.
  public var callCount = 0
  /// Calls that somebody should hear.
  public var requiredCount = 0
  /// Contents that could not be analysed.
  public var failureCount = 0
  /// Contents that a process is at work on, or was.
  public var claimedCount = 0
  /// Length of all calls.
  public var audioSeconds = 0.0
  /// Mean points of the calls that have some; `nil` = none has.
  public var meanPoints: Double?
  /// Calls with a flag, by its code.
  public var flaggedCounts: [String: Int] = [:]
}

extension CallStore {
  /// Gives every outcome, one after the other, in constant memory and from one state of the store:
  /// reports by day and id, those without a day last, then failures by place.
  ///
  /// - Parameter deliver: Takes an outcome; an error that it throws ends the reading.
  /// - Throws: `CallStoreError` when the store cannot be read, and what `deliver` throws.
  public func readOutcomes(_ deliver: (StoredOutcome) throws -> Void) throws {
    var refusal: (any Error)?
    func give(_ outcome: StoredOutcome) throws {
      do { try deliver(outcome) } catch {
        refusal = error
        throw error
      }
    }
    do {
      try look { db in
        let calls = try Row.fetchCursor(
          db,
          sql: """
            SELECT report, CASE
                WHEN startTime GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
                THEN substr(startTime, 1, 10) END AS day
              FROM call ORDER BY day IS NULL, day, callId, recordingID
            """)
        while let row = try calls.next() {
          try give(StoredOutcome(outcome: .report(try report(of: row)), day: row["day"]))
        }
        let failures = try Row.fetchCursor(
          db,
          sql: """
            SELECT location, coalesce(recording.failure, entry.failure) AS failure,
              checksum(recording.failure) IS recording.failureChecksum
                AND checksum(entry.failure) IS entry.failureChecksum AS isWhole
            FROM recording LEFT JOIN ledger AS entry ON entry.id = (SELECT id FROM ledger
              WHERE ledger.sha256 = recording.sha256 AND state IN ('failed', 'quarantined')
              ORDER BY changedAt DESC, id DESC LIMIT 1)
            WHERE NOT EXISTS (SELECT 1 FROM call WHERE recordingID = recording.id)
              AND coalesce(recording.failure, entry.failure) IS NOT NULL
            ORDER BY location
            """)
        while let row = try failures.next() {
          let failure = try self.failure(of: row)
          try give(StoredOutcome(outcome: .failure(failure), day: nil))
        }
      }
    } catch {
      throw refusal ?? error
    }
  }

  /// Counts what the store holds, from its columns alone.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func statistics() throws(CallStoreError) -> StoreStatistics {
    try look { db in
      var found = StoreStatistics()
      let calls = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS callCount, coalesce(sum(required), 0) AS requiredCount,
            coalesce(sum(durationSeconds), 0.0) AS audioSeconds, avg(points) AS meanPoints
          FROM call
          """)
      if let calls {
        found.callCount = calls["callCount"]
        found.requiredCount = calls["requiredCount"]
        found.audioSeconds = calls["audioSeconds"]
        found.meanPoints = calls["meanPoints"]
      }
      for row in try Row.fetchAll(
        db, sql: "SELECT state, count(*) AS entryCount FROM ledger GROUP BY state")
      {
        let (state, count): (String, Int) = (row["state"], row["entryCount"])
        switch LedgerState(rawValue: state) {
        case .failed, .quarantined: found.failureCount += count
        case .claimed: found.claimedCount += count
        default: break
        }
      }
      for row in try Row.fetchAll(
        db,
        sql: "SELECT code, count(DISTINCT callRowID) AS callCount FROM flag GROUP BY code")
      {
        found.flaggedCounts[row["code"]] = row["callCount"]
      }
      return found
    }
  }
}
