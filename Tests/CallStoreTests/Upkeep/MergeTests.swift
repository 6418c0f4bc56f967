import CallStore
import CallTypes
import Foundation
import GRDB
import TestSupport
import Testing

struct MergeTests {
  private let folder: ScratchFolder
  private let store: CallStore

  init() throws {
    folder = try ScratchFolder()
    store = try CallStore.open(at: folder.path("all.sqlite"), now: { 100 })
  }

  private func other(
    _ name: String, at now: Double = 10, holding calls: [FinishedCall]
  ) throws -> CallStore {
    let other = try CallStore.open(at: folder.path(name), now: { now })
    try other.record(calls)
    return other
  }

  private func failed(_ name: String, content: String) -> FinishedCall {
    FinishedCall(
      identity: StoredSamples.identity(name), key: StoredSamples.key(content),
      outcome: .failure(StoredSamples.failure(name)))
  }

  private func withTracks(_ name: String, content: String) -> FinishedCall {
    var call = StoredSamples.finished(name, content: content)
    let tracks = CallTracks(durationSeconds: 60.25, channels: [], interchannelCorrelation: nil)
    call.tracks = KeptTracks(signal: "signal-1", archive: TrackArchive(tracks))
    return call
  }

  private func merge(_ others: [CallStore]) throws -> MergeSummary {
    try store.merge(others.map(\.file))
  }

  private func callIds() throws -> [String] {
    var ids: [String] = []
    try store.readOutcomes { ids.append($0.outcome.callId) }
    return ids
  }

  private func count(_ table: String) throws -> Int {
    try DatabaseQueue(path: folder.path("all.sqlite")).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
  }

  @Test func `ids in are ids out, with events, flags, tracks and failures`() throws {
    let first = try other(
      "1.sqlite", holding: [withTracks("a.wav", content: "a"), failed("x.wav", content: "x")])
    let second = try other(
      "2.sqlite",
      holding: [withTracks("b.wav", content: "b"), StoredSamples.finished("c.wav", content: "b")])
    let summary = try merge([first, second])
    #expect(summary.sourceCount == 4 && summary.addedCount == 4 && summary.replacedCount == 0)
    #expect(try callIds() == ["a.wav", "b.wav", "c.wav", "x.wav"])
    #expect(try count("event") == 3 && count("flag") == 3 && count("tracks") == 2)
    #expect(try store.inspect().isSound)
    #expect(try first.inspect().callCount == 1, "the others are left as they are")
  }

  @Test func `a second merge adds nothing`() throws {
    let first = try other("1.sqlite", holding: [withTracks("a.wav", content: "a")])
    #expect(try first.purge(.call(id: "none")) == 0)
    _ = try merge([first])
    let again = try merge([first])
    #expect(again.knownCount == 1 && again.addedCount == 0 && again.replacedCount == 0)
    #expect(try count("event") == 1 && count("tracks") == 1)
    #expect(try count("audit WHERE action LIKE 'purge%'") == 1)
  }

  @Test(arguments: [true, false])
  func `of two outcomes of one place the later stays`(isLaterFirst: Bool) throws {
    let early = try other(
      "1.sqlite", at: 10, holding: [StoredSamples.finished("a.wav", content: "old")])
    let late = try other(
      "2.sqlite", at: 20, holding: [StoredSamples.finished("a.wav", content: "new", modified: 2)])
    let summary = try merge(isLaterFirst ? [late, early] : [early, late])
    #expect(summary.addedCount == 1)
    #expect(summary.replacedCount == (isLaterFirst ? 0 : 1))
    var contents: [String?] = []
    try store.readOutcomes { stored in
      if case .report(let report) = stored.outcome { contents.append(report.file.sha256) }
    }
    #expect(contents == ["new"])
    #expect(try store.inspect().isSound && count("event") == 1)
  }

  @Test func `a report is worth more than a failure, whichever comes first`() throws {
    let failure = try other("1.sqlite", at: 20, holding: [failed("a.wav", content: "content-1")])
    let report = try other("2.sqlite", at: 10, holding: [StoredSamples.finished()])
    _ = try merge([failure, report])
    #expect(try store.statistics().callCount == 1)
    #expect(try store.statistics().failureCount == 0)
    _ = try merge([failure])
    #expect(try store.statistics().callCount == 1)
    #expect(try store.inspect().isSound)
  }

  @Test func `a call that is being listened to again is taken over as it was`() throws {
    let busy = try other("1.sqlite", holding: [StoredSamples.finished("a.wav", content: "a")])
    _ = try busy.claim(StoredSamples.key("a"), of: StoredSamples.identity("a.wav"), since: 50)
    #expect(try busy.statistics().claimedCount == 1)
    #expect(try merge([busy]).addedCount == 1)
    #expect(try store.statistics().callCount == 1 && store.statistics().claimedCount == 0)
    #expect(try store.inspect().isSound)
  }

