import CallStore
import CallTypes
import Foundation
import GRDB
import TestSupport
import Testing

struct UpkeepTests {
  private let folder: ScratchFolder
  private let store: CallStore
  private var file: String { folder.path("store.sqlite") }

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.open(at: folder.path("store.sqlite"), now: { 86_400 })
    let calls = ["a.wav", "b.wav"].map { name in
      var call = StoredSamples.finished(name, content: name)
      let tracks = CallTracks(durationSeconds: 60.25, channels: [], interchannelCorrelation: nil)
      call.tracks = KeptTracks(signal: "signal-1", archive: TrackArchive(tracks))
      return call
    }
    try store.record(calls)
  }

  private func count(_ table: String) throws -> Int {
    try DatabaseQueue(path: file).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
  }

  @Test func `tracks go with a rescored report to work that a scan had begun`() throws {
    let terms = AnalysisTerms(fingerprint: "settings-2", declaration: "declared-1")
    _ = try store.claim(
      LedgerKey(sha256: "a.wav", terms: terms), of: StoredSamples.identity("a.wav"))
    let calls = try store.calls(
      notUnder: "settings-2", after: nil, since: nil, contentLimit: 10, byteLimit: 1 << 20)
    let anew = try calls.map { call in
      let name = call.report.callId
      return try store.rescored(call, StoredSamples.report(name, content: name))
    }
    try store.replaceReports(with: anew, under: "settings-2")
    #expect(try count("tracks") == 2)
    #expect(
      try DatabaseQueue(path: file).read {
        try String.fetchAll($0, sql: "SELECT state FROM ledger")
      } == ["done", "done"])
  }

  @Test func `a purge says so while somebody still reads the pages of before`() throws {
    let reader = try DatabaseQueue(path: file)
    try reader.inDatabase { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM call")
      #expect(throws: CallStoreError.locked(file: file)) { try store.purge(.call(id: "a.wav")) }
      try db.execute(sql: "COMMIT")
    }
    // The call is out already; what was left of it goes now.
    #expect(try store.purge(.call(id: "a.wav")) == 0)
    for name in try folder.names() {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
      #expect(bytes.range(of: Data("a.wav".utf8)) == nil, "\(name)")
    }
  }

  @Test func `a purged call leaves nothing, and its audit line does not name it`() throws {
    #expect(try store.purge(.call(id: "a.wav")) == 1)
    for table in ["recording", "ledger", "call", "event", "flag", "tracks", "audit"] {
      #expect(try count(table) == 1, "\(table)")
    }
    for name in try folder.names() {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
      #expect(bytes.range(of: Data("a.wav".utf8)) == nil, "\(name)")
    }
  }

  private func recordFailures(_ names: String..., content: String = "content-1") throws {
    for name in names {
      var failure = StoredSamples.failure(name)
      failure.file.sha256 = content
      var call = FinishedCall(
        identity: StoredSamples.identity(name), key: StoredSamples.key(content),
        outcome: .failure(failure))
      call.event = OutboxEvent(
        id: name, payload: Array(#"{"callId":"\#(name)"}"#.utf8), destinations: ["x"])
      try store.record([call])
    }
  }

  /// Whether a text stands anywhere in the files of the store.
  private func holds(_ text: String) throws -> Bool {
    try folder.names().contains { name in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
      return bytes.range(of: Data(text.utf8)) != nil
    }
  }

  @Test func `a purged failure leaves nothing, and is not waited for any more`() throws {
    try recordFailures("bad-1.wav")
    #expect(try store.statistics().failureCount == 1 && holds("bad-1"))
    #expect(try store.purge(.call(id: "bad-1.wav")) == 1)
    #expect(try store.statistics().failureCount == 0 && !holds("bad-1"))
    #expect(try count("recording") == 2 && count("outbox") == 0 && count("delivery") == 0)
    #expect(try store.statistics().callCount == 2 && store.inspect().isSound)
  }

  @Test func `of two failed files of one content the other stays, under its own name`() throws {
    try recordFailures("bad-1.wav", "bad-2.wav")
    #expect(try store.purge(.call(id: "bad-2.wav")) == 1)
    #expect(try !holds("bad-2") && holds("bad-1") && store.statistics().failureCount == 1)
    #expect(try store.purge(.call(id: "bad-1.wav")) == 1)
    #expect(try !holds("bad-1") && store.statistics().failureCount == 0)
  }

  @Test func `failures of before a day are purged, later ones are not`() throws {
    try recordFailures("bad-1.wav")
    #expect(try store.purge(.before(date: "1970-01-02")) == 0)
    #expect(try store.purge(.before(date: "1970-01-03")) == 1)
    #expect(try !holds("bad-1") && store.statistics().callCount == 2)
  }

  @Test func `what is in quarantine is purged by its place`() throws {
    let key = StoredSamples.key("killer")
    let identity = StoredSamples.identity("in/killer.wav")
    _ = try store.claim(key, of: identity)
    _ = try store.quarantine(key, endedCount: 4)
    #expect(try count("ledger WHERE state = 'quarantined'") == 1)
    #expect(try store.purge(.call(id: "killer")) == 0)
    #expect(try store.purge(.call(id: "in/killer.wav")) == 1)
    #expect(try count("ledger WHERE state = 'quarantined'") == 0 && !holds("killer"))
  }

  @Test func `an event of a file that was never finished leaves with its name`() throws {
    try store.post(
      ["a", "b"].map { name in
        OutboxEvent(
          id: "stalled-\(name)", payload: Array(#"{"callId":"\#(name)"}"#.utf8), destinations: ["x"]
        )
      })
    #expect(try store.purge(.call(id: "a")) == 0)
    #expect(try store.dueDeliveries(to: "x", limit: 9).map(\.eventID) == ["stalled-b"])
    #expect(try store.purge(.before(date: "1970-01-03")) == 0)
    #expect(try store.dueDeliveries(to: "x", limit: 9).isEmpty)
  }

  @Test func `a call that is not there is no error, and is told by the number`() throws {
    #expect(try store.purge(.call(id: "c.wav")) == 0)
    #expect(try count("call") == 2)
  }

  @Test func `calls of before a day are purged by their start`() throws {
    #expect(try store.purge(.before(date: "2026-03-04")) == 0)
    #expect(try store.purge(.before(date: "2026-03-05")) == 2)
    #expect(try count("tracks") == 0)
  }

  @Test func `a content that another file holds stays`() throws {
    try store.record([StoredSamples.finished("copy.wav", content: "a.wav")])
    #expect(try store.purge(.call(id: "a.wav")) == 1)
    #expect(try count("tracks") == 2)
    #expect(try count("call") == 2)
  }

  @Test func `a sound store is said to be sound, with what it holds`() throws {
    let found = try store.inspect()
    #expect(found.isSound)
    #expect(found.callCount == 2)
    #expect(found.audioSeconds == 120.5)
    #expect(found.trackBytes > 0)
  }

  @Test(arguments: [
    "UPDATE call SET callId = 'x' WHERE id = 1",
    "UPDATE call SET report = zeroblob(50) WHERE id = 1",
    "UPDATE tracks SET bytes = zeroblob(9) WHERE ledgerID = 1",
    "UPDATE call SET durationSeconds = durationSeconds + 1 WHERE id = 1",
    "UPDATE call SET startTime = NULL WHERE id = 2",
    "DELETE FROM event WHERE callRowID = 1",
    "UPDATE flag SET code = 'QC104' WHERE callRowID = 1",
    "UPDATE recording SET failure = 'x' WHERE id = 1",
    "UPDATE ledger SET failureChecksum = 1 WHERE id = 1",
    "PRAGMA foreign_keys = OFF; DELETE FROM recording WHERE id = 1",
    "DELETE FROM call WHERE id = 1",
  ])
  func `what does not fit together is found`(change: String) throws {
    try DatabaseQueue(path: file).writeWithoutTransaction { try $0.execute(sql: change) }
    #expect(try !store.inspect().isSound)
  }
}
