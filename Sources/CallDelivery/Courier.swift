public import CallPipeline
public import CallStore
internal import Synchronization

/// What has been brought to a destination.
public struct CourierFigures: Hashable, Sendable {
  /// Events that arrived.
  public var deliveredCount = 0
  /// Attempts that came to nothing.
  public var failedCount = 0
  /// Whether the destination wants no more.
  public var isDisabled = false
}

/// Brings the events that wait in the store to one destination, each at least once, in their order as far as
/// they are taken.
///
/// A destination that takes nothing is left alone for a while as a whole, so that what waits for it does not
/// use up its attempts; an event that alone is refused holds up no other.
public final class Courier: Sendable {
  private struct State {
    var figures = CourierFigures()
    var isStopping = false
    var isClosed = false
    /// When the destination may be tried again, in seconds since 1970.
    var pausedUntil = 0.0
  }

  /// Where events are brought to.
  public let destination: any EventDestination
  private let store: CallStore
  private let schedule: RetrySchedule
  private let now: @Sendable () -> Double
  /// Called with the cause of an attempt that came to nothing.
  private let didFail: @Sendable (String) -> Void
  private let wakeup: Wakeup
  private let state = Mutex(State())

  /// A destination that takes nothing is asked again after this time at the latest, unless it said when.
  private static let longestPauseSeconds = 30.0
  /// After this time at the latest it is looked whether `callsift retry` has brought anything forward, or
  /// taken a destination back that wanted no more.
  private static let longestWaitSeconds = 60.0
  /// A destination that asks for no wait at all is not run down either.
  private static let shortestPauseSeconds = 1.0
  /// A store that refuses is asked again after this time.
  private static let storeWaitSeconds = 2.0

  /// Engages a courier.
  ///
  /// - Parameters:
  ///   - now: Seconds since 1970, by the clock of the store.
  ///   - clock: What waits go by.
  ///   - didFail: Called with the cause of an attempt that came to nothing.
  public init(
    to destination: any EventDestination, from store: CallStore, settings: DeliverySettings,
    now: @escaping @Sendable () -> Double, clock: any Clock<Duration> = ContinuousClock(),
    didFail: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.destination = destination
    self.store = store
    schedule = RetrySchedule(settings)
    self.now = now
    self.didFail = didFail
    wakeup = Wakeup(clock: clock)
  }

  /// Says that events have been posted.
  public func wake() { wakeup.signal() }

  /// Makes one more round, and no other.
  public func stop() {
    state.withLock { $0.isStopping = true }
    wakeup.signal()
  }

  /// What has been done.
  public var figures: CourierFigures { state.withLock(\.figures) }

  /// Brings events until `stop` is called.
  ///
  /// - Throws: `CallDeliveryError.outputClosed` when the destination is gone.
  public func run() async throws(CallDeliveryError) {
    while true {
      let isLast = state.withLock(\.isStopping)
      var waitSeconds: Double?
      do throws(CallStoreError) {
        while try await deliverBatch(), mayGoOn {}
        if isLast { return }
        waitSeconds = try secondsToNextAttempt()
      } catch {
        if isLast { return }
        didFail("the store refuses")
        waitSeconds = Self.storeWaitSeconds
      }
      if waitSeconds != nil || state.withLock(\.figures.isDisabled) {
        waitSeconds = min(waitSeconds ?? .infinity, Self.longestWaitSeconds)
      }
      if state.withLock(\.isClosed) { throw .outputClosed }
      await wakeup.wait(seconds: waitSeconds)
    }
  }

  /// What is asked to stop ends after a batch; lines of standard output cost nothing and are all written.
  private var mayGoOn: Bool { destination.kind == .stdout || !state.withLock(\.isStopping) }

  private func secondsToNextAttempt() throws(CallStoreError) -> Double? {
    let next = try store.backlog(of: destination.name).nextAttemptAt
    return next.map { max(0.01, max($0, state.withLock(\.pausedUntil)) - now()) }
  }

  /// Tries the deliveries whose time has come.
  ///
  /// - Returns: Whether there may be more of them.
  private func deliverBatch() async throws(CallStoreError) -> Bool {
    guard now() >= state.withLock(\.pausedUntil) else { return false }
    let isDisabled = try store.isDisabled(destination.name)
    state.withLock { $0.figures.isDisabled = isDisabled }
    if isDisabled { return false }
    let due = try store.dueDeliveries(to: destination.name, limit: destination.batchCount)
    guard !due.isEmpty else { return false }
    let results = await destination.deliver(due)
    // First of all, as what follows may fail: what arrived is not sent again.
    let delivered = zip(due, results).filter { $0.1 == .delivered }.map(\.0.id)
    try store.finishDeliveries(delivered)
    state.withLock { $0.figures.deliveredCount += delivered.count }
    for (delivery, result) in zip(due, results) {
      switch result {
      case .delivered: break
      case .refused(let cause): try postpone(delivery, cause, retryAfterSeconds: nil)
      case .unavailable(let cause, let seconds):
        let delaySeconds = try postpone(delivery, cause, retryAfterSeconds: seconds)
        let pauseSeconds =
          seconds == nil ? min(delaySeconds, Self.longestPauseSeconds) : delaySeconds
        state.withLock { $0.pausedUntil = max($0.pausedUntil, now() + pauseSeconds) }
      case .disabled:
        try store.disable(destination.name)
        didFail("the destination wants no more")
      case .closed: state.withLock { $0.isClosed = true }
      }
    }
    return !state.withLock(\.isClosed)
  }

  @discardableResult
  private func postpone(
    _ delivery: Delivery, _ cause: String, retryAfterSeconds: Double?
  ) throws(CallStoreError) -> Double {
    var generator = SystemRandomNumberGenerator()
    let delaySeconds =
      retryAfterSeconds.map { max($0, Self.shortestPauseSeconds) }
      ?? schedule.delaySeconds(afterAttempts: delivery.attemptCount, using: &generator)
    state.withLock { $0.figures.failedCount += 1 }
    didFail(cause)
    try store.postponeDelivery(delivery.id, until: now() + delaySeconds)
    return delaySeconds
  }
}
