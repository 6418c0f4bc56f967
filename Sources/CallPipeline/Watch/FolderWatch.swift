public import CallStore
internal import Foundation
public import Logging
internal import Synchronization
public import SystemPackage

/// Folders that are watched for finished recordings: each is analysed once and recorded in the store, with
/// the event that tells about it.
///
/// A thread of its own waits for the kernel's events and for times, and looks at files; `jobCount` tasks
/// analyse. What is to be done lies on the disk and in the store: a kill at any moment loses nothing.
public final class FolderWatch: Sendable {
  /// What a watch is asked to do.
  public struct Request: Sendable {
    /// Folders; none where files are announced only.
    public var roots: [FilePath] = []
    /// Lists the folders so often and lets nothing be told by the kernel; `nil` = inotify.
    public var pollSeconds: Double?
    /// Calls at a time.
    public var jobCount = 1
    /// Glob patterns of what is left out.
    public var exclusions: [String] = []
    /// Whether tracks are kept for `rescore`.
    public var keepsTracks = true
    /// How a content is tried over which processes have ended; `nil` = not at all.
    public var trial: RecordingTrial?
    /// Who is told what.
    public var plan = EventPlan()

    /// Asks for nothing.
    public init() {}
  }

  let request: Request
  let scanStore: ScanStore
  let logger: Logger
  /// Called when events have been posted.
  let didPost: @Sendable () -> Void
  let clock = WatchClock()
  let state: Mutex<WatchState>
  private let waiters = Mutex<[CheckedContinuation<ReadyFile?, Never>]>([])
  let wake: WakePipe
  let listing = DispatchQueue(label: "callsift.listing", qos: .utility)

  /// Prepares a watch.
  ///
  /// - Parameter didPost: Called when events have been posted.
  /// - Throws: `Errno` when the system gives no pipe.
  public init(
    _ request: Request, analyzer: CallAnalyzer, keptIn store: CallStore, logger: Logger,
    didPost: @escaping @Sendable () -> Void
  ) throws(Errno) {
    self.request = request
    scanStore = ScanStore(store, keepsTracks: request.keepsTracks, trial: request.trial)
    self.logger = logger
    self.didPost = didPost
    wake = try WakePipe()
    let rules = Self.rules(analyzer.settings.watch, isPolling: request.pollSeconds != nil)
    var state = WatchState(tracker: SettleTracker(rules: rules), analyzer: analyzer)
    state.figures.isPolling = request.pollSeconds != nil
    self.state = Mutex(state)
  }

  static func rules(_ settings: WatchSettings, isPolling: Bool) -> SettleTracker.Rules {
    SettleTracker.Rules(
      settleSeconds: isPolling ? settings.pollingSettleSeconds : settings.settleSeconds,
      deadlineSeconds: settings.deadlineSeconds,
      sidecarWaitSeconds: settings.sidecarWaitSeconds, limitCount: settings.pendingLimitCount)
  }

  /// Watches until `stop` is called, then finishes the calls at work.
  ///
  /// - Throws: `CallStoreError` when the store is lost.
  public func run() async throws {
    let executor = AnalysisExecutor()
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await self.runLookout() }
        for _ in 0..<max(1, request.jobCount) {
          group.addTask(executorPreference: executor) { try await self.work() }
        }
        do { while try await group.next() != nil {} } catch {
          // The others end as if they had been asked to; the first error is the one that matters.
          stop()
          throw error
        }
      }
    } catch {
      try? scanStore.store.releaseClaims()
      throw error
    }
    try scanStore.store.releaseClaims()
  }

  private func runLookout() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        Lookout(self).run()
        continuation.resume()
      }
    }
  }

  /// Begins nothing new; what is at work is finished.
  public func stop() {
    state.withLock { $0.isClosed = true }
    wake.signal()
    for waiter in waiters.withLock({
      let all = $0
      $0 = []
      return all
    }) {
      waiter.resume(returning: nil)
    }
  }

  /// Goes on with other settings, and looks at all files again: under other settings they are other work.
  public func use(_ analyzer: CallAnalyzer) {
    state.withLock {
      $0.analyzer = analyzer
      $0.tracker.rules = Self.rules(analyzer.settings.watch, isPolling: $0.figures.isPolling)
      $0.needsListing = true
    }
    wake.signal()
  }

  /// The settings of now; not to be asked for under the lock.
  var settings: WatchSettings { state.withLock(\.analyzer.settings.watch) }

  /// What is left out, by the settings of now.
  var patterns: WatchPatterns {
    WatchPatterns(ignored: settings.ignoredNames + request.exclusions)
  }

  /// Takes in a call that somebody says to be there. Twice is as good as once, and it may appear later.
  public func announce(_ input: CallInput) {
    let files = input.files.map { (path: $0, sight: fileSight(of: $0)) }
    state.withLock { state in
      for file in files {
        state.announced[file.path] = input
        state.notice(file.path, file.sight, isAnnounced: true, at: clock.seconds)
      }
    }
    wake.signal()
  }

  /// How many announced files can be taken in now.
  public var room: Int { state.withLock(\.room) }

  /// Whether there are folders to be watched.
  public var watchesFolders: Bool { !request.roots.isEmpty }

  /// Whether nothing is waited for or at work.
  public var isIdle: Bool {
    state.withLock {
      $0.tracker.count + $0.halves.count + $0.ready.count + $0.workingSince.count == 0
    }
  }

  /// What has been done, and what is to be done.
  public var figures: WatchFigures { state.withLock { $0.figures(at: clock.seconds) } }
}

extension FolderWatch {
  /// The next finished file; `nil` when the watch ends.
  func next() async -> ReadyFile? {
    await withCheckedContinuation { continuation in
      // Under one lock with `handOut`, so that no file is put between the look and the wait.
      waiters.withLock { waiters in
        let (file, isClosed) = state.withLock { ($0.takeReady(), $0.isClosed) }
        if file != nil || isClosed {
          continuation.resume(returning: file)
        } else {
          waiters.append(continuation)
        }
      }
    }
  }

  /// Gives finished files to those who wait for some.
  func handOut() {
    waiters.withLock { waiters in
      while let waiter = waiters.last {
        guard let file = state.withLock({ $0.takeReady() }) else { return }
        waiters.removeLast()
        waiter.resume(returning: file)
      }
    }
  }
}

/// Seconds since the watch began, by a clock that is not set.
struct WatchClock: Sendable {
  private let start = ContinuousClock.now

  var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
