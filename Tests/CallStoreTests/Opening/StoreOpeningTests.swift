import CallStore
import CallTypes
import Foundation
import GRDB
import TestSupport
import Testing

struct StoreOpeningTests {
  private let folder: ScratchFolder
  private var file: String { folder.path("store.sqlite") }

  init() throws { folder = try ScratchFolder() }

  private func open(_ journal: StoreJournal? = nil) throws(CallStoreError) -> CallStore {
    try CallStore.open(at: file, journal: journal, now: { 0 })
  }

  /// The file as another program sees it.
  private func value(of pragma: String) throws -> String? {
    try DatabaseQueue(path: file).read { try String.fetchOne($0, sql: "PRAGMA \(pragma)") }
  }

  /// A store with a hundred calls, closed.
  private func fill() throws {
    let store = try open(.rollback)
    try store.record((0..<100).map { StoredSamples.finished("\($0).wav", content: "\($0)") })
  }

  private func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
  }

  /// Opening fails as expected and leaves the file as it is.
  private func expectRefusal(_ expected: CallStoreError) throws {
    let before = try bytes()
    #expect(throws: expected) { try open() }
    #expect(try bytes() == before, "the file was changed")
  }

  @Test func `a new store bears our mark and the version of its shape`() throws {
    _ = try open()
    #expect(try value(of: "application_id") == "\(0x4353_4654)")  // CSFT
    #expect(try value(of: "user_version") == "7")
    #expect(try value(of: "journal_mode") == "wal")
  }

  @Test func `a store that is kept by a rollback journal has no write-ahead log`() throws {
    _ = try open(.rollback)
    #expect(try value(of: "journal_mode") == "delete")
    #expect(try folder.names() == ["store.sqlite"])
  }

  @Test func `what was recorded is there when the store is opened again`() throws {
    try open().record([StoredSamples.finished()])
    let standing = try open().standing(
      of: StoredSamples.identity(), under: StoredSamples.terms)
    #expect(try standing == .settled(StoredSamples.settled(isOwn: true)))
  }

  @Test func `an empty file becomes a store`() throws {
    try folder.write("", as: "store.sqlite")
    #expect(throws: Never.self) { try open() }
  }

  @Test(arguments: ["this is a letter, and a long one at that, about something else", "SQLate"])
  func `a file of another kind is refused and left as it is`(text: String) throws {
    try folder.write(text, as: "store.sqlite")
    try expectRefusal(.notAStore(file: file))
  }

  @Test func `the database of another program is refused and left as it is`() throws {
    let other = try DatabaseQueue(path: file)
    try other.write { try $0.execute(sql: "CREATE TABLE call (id INTEGER)") }
    try other.close()
    try expectRefusal(.notAStore(file: file))
  }

  @Test func `a store of a later version is refused and left as it is`() throws {
    try fill()
    let later = try DatabaseQueue(path: file)
    try later.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try later.close()
    try expectRefusal(.newerVersion(file: file, found: 99, known: 7))
  }

  @Test(arguments: [10, 100, 4096, 20_000])
  func `a store that was cut short is refused and left as it is`(keptBytes: Int) throws {
    try fill()
    try folder.write(Array(try bytes().prefix(keptBytes)), as: "store.sqlite")
    try expectRefusal(.damaged(file: file))
  }

  @Test func `a store whose pages were overwritten is refused and left as it is`() throws {
    try fill()
    var content = try bytes()
    for index in 4096..<40_960 where index % 3 == 0 { content[index] ^= 0x55 }
    try folder.write(content, as: "store.sqlite")
    try expectRefusal(.damaged(file: file))
  }

  @Test func `a changed bit of a report is found when it is read`() throws {
    let store = try open()
    try store.record([StoredSamples.finished()])
    try DatabaseQueue(path: file).write { db in
      var kept: Data = try #require(try Data.fetchOne(db, sql: "SELECT report FROM call"))
      kept[kept.count / 2] ^= 1
      try db.execute(sql: "UPDATE call SET report = ?", arguments: [kept])
    }
    #expect(throws: CallStoreError.damaged(file: file)) {
      try store.standing(of: StoredSamples.identity(), under: StoredSamples.terms)
    }
  }

  @Test func `a store that may not be written to is refused`() throws {
    try fill()
    #expect(chmod(file, 0o444) == 0)
    try expectRefusal(.readOnly(file: file))
  }

  @Test func `a folder is no store, and a folder that is missing is named`() throws {
    #expect(throws: CallStoreError.notAStore(file: folder.path)) {
      try CallStore.open(at: folder.path, now: { 0 })
    }
    let astray = folder.path("missing/store.sqlite")
    do throws(CallStoreError) {
      _ = try CallStore.open(at: astray, now: { 0 })
      Issue.record("there is no such folder")
    } catch {
      #expect(error.description.contains(astray))
    }
  }

  @Test func `the words say what is wrong and what to do`() {
    let errors: [CallStoreError] = [
      .locked(file: "f"), .notAStore(file: "f"), .newerVersion(file: "f", found: 2, known: 1),
      .damaged(file: "f"), .readOnly(file: "f"), .diskFull(file: "f"),
    ]
    for error in errors {
      #expect(error.description.hasPrefix("f "))
      #expect(error.description.contains(";"))
    }
    #expect(errors.filter(\.isLocked) == [.locked(file: "f")])
  }
}
