internal import CallTypes
internal import GRDB
internal import Glibc

/// What a merge came to.
public struct MergeSummary: Hashable, Sendable {
  /// Calls and failed files that the other stores hold.
  public var sourceCount = 0
  /// Those of them that this store did not hold.
  public var addedCount = 0
  /// Those of them that this store held as well, with an older outcome or another content: the later
  /// outcome is the one that is kept.
  public var replacedCount = 0

  /// Those that this store held, as late or later.
  public var knownCount: Int { sourceCount - addedCount - replacedCount }

  /// Makes a summary of nothing.
  public init() {}
}

extension CallStore {
  /// Takes over everything that other stores hold: calls with events, flags and tracks, failures, what
  /// has been told and what still has to be, agents' voices, and the lines of `audit`. The others are only
  /// read: each is copied beside this store for the time that it takes, so that an older one can be
  /// brought up to date without being changed.
  ///
  /// A recording is known by its place. Of two reports of one place the later stays, of a report and a
  /// failure the report. Each store is taken over as one transaction, whose end is a check that every
  /// recording and every event of that store is there.
  ///
  /// An event that this store does not know waits here for the destinations that it waits for there, as
  /// the other store may be thrown away; of one that is known here nothing changes, so that a store may
  /// be merged again and again. The event's id stays, by which a receiver knows it if both tell it.
  ///
  /// - Throws: `CallStoreError`; `incompleteMerge` where the check fails, which changes nothing.
  public func merge(_ others: [String]) throws(CallStoreError) -> MergeSummary {
    var summary = MergeSummary()
    for other in others {
      let copy = "\(file).merging-\(owner.processID)"
      defer {
        for end in ["", "-wal", "-shm", "-journal"] { _ = unlink(copy + end) }
      }
      try Self.copy(other, to: copy)
      try bringUpToDate(copy, of: other)
      do {
        try database.writeWithoutTransaction { db in
          try db.execute(sql: "ATTACH DATABASE ? AS source", arguments: [copy])
          defer { try? db.execute(sql: "DETACH DATABASE source") }  // it ends with the process
          try db.inTransaction(.immediate) {
            try takeOver(db, from: other, &summary)
            return .commit
          }
        }
      } catch {
        throw CallStoreError(error, file: file)
      }
    }
    return summary
  }

  /// Gives a copy the shape of today; what is wrong with it is wrong with the store that it is of.
  private func bringUpToDate(_ copy: String, of other: String) throws(CallStoreError) {
    do { _ = try CallStore.open(at: copy, journal: .rollback, now: now) } catch {
      throw error.isAboutContent ? .damaged(file: other) : error
    }
  }

  private func takeOver(
    _ db: Database, from other: String, _ summary: inout MergeSummary
  ) throws {
    func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
    let before = try count("SELECT count(*) FROM main.recording")
    try db.execute(sql: MergeStatements.chooseTaken)
    let sourceCount = try count("SELECT count(*) FROM source.recording")
    let takenCount = try count("SELECT count(*) FROM temp.taken")
    try db.execute(sql: MergeStatements.ledgerAndRecordings)
    for table in ["call", "event", "flag", "tracks"] {
      let columns = try db.columns(in: table, in: "main").map(\.name)
        .filter { !["id", "recordingID", "ledgerID", "callRowID"].contains($0) }
      try db.execute(sql: MergeStatements.copy(table, columns))
    }
    try db.execute(sql: MergeStatements.outbox)
    try db.execute(sql: MergeStatements.voices)
    try db.execute(sql: MergeStatements.finish)
    let addedCount = try count("SELECT count(*) FROM main.recording") - before
    guard try count(MergeStatements.missingCount) == 0 else {
      throw CallStoreError.incompleteMerge(file: file, source: other)
    }
    try db.execute(sql: "DROP TABLE temp.taken")
    try db.execute(
      sql: "INSERT INTO audit (happenedAt, action, callCount) VALUES (?, 'merge', ?)",
      arguments: [now(), takenCount])
    summary.sourceCount += sourceCount
    summary.addedCount += addedCount
    summary.replacedCount += takenCount - addedCount
  }
}

