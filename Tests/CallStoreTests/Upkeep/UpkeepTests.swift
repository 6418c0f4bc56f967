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
    "PRAGMA foreign_keys = OFF; DELETE FROM recording WHERE id = 1",
    "DELETE FROM call WHERE id = 1",
  ])
  func `what does not fit together is found`(change: String) throws {
    try DatabaseQueue(path: file).writeWithoutTransaction { try $0.execute(sql: change) }
    #expect(try !store.inspect().isSound)
  }
}
