internal import GRDB

/// The results of many scans in one SQLite file; the only room that knows SQL.
///
/// Any number of processes may have the same file open: every change is one `BEGIN IMMEDIATE`
/// transaction, and who finds it locked waits up to `waitSeconds`.
public final class CallStore: Sendable {
  /// How long a change waits for another process.
  static let waitSeconds = 5.0

  /// The file, for messages.
  public let file: String
  /// How the file is kept whole while it changes.
  public let journal: StoreJournal

  let database: DatabaseQueue
  let owner: LeaseOwner
  /// Seconds since 1970: the one clock of the store.
  let now: @Sendable () -> Double

  init(
    file: String, journal: StoreJournal, database: DatabaseQueue, owner: LeaseOwner,
    now: @escaping @Sendable () -> Double
  ) {
    self.file = file
    self.journal = journal
    self.database = database
    self.owner = owner
    self.now = now
  }

  /// Runs statements as one transaction.
  func change<Value>(
    _ updates: (Database) throws -> Value
  ) throws(CallStoreError) -> Value {
    do { return try database.write(updates) } catch { throw CallStoreError(error, file: file) }
  }

  /// Reads one state of the store.
  func look<Value>(_ value: (Database) throws -> Value) throws(CallStoreError) -> Value {
    do { return try database.read(value) } catch { throw CallStoreError(error, file: file) }
  }
}

/// How a store's file is kept whole while it changes (SQLite, "Write-Ahead Logging").
public enum StoreJournal: String, Hashable, Sendable {
  /// Readers and a writer side by side; needs memory shared by all processes, so one machine.
  case writeAheadLog
  /// A rollback journal: slower, and safe as far as the network's locks are.
  case rollback
}
