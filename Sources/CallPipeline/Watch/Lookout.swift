internal import CallStore
internal import CallTypes
internal import Foundation
internal import Logging
internal import Synchronization
internal import SystemPackage

/// The thread that waits: for the kernel's events, for files to settle, for the next listing.
struct Lookout {
  private let watch: FolderWatch
  private var inotify: Inotify?
  private var nextListing = 0.0
  /// Raised while a listing is at work.
  private let isListing = Flag()

  /// Between two looks at files that are due: many become due at the same time.
  private static let lookIntervalSeconds = 0.02
  /// The thread is seen at work this often, so that a service manager can tell when it hangs.
  private static let longestWaitSeconds = 2.0

  init(_ watch: FolderWatch) {
    self.watch = watch
    guard watch.request.pollSeconds == nil, !watch.request.roots.isEmpty else { return }
    do throws(Errno) { inotify = try Inotify() } catch {
      watch.fallBackToPolling(error)
    }
  }

  func run() {
    var lookout = self
    while !watch.state.withLock(\.isClosed) { lookout.step() }
    // A listing at work may still be adding watches.
    watch.listing.sync {}
  }

  private mutating func step() {
    let now = watch.clock.seconds
    let (nextCheck, isPolling) = watch.state.withLock { state in
      state.seenAt = now
      return (state.nextCheck, state.figures.isPolling)
    }
    if isPolling { inotify = nil }
    let untilCheck = nextCheck.map { max($0 - now, Self.lookIntervalSeconds) } ?? .infinity
    watch.wake.wait(
      orFor: inotify?.descriptor,
      seconds: min(untilCheck, max(0, nextListing - now), Self.longestWaitSeconds))
    readEvents()
    watch.lookAtDueFiles()
    watch.lookAtDueHalves()
    listIfDue()
  }

  private func readEvents() {
    guard let inotify else { return }
    while true {
      let events = inotify.events()
      if events.isEmpty { return }
      for event in events { take(event, inotify) }
    }
  }

  private func take(_ event: FolderEvent, _ inotify: Inotify) {
    switch event {
    case .file(let folder, let name): takeFile(folder, name)
    case .folder(let folder):
      guard !watch.patterns.isIgnored(folder.relative) else { return }
      watch.listing.async { [watch] in watch.list(folder, inotify, isWhole: false) }
    case .overflow:
      watch.state.withLock {
        $0.figures.overflowCount += 1
        $0.needsListing = true
      }
      watch.logger.warning("the kernel lost events; all folders are listed")
    case .removed(let folder):
      if folder.relative.isEmpty { watch.state.withLock { $0.needsListing = true } }
    }
  }

  private func takeFile(_ folder: WatchedFolder, _ name: FilePath.Component) {
    let path = folder.path.appending(name)
    switch watch.patterns.kind(of: folder.relative.appending(name)) {
    case .recording: watch.notice(path)
    case .sidecar: for recording in recordings(beside: path) { watch.notice(recording) }
    case .other: break
    }
  }

  private mutating func listIfDue() {
    let now = watch.clock.seconds
    let isWanted = watch.state.withLock {
      $0.needsListing && $0.hasRoom && now >= $0.noListingBefore
    }
    guard isWanted || now >= nextListing, !watch.request.roots.isEmpty || isWanted else {
      if watch.request.roots.isEmpty { nextListing = .infinity }
      return
    }
    // One at a time; one that is wanted meanwhile follows when this one has ended.
    guard isListing.raise() else {
      nextListing = max(nextListing, now + Self.lookIntervalSeconds)
      return
    }
    nextListing = now + watch.listingIntervalSeconds
    watch.state.withLock { $0.needsListing = false }
    watch.listing.async { [watch, inotify, isListing] in
      watch.listAll(inotify)
      isListing.lower()
      watch.wake.signal()
    }
  }
}
