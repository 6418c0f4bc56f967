internal import CallTypes
internal import SystemPackage

/// All that changes in a watch, under one lock; pure but for the files that it is told about.
struct WatchState: Sendable {
  var tracker: SettleTracker
  var halves = AwaitedHalves()
  var ready = OldestFirst()
  var analyzer: CallAnalyzer
  var figures = WatchFigures()
  /// When each file at work was found to be finished.
  var workingSince: [FilePath: Double] = [:]
  /// Inputs that were announced with what is known about them.
  var announced: [FilePath: CallInput] = [:]
  /// Whether files were left out for want of room, or events lost.
  var needsListing = true
  /// No listing begins before, as the store refused.
  var noListingBefore = 0.0
  var isClosed = false
  /// When the thread that waits for events was last seen at work.
  var seenAt = 0.0

  private let limitCount: Int

  init(tracker: SettleTracker, analyzer: CallAnalyzer) {
    self.tracker = tracker
    self.analyzer = analyzer
    limitCount = tracker.rules.limitCount
  }

  /// How many more files can be taken in.
  var room: Int {
    max(0, limitCount - tracker.count - halves.count - ready.count - workingSince.count)
  }

  /// When a file or a half is to be looked at next; `nil` = none is waited for.
  var nextCheck: Double? { [tracker.nextCheck, halves.nextDue].compactMap(\.self).min() }

  /// Whether enough has been done that it is worth while to look for what was left out.
  var hasRoom: Bool { room >= (limitCount + 1) / 2 }

  /// Takes a file in; where there is no room it is left to a later listing.
  mutating func notice(
    _ path: FilePath, _ sight: FileSight, isAnnounced: Bool = false, at now: Double
  ) {
    guard !isClosed else { return }
    if room == 0 || !tracker.notice(path, sight, isAnnounced: isAnnounced, at: now) {
      needsListing = true
    }
  }

  /// Hands out the oldest finished file.
  mutating func takeReady() -> ReadyFile? {
    guard !isClosed, let file = ready.popOldest() else { return nil }
    workingSince[file.input.path] = file.readyAt
    return file
  }

  /// Counts a file that was done.
  mutating func count(_ outcome: CallOutcome, latencySeconds: Double) {
    figures.latency.add(latencySeconds)
    switch outcome {
    case .failure: figures.failureCount += 1
    case .report(let report):
      figures.reportCount += 1
      figures.flaggedCount += report.review.required ? 1 : 0
      figures.audioSeconds += report.audio.durationSeconds
    }
  }

  /// The figures of this moment.
  func figures(at now: Double) -> WatchFigures {
    var figures = figures
    figures.pendingCount = tracker.count + halves.count
    figures.queuedCount = ready.count
    figures.workingCount = workingSince.count
    let first = [ready.earliestReadyAt, workingSince.values.min()].compactMap(\.self).min()
    figures.lagSeconds = first.map { max(0, now - $0) } ?? 0
    figures.silenceSeconds = now - seenAt
    return figures
  }
}
