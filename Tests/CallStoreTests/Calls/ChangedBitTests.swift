import CallStore
import CallTypes
import Foundation
import GRDB
import TestSupport
import Testing

/// What a changed bit can do: the right outcome or `damaged`, never another outcome.
struct ChangedBitTests {
  private let folder: ScratchFolder
  private let store: CallStore
  private var file: String { folder.path("store.sqlite") }

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.open(at: folder.path("store.sqlite"), now: { 5 })
  }

  private func change(_ sql: String) throws {
    try DatabaseQueue(path: file).writeWithoutTransaction { try $0.execute(sql: sql) }
  }

  private func recordFailure() throws {
    try store.record([
      FinishedCall(
        identity: StoredSamples.identity(), key: StoredSamples.key(),
        outcome: .failure(StoredSamples.failure()))
    ])
  }

  private func standing(of name: String = "a.wav") throws -> Standing {
    try store.standing(of: StoredSamples.identity(name), under: StoredSamples.terms)
  }

  @Test func `a bit of any byte of a failure's text is found`() throws {
    try recordFailure()
    let text = try DatabaseQueue(path: file).read {
      try String.fetchOne($0, sql: "SELECT failure FROM ledger")
    }
    let bytes = Array(try #require(text).utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1  // stays ASCII, and thus text
      try DatabaseQueue(path: file).write {
        try $0.execute(
          sql: "UPDATE ledger SET failure = ?",
          arguments: [String(decoding: changed, as: UTF8.self)])
      }
      #expect(throws: CallStoreError.damaged(file: file), "byte \(index)") { try standing() }
    }
    #expect(throws: CallStoreError.damaged(file: file)) { try store.readOutcomes { _ in } }
    #expect(throws: CallStoreError.damaged(file: file)) {
      try store.claim(StoredSamples.key(), of: StoredSamples.identity("copy.wav"))
    }
  }

  @Test(arguments: [
    "UPDATE ledger SET failure = NULL", "UPDATE ledger SET failureChecksum = NULL",
    "UPDATE recording SET failure = NULL", "UPDATE recording SET failureChecksum = 1",
  ])
  func `half of a failure and its sum is found`(sql: String) throws {
    try recordFailure()
    try change(sql)
    #expect(throws: CallStoreError.damaged(file: file)) { try store.readOutcomes { _ in } }
  }

  @Test func `a failure's code can be asked for in SQL`() throws {
    try recordFailure()
    let code = try DatabaseQueue(path: file).read {
      try String.fetchOne($0, sql: "SELECT json_extract(failure, '$.error.code') FROM recording")
    }
    #expect(code == "unreadable")
  }

  @Test func `columns that repeat a report have no say in what is handed on`() throws {
    try store.record([StoredSamples.finished()])
    try change("UPDATE call SET durationSeconds = 61, required = 0, points = 3")
    #expect(try standing() == .settled(StoredSamples.settled(isOwn: true)))
  }

  @Test func `another call's report is not taken for this one's`() throws {
    try store.record([
      StoredSamples.finished(), StoredSamples.finished("b.wav", content: "content-2"),
    ])
    try change(
      """
      CREATE TEMP TABLE kept AS SELECT id, report FROM call;
      UPDATE call SET report = (SELECT report FROM kept WHERE kept.id <> call.id);
      """)
    #expect(throws: CallStoreError.damaged(file: file)) { try standing() }
  }
}
