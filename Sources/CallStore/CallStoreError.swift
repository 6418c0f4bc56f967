public import CallTypes
internal import GRDB

/// Why a store cannot be used: what, where, and by its wording what to do.
public enum CallStoreError: Error, Hashable, Sendable {
  /// Another process holds it for longer than anybody waits.
  case locked(file: String)
  /// A file of something else.
  case notAStore(file: String)
  /// Written by a later version of CallSift.
  case newerVersion(file: String, found: Int, known: Int)
  /// Cut short, or changed by something that is not CallSift.
  case damaged(file: String)
  /// The file or its disk may not be written to.
  case readOnly(file: String)
  /// The disk is full.
  case diskFull(file: String)
  /// The system refused to open it.
  case inaccessible(file: String, detail: Message)
  /// A merge that would have lost something, and was taken back.
  case incompleteMerge(file: String, source: String)
  /// Anything else that the database refuses, by its result code.
  case refused(file: String, resultCode: Int)

  /// Whether waiting and trying again may help.
  public var isLocked: Bool { if case .locked = self { true } else { false } }

  /// Whether the file is not what it should be, whatever is allowed with it.
  var isAboutContent: Bool {
    switch self {
    case .damaged, .notAStore, .refused: true
    default: false
    }
  }

  /// Names what the database says about a store.
  init(_ error: any Error, file: String) {
    if let known = error as? CallStoreError {
      self = known
      return
    }
    // What is no error of the database is one of reading its values.
    guard let error = error as? DatabaseError else {
      self = .damaged(file: file)
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(file: file)
    case .SQLITE_NOTADB: self = .notAStore(file: file)
    case .SQLITE_CORRUPT: self = .damaged(file: file)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(file: file)
    case .SQLITE_FULL: self = .diskFull(file: file)
    // The memory that processes share is a file, too, which finds no room.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
      self = .diskFull(file: file)
    case .SQLITE_CANTOPEN:
      self = .inaccessible(file: file, detail: Message("store.cannotOpen"))
    default: self = .refused(file: file, resultCode: Int(error.extendedResultCode.rawValue))
    }
  }
}

extension CallStoreError: CustomStringConvertible {
  public var description: String { wording.text(in: .english) }

  /// What is wrong and what to do, in every language.
  public var wording: Message {
    switch self {
    case .locked(let file): Message("store.locked", .text(file))
    case .notAStore(let file): Message("store.notAStore", .text(file))
    case .newerVersion(let file, let found, let known):
      Message("store.newerVersion", .text(file), "\(found)", "\(known)")
    case .damaged(let file): Message("store.damaged", .text(file))
    case .readOnly(let file): Message("store.readOnly", .text(file))
    case .diskFull(let file): Message("store.diskFull", .text(file))
    case .inaccessible(let file, let detail):
      Message("store.inaccessible", .text(file), .message(detail))
    case .incompleteMerge(let file, let source):
      Message("store.incompleteMerge", .text(source), .text(file))
    case .refused(let file, let resultCode):
      Message("store.refused", .text(file), "\(resultCode)")
    }
  }
}