  @Test func `a merged store counts what it holds`() throws {
    _ = try merge([
      try other(
        "1.sqlite",
        holding: [StoredSamples.finished("a.wav", content: "a"), failed("x", content: "x")])
    ])
    let found = try store.statistics()
    #expect(found.callCount == 1 && found.requiredCount == 1 && found.failureCount == 1)
    #expect(found.audioSeconds == 60.25 && found.meanPoints == 91.5)
    #expect(found.flaggedCounts == ["QC103": 1])
  }

  private func withEvent(
    _ name: String, id: String, to destinations: [String] = ["x"]
  ) -> FinishedCall {
    var call = StoredSamples.finished(name, content: name)
    call.event = OutboxEvent(
      id: id, payload: Array("{}".utf8), destinations: destinations)
    return call
  }

  private func waiting(_ destination: String = "x") throws -> [String] {
    try store.dueDeliveries(to: destination, limit: 100).map(\.eventID)
  }

  @Test func `what has not been told yet waits in the merged store, in its order`() throws {
    let other = try other(
      "1.sqlite",
      holding: [
        withEvent("a.wav", id: "told"), withEvent("b.wav", id: "open", to: ["x", "y"]),
        withEvent("c.wav", id: "late"),
      ])
    let first = try #require(try other.dueDeliveries(to: "x", limit: 1).first)
    try other.finishDeliveries([first.id])
    try other.post([OutboxEvent(id: "stalled", payload: [0x7B, 0x7D], destinations: ["x"])])
    try other.disable("y")
    _ = try merge([other])
    #expect(try waiting() == ["open", "late", "stalled"] && waiting("y") == ["open"])
    #expect(try store.dueDeliveries(to: "y", limit: 1).first?.payload == Array("{}".utf8))
    #expect(try store.isDisabled("y") && count("outbox") == 4)
    // What has been told is known: the same call, finished again, is not told again.
    try store.record([withEvent("a.wav", id: "told")])
    #expect(try waiting() == ["open", "late", "stalled"])
    // The event leaves with its file, as it does where it was made.
    #expect(try store.purge(.call(id: "b.wav")) == 1)
    #expect(try waiting() == ["late", "stalled"])
    #expect(try store.inspect().isSound)
  }

  @Test func `an event that both stores know is as this one knows it`() throws {
    let other = try other("1.sqlite", holding: [withEvent("a.wav", id: "a")])
    _ = try merge([other])
    try store.finishDeliveries(try store.dueDeliveries(to: "x", limit: 9).map(\.id))
    _ = try merge([other])
    #expect(try waiting().isEmpty && count("outbox") == 1)
  }

  @Test func `a failure that was tried again is told under its next id after a merge`() throws {
    var failure = failed("x.wav", content: "x")
    failure.event = OutboxEvent(id: "e", payload: [0x7B, 0x7D], destinations: ["x"])
    let other = try other("1.sqlite", holding: [failure])
    for _ in 0..<2 {
      #expect(try other.retryFailures() == 1)
      try other.record([failure])
    }
    _ = try merge([other])
    #expect(try waiting() == ["e", "e-1", "e-2"])
    #expect(try store.retryFailures() == 1)
    try store.record([failure])
    #expect(try waiting() == ["e", "e-1", "e-2", "e-3"])
  }

  @Test func `a store that is merged is only read, and nothing is left of the copy`() throws {
    let sealed = try ScratchFolder()
    let path = sealed.path("1.sqlite")
    do {
      let other = try CallStore.open(at: path, now: { 10 })
      try other.record([withTracks("a.wav", content: "a"), failed("x.wav", content: "x")])
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(chmod(path, 0o444) == 0 && chmod(sealed.path, 0o555) == 0)
    defer { chmod(sealed.path, 0o755) }
    #expect(try store.merge([path]).addedCount == 2)
    #expect(try callIds() == ["a.wav", "x.wav"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try sealed.names() == ["1.sqlite"])
    #expect(try folder.names().allSatisfy { !$0.contains("merging") })
  }

  @Test(arguments: 1...SavedStores.all.count)
  func `a store of an earlier version is merged as it is`(version: Int) throws {
    let path = folder.path("old.sqlite")
    let database = try DatabaseQueue(path: path)
    try database.write { db in
      try db.execute(sql: SavedStores.all[version - 1])
      try db.execute(
        sql: "PRAGMA application_id = \(0x4353_4654); PRAGMA user_version = \(version)")
    }
    try database.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try store.merge([path]).addedCount == 2)
    #expect(try callIds() == ["good.wav", "bad.wav"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func `what is no store is not merged`() throws {
    let path = try folder.write("a letter about something else", as: "letter.txt")
    #expect(throws: CallStoreError.notAStore(file: path)) { try store.merge([path]) }
    #expect(try folder.names().allSatisfy { !$0.contains("merging") })
  }
}
