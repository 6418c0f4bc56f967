internal import CallDelivery
internal import CallPipeline
internal import CallTypes
@preconcurrency internal import Dispatch
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// Watches folders as long as the service runs.
struct FolderWatchService: Service {
  let watch: FolderWatch
  let manager: ServiceManager
  let onStopping: @Sendable () -> Void

  /// A call at work is finished within this time, or begun anew by the next start: systemd and container
  /// runtimes grow impatient after 10 s.
  private static let drainSeconds = 9.0

  func run() async throws {
    try await withGracefulShutdownHandler {
      // Cancelled where another service ended: that is no reason to go on alone, deaf to signals.
      try await withTaskCancellationHandler {
        try await watch.run()
      } onCancel: {
        watch.stop()
      }
    } onGracefulShutdown: {
      manager.stopping()
      onStopping()
      watch.stop()
      DispatchQueue.global().asyncAfter(deadline: .now() + Self.drainSeconds) {
        _exit(ExitStatus.interrupted.rawValue)
      }
    }
  }
}

/// Brings events to their destinations; ends after the watch, when what is due has been tried once more.
struct DeliveryService: Service {
  let couriers: [Courier]

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for courier in couriers { group.addTask { try await courier.run() } }
        do { while try await group.next() != nil {} } catch {
          for courier in couriers { courier.stop() }
          throw error
        }
      }
    } onGracefulShutdown: {
      for courier in couriers { courier.stop() }
    }
  }
}

/// Reads the settings anew at each SIGHUP.
struct ReloadService: Service {
  let reload: @Sendable () -> Void

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      reload()
    }
  }
}

/// Tells the service manager that all is well, and the log when it is not.
struct HeartbeatService: Service {
  let manager: ServiceManager
  let logger: Logger
  let figures: @Sendable () -> ServiceFigures

  /// How often the figures are looked at.
  private static let lookSeconds = 0.25
  /// How often the service manager hears of them, where it does not say.
  private static let tellSeconds = 10.0

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var (wasReady, wasLate) = (false, false)
      var toldAt: ContinuousClock.Instant?
      let interval = manager.watchdogSeconds.map { $0 / 3 } ?? Self.tellSeconds
      while !Task.isCancelled {
        let now = figures()
        if now.isReady && !wasReady {
          wasReady = true
          manager.ready()
          logger.info("ready", metadata: ["polling": "\(now.watch.isPolling)"])
        }
        if now.isLate != wasLate {
          wasLate = now.isLate
          logger.warning(
            wasLate ? "files wait for too long" : "files wait no longer",
            metadata: ["lag.seconds": "\(now.watch.lagSeconds)"])
        }
        if now.isHealthy, toldAt.map({ .now - $0 >= .seconds(interval) }) ?? true {
          toldAt = .now
          manager.alive(status(now))
        }
        // Cancelled by the shutdown.
        try? await Task.sleep(for: .seconds(Self.lookSeconds))
      }
    }
  }

  private func status(_ figures: ServiceFigures) -> String {
    let watch = figures.watch
    return "\(watch.reportCount) reports, \(watch.failureCount) failures, "
      + "\(watch.pendingCount + watch.queuedCount) files wait"
  }
}
