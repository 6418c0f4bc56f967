internal import CallTypes
internal import Foundation
internal import GRDB

extension CallStore {
  /// Copies a store to a new file, whether others have it open or not; the store is only read, and
  /// nothing is left beside it.
  ///
  /// - Throws: `CallStoreError` for a file that is no store, of a later version, or damaged.
  static func copy(_ file: String, to destination: String) throws(CallStoreError) {
    guard try checkFile(file) > 0 else { throw .notAStore(file: file) }
    do {
      if try !copyAtRest(file, to: destination) { try copyInUse(file, to: destination) }
      guard chmod(destination, S_IRUSR | S_IWUSR) == 0 else {
        throw CallStoreError.inaccessible(file: file, detail: .system(errorNumber: errno))
      }
      let copy = CallStore(
        file: file, journal: .rollback, database: try DatabaseQueue(path: destination),
        owner: .thisProcess, now: { 0 })
      try copy.checkContent(isSmall: false)
    } catch {
      throw CallStoreError(error, file: file)
    }
  }

  /// Copies the file of a store that nobody has open: such a store has no journal beside it.
  ///
  /// - Returns: `false` when somebody has, or had while it was copied.
  private static func copyAtRest(_ file: String, to destination: String) throws -> Bool {
    let before = try state(of: file)
    guard !before.isOpen else { return false }
    try FileManager.default.copyItem(atPath: file, toPath: destination)
    if try state(of: file) == before { return true }
    try FileManager.default.removeItem(atPath: destination)
    return false
  }

  /// Copies one state of a store that others have open.
  private static func copyInUse(_ file: String, to destination: String) throws {
    var configuration = configuration
    configuration.readonly = true
    do {
      let source = try DatabaseQueue(path: file, configuration: configuration)
      try source.backup(to: DatabaseQueue(path: destination))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // A write-ahead log in a folder that may not be written to: a process that was killed left it, and
      // the two files are all there is.
      try? FileManager.default.removeItem(atPath: destination)  // there may be none yet
      for end in ["", "-wal"] where FileManager.default.fileExists(atPath: file + end) {
        try FileManager.default.copyItem(atPath: file + end, toPath: destination + end)
      }
    }
  }

  /// What changes when somebody writes to a store.
  private struct FileState: Equatable {
    var isOpen: Bool
    var sizeBytes: Int
    var modified: [Int]
  }

  private static func state(of file: String) throws -> FileState {
    var status = stat()
    guard stat(file, &status) == 0 else {
      throw CallStoreError.inaccessible(file: file, detail: .system(errorNumber: errno))
    }
    return FileState(
      isOpen: ["-wal", "-journal"].contains { FileManager.default.fileExists(atPath: file + $0) },
      sizeBytes: Int(status.st_size),
      modified: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
  }
}