/// The steps of a merge; `source` is the other store.
private enum MergeStatements {
  /// `taken`: recordings whose outcome is not there, or is there as an older one.
  static let chooseTaken = """
    CREATE TEMP TABLE taken AS
      SELECT their.id AS sourceID, their.location AS location
      FROM source.recording AS their
        LEFT JOIN source.call AS theirCall ON theirCall.recordingID = their.id
        LEFT JOIN main.recording AS our ON our.location = their.location
        LEFT JOIN main.call AS ourCall ON ourCall.recordingID = our.id
      WHERE our.id IS NULL
        OR coalesce(theirCall.analysedAt, -1) > coalesce(ourCall.analysedAt, -1);
    CREATE INDEX temp.takenByID ON taken (sourceID);
    """

  /// What somebody is still at work on in the other store has come to nothing yet, unless there is a
  /// call of it from before.
  static let ledgerAndRecordings = """
    INSERT INTO main.ledger
        (sha256, fingerprint, declaration, state, changedAt, attemptCount, failure,
          failureChecksum, retryCount)
      SELECT sha256, fingerprint, declaration,
        CASE WHEN state IN ('seen', 'claimed') THEN 'done' ELSE state END, changedAt, attemptCount,
        failure, failureChecksum, retryCount
      FROM source.ledger
      WHERE state IN ('done', 'failed', 'quarantined')
        OR EXISTS (SELECT 1 FROM source.call WHERE ledgerID = source.ledger.id)
      ON CONFLICT (sha256, fingerprint, declaration) DO UPDATE SET
        state = excluded.state, changedAt = excluded.changedAt,
        attemptCount = excluded.attemptCount, failure = excluded.failure,
        failureChecksum = excluded.failureChecksum, leaseHost = NULL,
        leaseProcessID = NULL, leaseProcessStart = NULL, leaseExpiresAt = NULL
        WHERE ledger.state <> 'done'
          OR excluded.state = 'done' AND excluded.changedAt > ledger.changedAt;
    DELETE FROM main.call WHERE recordingID IN
      (SELECT our.id FROM main.recording AS our JOIN temp.taken USING (location));
    INSERT INTO main.recording (location, sizeBytes, modifiedNanoseconds, inode, sha256, failure,
        failureChecksum)
      SELECT location, sizeBytes, modifiedNanoseconds, inode, sha256, failure, failureChecksum
      FROM source.recording WHERE id IN (SELECT sourceID FROM temp.taken)
      ON CONFLICT (location) DO UPDATE SET sizeBytes = excluded.sizeBytes,
        modifiedNanoseconds = excluded.modifiedNanoseconds, inode = excluded.inode,
        sha256 = excluded.sha256, failure = excluded.failure,
        failureChecksum = excluded.failureChecksum;
    """

  /// The rows of a table that belong to what is taken, under the numbers that their owners have here.
  static func copy(_ table: String, _ columns: [String]) -> String {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    let theirs = columns.map { "their.\"\($0)\"" }.joined(separator: ", ")
    let owner =
      "ON our.sha256 = entry.sha256 AND our.fingerprint = entry.fingerprint "
      + "AND our.declaration = entry.declaration"
    let place = "JOIN temp.taken ON taken.sourceID = "
    switch table {
    case "call":
      return """
        INSERT INTO main.call (recordingID, ledgerID, \(names))
          SELECT recording.id, our.id, \(theirs) FROM source.call AS their
            \(place)their.recordingID
            JOIN main.recording AS recording ON recording.location = taken.location
            JOIN source.ledger AS entry ON entry.id = their.ledgerID
            JOIN main.ledger AS our \(owner)
        """
    case "tracks":
      return """
        INSERT INTO main.tracks (ledgerID, \(names))
          SELECT our.id, \(theirs) FROM source.tracks AS their
            JOIN source.ledger AS entry ON entry.id = their.ledgerID
            JOIN main.ledger AS our \(owner)
          WHERE true ON CONFLICT (ledgerID) DO NOTHING
        """
    default:
      return """
        INSERT INTO main."\(table)" (callRowID, \(names))
          SELECT call.id, \(theirs) FROM source."\(table)" AS their
            JOIN source.call AS theirCall ON theirCall.id = their.callRowID
            \(place)theirCall.recordingID
            JOIN main.recording AS recording ON recording.location = taken.location
            JOIN main.call AS call ON call.recordingID = recording.id
        """
    }
  }

