internal import Synchronization

/// Lets one task wait until there is something to do.
final class Wakeup: Sendable {
  private struct State {
    var isSignalled = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  private let clock: any Clock<Duration>

  init(clock: any Clock<Duration>) { self.clock = clock }

  /// Ends the wait of now, or the next one.
  func signal() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.waiter == nil { state.isSignalled = true }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Waits for a signal, at most for so long; `nil` = for ever.
  func wait(seconds: Double?) async {
    let timer = seconds.map { seconds in
      Task {
        // Cancelled when the signal was first.
        guard (try? await clock.sleep(for: .seconds(seconds))) != nil else { return }
        signal()
      }
    }
    await withCheckedContinuation { continuation in
      let isSignalled = state.withLock { state in
        defer { state.isSignalled = false }
        if !state.isSignalled { state.waiter = continuation }
        return state.isSignalled
      }
      if isSignalled { continuation.resume() }
    }
    timer?.cancel()
  }
}
