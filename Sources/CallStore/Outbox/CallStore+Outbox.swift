internal import Foundation
internal import GRDB

extension CallStore {
  /// Posts events that belong to no content, such as that of a file that is never finished. What has
  /// been posted before is not posted again.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func post(_ events: [OutboxEvent]) throws(CallStoreError) {
    guard !events.isEmpty else { return }
    try change { db in
      for event in events { try post(db, event, recordingID: nil, retryCount: 0) }
    }
  }

  /// Posts the event of a content that was settled before, unless that has been done.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func post(
    _ event: OutboxEvent, of key: LedgerKey, heldBy identity: RecordingIdentity
  ) throws(CallStoreError) {
    try change { db in
      let recordingID = try note(db, identity, sha256: key.sha256)
      let retryCount = try LedgerRow(db, key)?.retryCount ?? 0
      try post(db, event, recordingID: recordingID, retryCount: retryCount)
    }
  }

  /// Posts an event in a transaction that has begun.
  ///
  /// - Parameters:
  ///   - recordingID: The file that it is about, with which it leaves the store; `nil` = none.
  ///   - retryCount: How often the content was asked to be tried again: a new try is a new event.
  func post(
    _ db: Database, _ event: OutboxEvent, recordingID: Int64?, retryCount: Int
  ) throws {
    let id = retryCount == 0 ? event.id : "\(event.id)-\(retryCount)"
    let payload =
      event.destinations.isEmpty ? nil : Data(CompressedBytes(event.payload).kept)
    try db.cachedStatement(
      sql: """
        INSERT INTO outbox (eventID, recordingID, createdAt, payload) VALUES (?, ?, ?, ?)
        ON CONFLICT (eventID) DO NOTHING
        """
    ).execute(arguments: [id, recordingID, now(), payload])
    guard db.changesCount > 0 else { return }
    let rowID = db.lastInsertedRowID
    for destination in event.destinations {
      try db.cachedStatement(
        sql: "INSERT INTO delivery (outboxID, destination, nextAttemptAt) VALUES (?, ?, ?)"
      ).execute(arguments: [rowID, destination, now()])
    }
  }

  /// Whether a file as it lies there has its report already, under these terms, or has failed and that
  /// has been posted; nothing is read of the report itself.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func isReported(
    _ identity: RecordingIdentity, under terms: AnalysisTerms
  ) throws(CallStoreError) -> Bool {
    try look { db in
      try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT EXISTS (
              SELECT 1 FROM recording
                JOIN ledger ON ledger.sha256 = recording.sha256
              WHERE recording.location = ? AND recording.sizeBytes = ?
                AND recording.modifiedNanoseconds = ? AND recording.inode = ?
                AND ledger.fingerprint = ? AND ledger.declaration = ?
                AND (ledger.state = 'done' AND EXISTS (SELECT 1 FROM call
                    WHERE call.recordingID = recording.id AND call.ledgerID = ledger.id)
                  OR ledger.state IN ('failed', 'quarantined') AND EXISTS (SELECT 1 FROM outbox
                    WHERE outbox.recordingID = recording.id)))
            """),
        arguments: [
          identity.location, identity.sizeBytes, identity.modifiedNanoseconds, identity.inode,
          terms.fingerprint, terms.declaration,
        ]) ?? false
    }
  }
}

extension CallStore {
  /// The deliveries to a destination whose time has come, in the order of their events.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func dueDeliveries(
    to destination: String, limit: Int
  ) throws(CallStoreError) -> [Delivery] {
    try look { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT delivery.id, outbox.eventID, outbox.payload, outbox.createdAt,
              delivery.attemptCount
            FROM delivery JOIN outbox ON outbox.id = delivery.outboxID
            WHERE destination = ? AND nextAttemptAt <= ?
            ORDER BY delivery.outboxID LIMIT ?
            """),
        arguments: [destination, now(), limit]
      ).map { row in
        let kept: Data? = row["payload"]
        guard let payload = kept.flatMap({ CompressedBytes(kept: [UInt8]($0)).bytes }) else {
          throw CallStoreError.damaged(file: file)
        }
        return Delivery(
          id: row["id"], eventID: row["eventID"], payload: payload, createdAt: row["createdAt"],
          attemptCount: row["attemptCount"])
      }
    }
  }

  /// Notes that deliveries have been made. An event that has been told everywhere is known by its id
  /// only.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func finishDeliveries(_ ids: [Int64]) throws(CallStoreError) {
    guard !ids.isEmpty else { return }
    try change { db in
      for id in ids {
        let rowID = try Int64.fetchOne(
          db.cachedStatement(sql: "DELETE FROM delivery WHERE id = ? RETURNING outboxID"),
          arguments: [id])
        try db.cachedStatement(
          sql: """
            UPDATE outbox SET payload = NULL
            WHERE id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE outboxID = outbox.id)
            """
        ).execute(arguments: [rowID])
      }
    }
  }

  /// Notes that an attempt came to nothing.
  ///
  /// - Parameter nextAttemptAt: When to try again, in seconds since 1970.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func postponeDelivery(_ id: Int64, until nextAttemptAt: Double) throws(CallStoreError) {
    try change { db in
      try db.execute(
        sql: """
          UPDATE delivery SET attemptCount = attemptCount + 1, nextAttemptAt = ? WHERE id = ?
          """, arguments: [nextAttemptAt, id])
    }
  }

  /// What waits for a destination.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func backlog(of destination: String) throws(CallStoreError) -> OutboxBacklog {
    try look { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT waitingCount, nextAttemptAt, outbox.createdAt AS oldestCreatedAt
            FROM (SELECT count(*) AS waitingCount, min(nextAttemptAt) AS nextAttemptAt,
                min(outboxID) AS firstID FROM delivery WHERE destination = ?)
              LEFT JOIN outbox ON outbox.id = firstID
            """), arguments: [destination])
      return OutboxBacklog(
        waitingCount: row?["waitingCount"] ?? 0, oldestCreatedAt: row?["oldestCreatedAt"],
        nextAttemptAt: row?["nextAttemptAt"])
    }
  }

  /// Destinations that events wait for.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func awaitedDestinations() throws(CallStoreError) -> [String] {
    try look { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT destination FROM delivery ORDER BY 1")
    }
  }

  /// Makes no more attempts to a destination that does not want any, over restarts of the program.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func disable(_ destination: String) throws(CallStoreError) {
    try change { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO disabledDestination (destination, disabledAt) VALUES (?, ?)",
        arguments: [destination, now()])
    }
  }

  /// Whether a destination wants no more.
  ///
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func isDisabled(_ destination: String) throws(CallStoreError) -> Bool {
    try look { db in
      try Bool.fetchOne(
        db,
        sql: "SELECT EXISTS (SELECT 1 FROM disabledDestination WHERE destination = ?)",
        arguments: [destination]) ?? false
    }
  }

  /// Has all that waits tried at once, also where a destination was given up.
  ///
  /// - Returns: How many deliveries wait.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func retryDeliveries() throws(CallStoreError) -> Int {
    try change { db in
      try db.execute(sql: "DELETE FROM disabledDestination")
      try db.execute(
        sql: "UPDATE delivery SET attemptCount = 0, nextAttemptAt = ?", arguments: [now()])
      return db.changesCount
    }
  }

  /// Has contents that failed, or ended the program, tried again by the next scan or watch.
  ///
  /// - Returns: How many contents there are.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func retryFailures() throws(CallStoreError) -> Int {
    try change { db in
      try db.execute(
        sql: """
          UPDATE ledger SET state = 'seen', failure = NULL, failureChecksum = NULL,
            attemptCount = 0, changedAt = ?, retryCount = retryCount + 1
          WHERE state IN ('failed', 'quarantined')
          """, arguments: [now()])
      return db.changesCount
    }
  }
}
