import CallDelivery
import CallPipeline
import CallStore
import Synchronization
import TestSupport
import Testing

/// A destination that answers as it is told, and a clock that moves when somebody waits.
private final class Scripted: EventDestination {
  let name = "scripted"
  let kind = DestinationKind.webhook
  let batchCount: Int
  /// Seconds since 1970.
  let seconds = Mutex(1000.0)
  private let attempts = Mutex<[(event: String, at: Double)]>([])
  private let answer: @Sendable (Delivery, Int, Double) -> DeliveryResult

  /// - Parameter answer: By delivery, number of the attempt to the destination, and time.
  init(
    batchCount: Int = 1, _ answer: @escaping @Sendable (Delivery, Int, Double) -> DeliveryResult
  ) {
    self.batchCount = batchCount
    self.answer = answer
  }

  var made: [(event: String, at: Double)] { attempts.withLock { $0 } }

  func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    let now = seconds.withLock { $0 }
    return deliveries.map { delivery in
      let number = attempts.withLock { attempts in
        attempts.append((delivery.eventID, now))
        return attempts.count
      }
      return answer(delivery, number, now)
    }
  }
}

/// Moves on at once when somebody sleeps: no test waits.
private struct JumpingClock: Clock {
  let scripted: Scripted
  var now: ContinuousClock.Instant { .now }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    let seconds = max(0, (deadline - .now) / .seconds(1))
    try Task.checkCancellation()
    scripted.seconds.withLock { $0 += seconds + 0.001 }
  }
}

struct CourierTests {
  /// Brings so many events there and gives what was left when all was quiet.
  private func run(
    _ scripted: Scripted, events: Int, settings: DeliverySettings = DeliverySettings(),
    until isDone: @escaping @Sendable (CallStore, Courier) throws -> Bool
  ) async throws -> CallStore {
    let store = try CallStore.inMemory(now: { scripted.seconds.withLock { $0 } })
    try store.post(
      (0..<events).map {
        OutboxEvent(id: "e\($0)", payload: [0x7B, 0x7D], destinations: [scripted.name])
      })
    let courier = Courier(
      to: scripted, from: store, settings: settings,
      now: { scripted.seconds.withLock { $0 } }, clock: JumpingClock(scripted: scripted))
    let running = Task { try await courier.run() }
    while try !isDone(store, courier) { await Task.yield() }
    courier.stop()
    try await running.value
    return store
  }

  private static func isEmpty(_ store: CallStore, _ courier: Courier) throws -> Bool {
    try store.backlog(of: courier.destination.name).waitingCount == 0
  }

  @Test func `events arrive once each, in order`() async throws {
    let scripted = Scripted(batchCount: 7) { _, _, _ in .delivered }
    _ = try await run(scripted, events: 20, until: Self.isEmpty)
    #expect(scripted.made.map(\.event) == (0..<20).map { "e\($0)" })
  }

  @Test func `a receiver that is down is asked ever more seldom, and gets all when it is back`()
    async throws
  {
    let scripted = Scripted { _, _, now in now < 1300 ? .unavailable("down") : .delivered }
    var settings = DeliverySettings()
    settings.jitterRatio = 0
    _ = try await run(scripted, events: 3, settings: settings, until: Self.isEmpty)
    let failed = scripted.made.filter { $0.at < 1300 }
    // One attempt at a time: never all three at once, and none of them uses up its patience alone.
    #expect(failed.count >= 5 && failed.count <= 20, "\(failed)")
    let waits = zip(failed, failed.dropFirst()).map { $1.at - $0.at }
    // 5 s, 15 s, 45 s, 135 s for one event alone; with others that wait, half a minute at most.
    #expect(waits.allSatisfy { $0 >= 4.9 && $0 <= 46 }, "\(waits)")
    #expect(Set(scripted.made.filter { $0.at >= 1300 }.map(\.event)).count == 3)
  }

  @Test func `Retry-After is kept to`() async throws {
    let scripted = Scripted { _, number, _ in
      number == 1 ? .unavailable("429", retryAfterSeconds: 600) : .delivered
    }
    _ = try await run(scripted, events: 2, until: Self.isEmpty)
    let times = scripted.made.map(\.at)
    #expect(times[0] < 1001 && times[1] >= 1600, "\(times)")
  }

  @Test func `a receiver that asks for no wait at all is not run down`() async throws {
    let scripted = Scripted { _, number, _ in
      number < 5 ? .unavailable("503", retryAfterSeconds: 0) : .delivered
    }
    _ = try await run(scripted, events: 1, until: Self.isEmpty)
    let times = scripted.made.map(\.at)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 1 }, "\(times)")
  }

  @Test func `an event that is refused holds up no other`() async throws {
    let scripted = Scripted { delivery, _, now in
      delivery.eventID == "e0" && now < 5000 ? .refused("400") : .delivered
    }
    _ = try await run(scripted, events: 5, until: Self.isEmpty)
    let others = scripted.made.filter { $0.event != "e0" }
    #expect(others.map(\.event) == ["e1", "e2", "e3", "e4"])
    #expect(others.allSatisfy { $0.at < 1001 })
    #expect(scripted.made.last?.event == "e0")
  }

  @Test func `who wants no more is asked no more`() async throws {
    let scripted = Scripted { _, number, _ in number == 2 ? .disabled : .delivered }
    let store = try await run(scripted, events: 5) { _, courier in courier.figures.isDisabled }
    #expect(scripted.made.count == 2)
    #expect(try store.isDisabled("scripted"))
    #expect(try store.backlog(of: "scripted").waitingCount == 4)
  }

  @Test func `who is taken back into service is asked again`() async throws {
    let scripted = Scripted { _, number, _ in number == 1 ? .disabled : .delivered }
    _ = try await run(scripted, events: 3) { store, courier in
      if courier.figures.isDisabled { _ = try store.retryDeliveries() }
      return try Self.isEmpty(store, courier)
    }
    #expect(scripted.made.map(\.event) == ["e0", "e0", "e1", "e2"])
  }

  @Test func `a closed output ends the courier`() async throws {
    let scripted = Scripted { _, _, _ in .closed }
    await #expect(throws: CallDeliveryError.outputClosed) {
      _ = try await run(scripted, events: 1) { _, _ in !scripted.made.isEmpty }
    }
  }
}

struct RetryScheduleTests {
  @Test func `waits grow from 5 s to a day`() {
    var settings = DeliverySettings()
    settings.jitterRatio = 0
    let schedule = RetrySchedule(settings)
    var generator = SeededGenerator(seed: 1)
    let delays = (0..<12).map { schedule.delaySeconds(afterAttempts: $0, using: &generator) }
    #expect(delays[..<4] == [5, 15, 45, 135])
    #expect(delays[10...] == [86_400, 86_400])
    #expect(schedule.delaySeconds(afterAttempts: .max, using: &generator) == 86_400)
  }

  @Test func `waits differ by the jitter, and never pass the longest`() {
    let schedule = RetrySchedule(DeliverySettings())
    var generator = SeededGenerator(seed: 1)
    let delays = (0..<1000).map { _ in schedule.delaySeconds(afterAttempts: 1, using: &generator) }
    #expect(delays.allSatisfy { (12.0...18.0).contains($0) })
    #expect(Set(delays).count > 900)
    for _ in 0..<100 {
      #expect(schedule.delaySeconds(afterAttempts: 50, using: &generator) <= 86_400)
    }
  }
}