  /// Events that are not known here, and what they wait for. How often a content was tried again is part
  /// of its events' ids: the greater number counts, so that the next try has an id of its own.
  static let outbox = """
    UPDATE main.ledger SET retryCount = max(retryCount, coalesce((SELECT entry.retryCount
      FROM source.ledger AS entry WHERE entry.sha256 = ledger.sha256
        AND entry.fingerprint = ledger.fingerprint AND entry.declaration = ledger.declaration), 0))
      WHERE EXISTS (SELECT 1 FROM source.ledger WHERE retryCount > 0);
    CREATE TEMP TABLE takenEvent AS
      SELECT id AS sourceID, eventID FROM source.outbox
      WHERE eventID NOT IN (SELECT eventID FROM main.outbox);
    INSERT INTO main.outbox (eventID, recordingID, createdAt, payload)
      SELECT their.eventID, our.id, their.createdAt, their.payload FROM temp.takenEvent
        JOIN source.outbox AS their ON their.id = takenEvent.sourceID
        LEFT JOIN source.recording ON recording.id = their.recordingID
        LEFT JOIN main.recording AS our ON our.location = recording.location
      ORDER BY their.id;
    INSERT INTO main.delivery (outboxID, destination, attemptCount, nextAttemptAt)
      SELECT our.id, their.destination, their.attemptCount, their.nextAttemptAt
      FROM temp.takenEvent
        JOIN source.delivery AS their ON their.outboxID = takenEvent.sourceID
        JOIN main.outbox AS our ON our.eventID = takenEvent.eventID
      ORDER BY their.id;
    DROP TABLE temp.takenEvent;
    INSERT OR IGNORE INTO main.disabledDestination (destination, disabledAt)
      SELECT destination, disabledAt FROM source.disabledDestination;
    """

  /// Of a recording that was enrolled here as well, what is here stays.
  static let voices = """
    INSERT OR IGNORE INTO main.agentVoice
      SELECT agentId, callKey, network, speechSeconds, coordinates, enrolledAt, checksum
      FROM source.agentVoice;
    """

  /// What was done and has no call any more is known no longer than a call of it.
  static let finish = """
    DELETE FROM main.ledger WHERE state = 'done'
      AND NOT EXISTS (SELECT 1 FROM main.call WHERE ledgerID = main.ledger.id);
    INSERT INTO main.audit (happenedAt, action, callCount)
      SELECT happenedAt, action, callCount FROM source.audit
      EXCEPT SELECT happenedAt, action, callCount FROM main.audit;
    """

  /// Ids in = ids out: recordings and events of the other store that are not here; recordings that have a call there and none
  /// here, or another number of events or flags than the call that was taken.
  static let missingCount = """
    SELECT
      (SELECT count(*) FROM source.recording AS their
        LEFT JOIN main.recording AS our ON our.location = their.location
        LEFT JOIN main.call AS ourCall ON ourCall.recordingID = our.id
        WHERE our.id IS NULL OR (ourCall.id IS NULL AND EXISTS
          (SELECT 1 FROM source.call WHERE recordingID = their.id)))
      + (SELECT count(*) FROM temp.taken
        JOIN source.call AS theirCall ON theirCall.recordingID = taken.sourceID
        JOIN main.recording AS our ON our.location = taken.location
        JOIN main.call AS ourCall ON ourCall.recordingID = our.id
        WHERE ourCall.callId <> theirCall.callId
          OR (SELECT count(*) FROM source.event WHERE callRowID = theirCall.id)
            <> (SELECT count(*) FROM main.event WHERE callRowID = ourCall.id)
          OR (SELECT count(*) FROM source.flag WHERE callRowID = theirCall.id)
            <> (SELECT count(*) FROM main.flag WHERE callRowID = ourCall.id))
      + (SELECT count(*) FROM source.outbox
        WHERE eventID NOT IN (SELECT eventID FROM main.outbox))
    """
}
