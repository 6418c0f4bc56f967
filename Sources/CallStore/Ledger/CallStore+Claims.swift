internal import CallTypes
internal import Foundation
internal import GRDB

extension CallStore {
  /// How long a claim of another machine holds, whose processes cannot be seen from here.
  static let leaseSeconds = 900.0

  /// What is known of a file before it is read.
  ///
  /// - Parameter since: Outcomes of before this instant do not count; `nil` = all count.
  /// - Throws: `CallStoreError` when the store cannot be read.
  public func standing(
    of identity: RecordingIdentity, under terms: AnalysisTerms, since: Double? = nil
  ) throws(CallStoreError) -> Standing {
    let (sha256, kept): (String?, SettledRow?) = try look { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT id, sha256 FROM recording
            WHERE location = ? AND sizeBytes = ? AND modifiedNanoseconds = ? AND inode = ?
            """),
        arguments: [
          identity.location, identity.sizeBytes, identity.modifiedNanoseconds, identity.inode,
        ])
      guard let row else { return (nil, nil) }
      let key = LedgerKey(sha256: row["sha256"], terms: terms)
      guard let entry = try LedgerRow(db, key), entry.isSettled(since: since) else {
        return (key.sha256, nil)
      }
      return (key.sha256, try keptOutcome(db, entry, recordingID: row["id"]))
    }
    guard let sha256 else { return .unknown }
    guard let kept else { return .open(sha256: sha256) }
    // Out of the database's queue: several calls are decoded at a time.
    do {
      return .settled(try settledCall(kept, of: LedgerKey(sha256: sha256, terms: terms)))
    } catch {
      throw CallStoreError(error, file: file)
    }
  }

  /// Asks for the work on a content, and notes that the file holds it.
  ///
  /// Of any number of processes one is granted it. The claim of a process that has ended passes on.
  ///
  /// - Parameter since: Outcomes of before this instant do not count; `nil` = all count.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func claim(
    _ key: LedgerKey, of identity: RecordingIdentity, since: Double? = nil
  ) throws(CallStoreError) -> Claim {
    try change { db in
      let recordingID = try note(db, identity, sha256: key.sha256)
      guard let entry = try LedgerRow(db, key) else {
        try lease(db, entryID: try insertEntry(db, key), attemptCount: 1)
        return .granted
      }
      switch entry.state {
      case .done, .failed, .quarantined:
        if entry.isSettled(since: since),
          let kept = try keptOutcome(db, entry, recordingID: recordingID)
        {
          return .settled(try settledCall(kept, of: key))
        }
        try lease(db, entryID: entry.id, attemptCount: 1)
      case .seen:
        try lease(db, entryID: entry.id, attemptCount: 1)
      case .claimed:
        if entry.isHeld(seenFrom: owner, now: now()) { return .taken }
        try lease(db, entryID: entry.id, attemptCount: entry.attemptCount &+ 1)
        return .passedOn(endedCount: entry.attemptCount)
      }
      return .granted
    }
  }

  /// Gives back claims of this process that have not been recorded, so that others can have them.
  ///
  /// - Parameter key: Which; `nil` = all of them.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func releaseClaims(of key: LedgerKey? = nil) throws(CallStoreError) {
    try change { db in
      try db.execute(
        sql: """
          UPDATE ledger SET state = 'seen', attemptCount = 0, leaseHost = NULL,
            leaseProcessID = NULL, leaseProcessStart = NULL, leaseExpiresAt = NULL
          WHERE state = 'claimed' AND leaseHost = ?1 AND leaseProcessID = ?2
            AND leaseProcessStart = ?3
            AND (?4 IS NULL OR (sha256 = ?4 AND fingerprint = ?5 AND declaration = ?6))
          """,
        arguments: [
          owner.host, owner.processID, owner.processStart, key?.sha256, key?.terms.fingerprint,
          key?.terms.declaration,
        ])
    }
  }

  private func lease(_ db: Database, entryID: Int64, attemptCount: Int) throws {
    try db.execute(
      sql: """
        UPDATE ledger SET state = 'claimed', changedAt = ?, attemptCount = ?, leaseHost = ?,
          leaseProcessID = ?, leaseProcessStart = ?, leaseExpiresAt = ?
        WHERE id = ?
        """,
      arguments: [
        now(), attemptCount, owner.host, owner.processID, owner.processStart,
        now() + Self.leaseSeconds, entryID,
      ])
  }

  /// Leaves a suspected content alone, which has ended the process that read nothing else.
  ///
  /// - Parameter endedCount: Processes that ended over it.
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func quarantine(
    _ key: LedgerKey, endedCount: Int
  ) throws(CallStoreError) -> SettledCall {
    let failure = CallFailure(
      callId: "", file: FileReport(path: "", sha256: key.sha256, sizeBytes: nil),
      error: FailureDetail(.quarantined, Message("recording.quarantined", "\(endedCount)")))
    try change { db in
      let entryID = try LedgerRow(db, key)?.id ?? insertEntry(db, key)
      try settle(db, entryID: entryID, state: .quarantined, failure: try json(of: failure))
    }
    return SettledCall(kept: .failure(failure), isOwn: true)
  }

  /// Notes that a suspected content of this process did not end the one that read nothing else: what
  /// ended the others was something else.
  ///
  /// - Throws: `CallStoreError` when the store cannot be written to.
  public func clear(_ key: LedgerKey) throws(CallStoreError) {
    try change { db in
      guard let entry = try LedgerRow(db, key) else { return }
      try lease(db, entryID: entry.id, attemptCount: 1)
    }
  }

  /// The outcome of an entry; `nil` when the last file that had it is gone.
  private func keptOutcome(
    _ db: Database, _ entry: LedgerRow, recordingID: Int64
  ) throws -> SettledRow? {
    if let failure = entry.failure {
      guard entry.isWhole else { throw CallStoreError.damaged(file: file) }
      let isOwn = try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT failure IS NOT NULL FROM recording WHERE id = ?"),
        arguments: [recordingID])
      // What ended every process has no names: it stands for all files with the content.
      return .failure(text: failure, isOwn: isOwn ?? false || entry.state == .quarantined)
    }
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT recordingID, callId, path, durationSeconds, required, report FROM call
          WHERE ledgerID = ? ORDER BY recordingID <> ? LIMIT 1
          """),
      arguments: [entry.id, recordingID])
    return row.map { .report($0, isOwn: $0["recordingID"] == recordingID) }
  }

  /// Reads an outcome. A number of a row that has changed leads to another's, whose content is another.
  private func settledCall(_ found: SettledRow, of key: LedgerKey) throws -> SettledCall {
    switch found {
    case .failure(let text, let isOwn):
      let failure = try value(CallFailure.self, of: text)
      guard failure.file.sha256 == key.sha256 else { throw CallStoreError.damaged(file: file) }
      return SettledCall(kept: .failure(failure), isOwn: isOwn)
    case .report(let row, let isOwn):
      let report = try encodedReport(of: row)
      guard ReportText(report.json).names(sha256: key.sha256) else {
        throw CallStoreError.damaged(file: file)
      }
      return SettledCall(kept: .report(report), isOwn: isOwn)
    }
  }
}

