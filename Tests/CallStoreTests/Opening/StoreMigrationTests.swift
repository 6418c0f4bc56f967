import CallTypes
import GRDB
import TestSupport
import Testing

@testable import CallStore

struct StoreMigrationTests {
  private let folder: ScratchFolder
  private var file: String { folder.path("store.sqlite") }

  init() throws { folder = try ScratchFolder() }

  /// A store as an earlier version left it, with one call.
  private func makeStore(ofVersion version: Int) throws {
    let database = try DatabaseQueue(path: file)
    try database.write { db in
      for migration in StoreMigration.all.prefix(version) { try db.execute(sql: migration) }
      try db.execute(
        sql: """
          PRAGMA application_id = \(CallStore.applicationID);
          PRAGMA user_version = \(version);
          INSERT INTO recording VALUES (1, '/archive/a.wav', 100, 1, 7, 'content-1');
          INSERT INTO ledger (id, sha256, fingerprint, declaration, state, changedAt, failure)
            VALUES (1, 'content-1', 'settings-1', 'declared-1', 'failed', 5, ?);
          """, arguments: [try failureText()])
    }
    try database.close()
  }

  private func failureText() throws -> String {
    try CallStore.inMemory().json(of: StoredSamples.failure())
  }

  @Test(arguments: 1...StoreMigration.all.count)
  func `a store of any earlier version is opened with all that it holds`(version: Int) throws {
    try makeStore(ofVersion: version)
    let store = try CallStore.open(at: file, now: { 10 })
    let standing = try store.standing(
      of: StoredSamples.identity(), under: StoredSamples.terms)
    let failure = CallOutcome.failure(StoredSamples.failure())
    #expect(standing == .settled(SettledCall(outcome: failure, isOwn: true)))
    try store.record([StoredSamples.finished()])
    let found = try DatabaseQueue(path: file).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(found == StoreMigration.all.count)
  }
}
