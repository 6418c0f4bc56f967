import CallTypes
import GRDB
import TestSupport
import Testing

@testable import CallStore

struct StoreMigrationTests {
  private static let good = RecordingIdentity(
    location: "/archive/good.wav", sizeBytes: 51150, modifiedNanoseconds: 1, inode: 7)

  private let folder: ScratchFolder
  private var file: String { folder.path("store.sqlite") }

  init() throws { folder = try ScratchFolder() }

  /// A store as an earlier version left it.
  private func makeStore(ofVersion version: Int) throws {
    let database = try DatabaseQueue(path: file)
    try database.write { db in
      try db.execute(sql: SavedStores.all[version - 1])
      try db.execute(
        sql: """
          PRAGMA application_id = \(CallStore.applicationID);
          PRAGMA user_version = \(version);
          """)
    }
    try database.close()
  }

  /// Name and text of everything that a store is made of.
  private func shape(of file: String) throws -> [String] {
    try DatabaseQueue(path: file).read {
      try String.fetchAll(
        $0, sql: "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name")
    }
  }

  @Test func `there is a saved store of every version but the last`() {
    #expect(SavedStores.all.count == StoreMigration.all.count - 1)
  }

  @Test(arguments: 1...SavedStores.all.count)
  func `a store of an earlier version is opened with all that it holds`(version: Int) throws {
    try makeStore(ofVersion: version)
    let store = try CallStore.open(at: file, now: { 10 })
    var ids: [String] = []
    try store.readOutcomes { ids.append($0.outcome.callId) }
    #expect(ids == ["good.wav", "bad.wav"])
    let found = try store.inspect()
    #expect(found.isSound && found.callCount == 1 && found.failureCount == 1)
    #expect((found.trackBytes > 0) == (version > 1))
    let calls = try store.calls(
      notUnder: "other", after: nil, since: nil, contentLimit: 9, byteLimit: 1)
    let call = try #require(calls.first)
    #expect(try store.report(call.report).metadata.agentId == "A-7")
    #expect((call.tracks?.archive.tracks != nil) == (version > 1))
  }

  @Test(arguments: 1...SavedStores.all.count)
  func `what was done before an update is not done again`(version: Int) throws {
    try makeStore(ofVersion: version)
    let store = try CallStore.open(at: file, now: { 10 })
    let terms = AnalysisTerms(
      fingerprint: "2e5d7b40b77edff686fada4c1851f36459158022704876c6c3f0d90f2528456a",
      declaration: "2f008b5afb932756242f1e09bcfe30fabe1d9b595895acca06bf121507e35ad1")
    guard case .settled(let call) = try store.standing(of: Self.good, under: terms),
      case .report(let report) = call.kept
    else {
      Issue.record("the call is not known any more")
      return
    }
    #expect(call.isOwn && report.callId == "good.wav" && report.durationSeconds == 3.194)
  }

  @Test(arguments: 1...SavedStores.all.count)
  func `an earlier store becomes what a new one is, and can be written to`(version: Int) throws {
    try makeStore(ofVersion: version)
    let store = try CallStore.open(at: file, now: { 10 })
    _ = try CallStore.open(at: folder.path("new.sqlite"), now: { 10 })
    #expect(try shape(of: file) == shape(of: folder.path("new.sqlite")))
    try store.record([StoredSamples.finished()])
    #expect(try store.statistics().callCount == 2)
    let version = try DatabaseQueue(path: file).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == StoreMigration.all.count)
  }

  @Test func `a voice of an earlier store is there, and guarded from now on`() throws {
    try makeStore(ofVersion: 6)
    let store = try CallStore.open(at: file, now: { 10 })
    let voice = try #require(try store.enrolledVoices(network: "network-1").first)
    #expect(voice.coordinates == [1, -2] && voice.speechSeconds == 12.5 && voice.agentId == "A-7")
    try DatabaseQueue(path: file).write {
      try $0.execute(sql: "UPDATE agentVoice SET speechSeconds = 12")
    }
    #expect(throws: CallStoreError.damaged(file: file)) {
      try store.enrolledVoices(network: "network-1")
    }
  }

  @Test(arguments: 1...SavedStores.all.count)
  func `a failure of an earlier store is guarded from now on`(version: Int) throws {
    try makeStore(ofVersion: version)
    let store = try CallStore.open(at: file, now: { 10 })
    try DatabaseQueue(path: file).write {
      try $0.execute(sql: "UPDATE ledger SET failure = replace(failure, 'audio', 'audin')")
    }
    #expect(throws: CallStoreError.damaged(file: file)) { try store.readOutcomes { _ in } }
    #expect(try !store.inspect().isSound)
  }
}
