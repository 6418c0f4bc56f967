import CallStore
import CallTypes
import GRDB
import Synchronization
import TestSupport
import Testing

struct OutboxTests {
  private let store: CallStore

  /// A clock that the tests set.
  private final class Time: Sendable {
    let seconds = Mutex(100.0)
  }

  private let time = Time()

  init() throws {
    store = try CallStore.inMemory(now: { [time] in time.seconds.withLock { $0 } })
  }

  private func event(_ id: String, _ destinations: [String] = ["x"]) -> OutboxEvent {
    OutboxEvent(id: id, payload: Array("{\"id\":\"\(id)\"}".utf8), destinations: destinations)
  }

  private func finished(_ name: String, _ event: OutboxEvent?) -> FinishedCall {
    var call = StoredSamples.finished(name, content: name)
    call.event = event
    return call
  }

  private func due(_ destination: String = "x") throws -> [String] {
    try store.dueDeliveries(to: destination, limit: 100).map(\.eventID)
  }

  @Test func `an event is due at each of its destinations, in order, and done one by one`() throws {
    for id in ["a", "b", "c"] {
      try store.record([finished(id, event(id, ["x", "y"]))])
    }
    #expect(try due() == ["a", "b", "c"] && due("y") == ["a", "b", "c"])
    let first = try #require(try store.dueDeliveries(to: "x", limit: 1).first)
    #expect(first.payload == event("a").payload && first.createdAt == 100)
    try store.finishDeliveries([first.id])
    #expect(try due() == ["b", "c"] && due("y") == ["a", "b", "c"])
    #expect(try store.awaitedDestinations() == ["x", "y"])
  }

  @Test func `an event that was told everywhere is known by its id only, and posted once`() throws {
    try store.post([event("a"), event("a")])
    try store.finishDeliveries(try store.dueDeliveries(to: "x", limit: 9).map(\.id))
    try store.post([event("a")])
    #expect(try due() == [])
    #expect(try store.backlog(of: "x").waitingCount == 0)
  }

  @Test func `an event for nobody is noted`() throws {
    try store.post([event("a", [])])
    try store.post([event("a")])
    #expect(try due() == [])
  }

  @Test func `what was postponed is due at its time`() throws {
    try store.post([event("a"), event("b")])
    let first = try #require(try store.dueDeliveries(to: "x", limit: 1).first)
    try store.postponeDelivery(first.id, until: 200)
    #expect(try due() == ["b"])
    let backlog = try store.backlog(of: "x")
    #expect(
      backlog == OutboxBacklog(waitingCount: 2, oldestCreatedAt: 100, nextAttemptAt: 100))
    time.seconds.withLock { $0 = 200 }
    #expect(try due() == ["a", "b"])
    #expect(try store.dueDeliveries(to: "x", limit: 1).first?.attemptCount == 1)
  }

  @Test func `a destination that was given up is tried again when asked for`() throws {
    try store.post([event("a")])
    let first = try #require(try store.dueDeliveries(to: "x", limit: 1).first)
    try store.postponeDelivery(first.id, until: 10_000)
    try store.disable("x")
    #expect(try store.isDisabled("x") && !store.isDisabled("y"))
    #expect(try store.retryDeliveries() == 1)
    #expect(try !store.isDisabled("x"))
    #expect(try due() == ["a"])
  }

  @Test func `record and event are one: neither is there without the other`() throws {
    try store.record([finished("a", event("a"))])
    let identity = StoredSamples.identity("a")
    #expect(try store.isReported(identity, under: StoredSamples.terms))
    #expect(try due() == ["a"])
    let other = AnalysisTerms(fingerprint: "settings-2", declaration: "declared-1")
    #expect(try !store.isReported(identity, under: other))
    #expect(
      try !store.isReported(StoredSamples.identity("a", modified: 2), under: StoredSamples.terms))
  }

  @Test func `a failure is settled when it was told, and tried again when asked for`() throws {
    let failed = FinishedCall(
      identity: StoredSamples.identity(), key: StoredSamples.key(),
      outcome: .failure(StoredSamples.failure()))
    try store.record([failed])
    let identity = StoredSamples.identity()
    #expect(try !store.isReported(identity, under: StoredSamples.terms))
    try store.post(event("a"), of: StoredSamples.key(), heldBy: identity)
    #expect(try store.isReported(identity, under: StoredSamples.terms))
    #expect(try store.retryFailures() == 1)
    #expect(try !store.isReported(identity, under: StoredSamples.terms))
    // The same failure again is another event: somebody asked.
    var again = failed
    again.event = event("a")
    try store.record([again])
    #expect(try due() == ["a", "a-1"])
  }

  @Test func `what is purged is told no more`() throws {
    try store.record([finished("a", event("a")), finished("b", event("b"))])
    #expect(try store.purge(.call(id: "a")) == 1)
    #expect(try due() == ["b"])
  }

  @Test func `what is purged by date takes failures with it`() throws {
    try store.post([event("old")])
    time.seconds.withLock { $0 = 1e9 }
    try store.post([event("new")])
    _ = try store.purge(.before(date: "2001-01-01"))
    #expect(try due() == ["new"])
  }
}
