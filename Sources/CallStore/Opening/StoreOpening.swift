internal import CallTypes
internal import GRDB
internal import Glibc

extension CallStore {
  /// Marks a file as ours: "CSFT" (SQLite, `PRAGMA application_id`).
  static let applicationID = 0x4353_4654

  /// Up to this size a store is checked whole when it is opened; `verify` checks larger ones.
  private static let checkedBytes = 16_000_000

  /// Opens a store, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - file: Path of the file.
  ///   - owner: Who claims recordings; this process.
  ///   - journal: How the file is kept whole; by default as its file system allows.
  ///   - now: Seconds since 1970.
  /// - Throws: `CallStoreError` for a file that is no store, of a later version, damaged, locked or not
  ///   to be written to. Such a file is left as it is.
  public static func open(
    at file: String, owner: LeaseOwner = .thisProcess, journal: StoreJournal? = nil,
    now: @escaping @Sendable () -> Double
  ) throws(CallStoreError) -> CallStore {
    let journal = journal ?? (isOnNetwork(folderOf(file)) ? .rollback : .writeAheadLog)
    let byteCount = try checkFile(file)
    try checkWritable(file)
    do {
      let database = try DatabaseQueue(path: file, configuration: configuration)
      let store = CallStore(
        file: file, journal: journal, database: database, owner: owner, now: now)
      try store.checkContent(isSmall: byteCount <= checkedBytes)
      try store.setJournal()
      try store.migrate()
      return store
    } catch {
      throw CallStoreError(error, file: file)
    }
  }

  /// A store that ends with the process, for tests.
  public static func inMemory(
    owner: LeaseOwner = .thisProcess, now: @escaping @Sendable () -> Double = { 0 }
  ) throws(CallStoreError) -> CallStore {
    do {
      let database = try DatabaseQueue(configuration: configuration)
      let store = CallStore(
        file: ":memory:", journal: .rollback, database: database, owner: owner, now: now)
      try store.migrate()
      return store
    } catch {
      throw CallStoreError(error, file: ":memory:")
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(waitSeconds)
    configuration.prepareDatabase { $0.add(function: Checksum.function) }
    return configuration
  }

  /// Looks at the file without the database: what SQLite would take for an empty store is none.
  ///
  /// - Returns: Its size; 0 where there is none yet.
  static func checkFile(_ file: String) throws(CallStoreError) -> Int {
    var status = stat()
    guard stat(file, &status) == 0 else {
      if errno == ENOENT { return 0 }
      throw .inaccessible(file: file, detail: .system(errorNumber: errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAStore(file: file) }
    if status.st_size == 0 { return 0 }
    let magic = Array("SQLite format 3\0".utf8)
    guard let handle = fopen(file, "re") else {
      throw .inaccessible(file: file, detail: .system(errorNumber: errno))
    }
    defer { fclose(handle) }
    var start = [UInt8](repeating: 0, count: magic.count)
    let count = fread(&start, 1, start.count, handle)
    guard start[..<count] == magic[..<count] else { throw .notAStore(file: file) }
    guard count == magic.count else { throw .damaged(file: file) }
    return Int(status.st_size)
  }

  private static func checkWritable(_ file: String) throws(CallStoreError) {
    var status = stat()
    guard stat(file, &status) == 0 else { return }  // there is none yet
    // By the mode, too: the superuser may write to everything, and yet was told not to.
    guard status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) != 0, access(file, W_OK) == 0 else {
      throw .readOnly(file: file)
    }
  }

  func checkContent(isSmall: Bool) throws {
    try database.read { db in
      let found = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      let tableCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      let isEmpty = found == 0 && version == 0 && tableCount == 0
      guard isEmpty || found == Self.applicationID else {
        throw CallStoreError.notAStore(file: file)
      }
      let known = StoreMigration.all.count
      guard version <= known else {
        throw CallStoreError.newerVersion(file: file, found: version, known: known)
      }
      if isSmall, try String.fetchOne(db, sql: "PRAGMA quick_check(1)") != "ok" {
        throw CallStoreError.damaged(file: file)
      }
    }
  }

  /// Sets the journal. Several processes that make one store at the same time are in each other's way
  /// here, and SQLite waits for none of them: who is refused waits for its turn to write.
  private func setJournal() throws {
    let mode = journal == .writeAheadLog ? "WAL" : "DELETE"
    let tryCount = 20
    for attempt in 1...tryCount {
      do {
        try database.writeWithoutTransaction { db in
          let set = try String.fetchOne(db, sql: "PRAGMA journal_mode = \(mode)")
          guard set?.uppercased() == mode else {
            throw DatabaseError(resultCode: .SQLITE_BUSY)
          }
          // Safe against the end of a process at any moment, and in WAL against all but the loss of
          // the last commits with the power (SQLite, `PRAGMA synchronous`).
          try db.execute(sql: "PRAGMA synchronous = \(mode == "WAL" ? "NORMAL" : "FULL")")
        }
        return
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        if attempt == tryCount { throw error }
        try database.write { _ in }
      }
    }
  }

  private func migrate() throws {
    let known = StoreMigration.all.count
    let isCurrent = try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") == known }
    if isCurrent { return }
    try database.write { db in
      // Again, now that nobody else can write: another process may have been first.
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      guard version < known else { return }
      for migration in StoreMigration.all[version...] { try db.execute(sql: migration) }
      try db.execute(
        sql: "PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(known)")
    }
  }
}

/// The folder that a file lies in.
private func folderOf(_ file: String) -> String {
  guard let slash = file.lastIndex(of: "/") else { return "." }
  return slash == file.startIndex ? "/" : String(file[..<slash])
}