/// An outcome as it stands in its row.
private enum SettledRow {
  case failure(text: String, isOwn: Bool)
  case report(Row, isOwn: Bool)
}

/// A row of the ledger.
struct LedgerRow {
  var id: Int64
  var state: LedgerState
  var changedAt: Double
  var attemptCount: Int
  var retryCount: Int
  var failure: String?
  /// Whether the failure is what was kept.
  var isWhole: Bool
  var holder: LeaseOwner?
  var leaseExpiresAt: Double?

  /// Finds the row of a key; `nil` = there is none.
  init?(_ db: Database, _ key: LedgerKey) throws {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT *, checksum(failure) IS failureChecksum AS isWhole FROM ledger
          WHERE sha256 = ? AND fingerprint = ? AND declaration = ?
          """),
      arguments: [key.sha256, key.terms.fingerprint, key.terms.declaration])
    guard let row else { return nil }
    guard let state = LedgerState(rawValue: row["state"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    id = row["id"]
    self.state = state
    changedAt = row["changedAt"]
    attemptCount = row["attemptCount"]
    retryCount = row["retryCount"]
    failure = row["failure"]
    isWhole = row["isWhole"]
    if let host: String = row["leaseHost"] {
      holder = LeaseOwner(
        host: host, processID: row["leaseProcessID"] ?? 0,
        processStart: row["leaseProcessStart"] ?? 0)
    }
    leaseExpiresAt = row["leaseExpiresAt"]
  }

  /// Whether nothing is left to do.
  func isSettled(since: Double?) -> Bool {
    guard state != .seen, state != .claimed else { return false }
    return changedAt >= since ?? -.infinity
  }

  /// Whether its holder is still at work: seen to be alive here, or within its time elsewhere.
  func isHeld(seenFrom observer: LeaseOwner, now: Double) -> Bool {
    guard let holder else { return false }
    return holder.isAlive(seenFrom: observer) ?? (now < leaseExpiresAt ?? 0)
  }
}
