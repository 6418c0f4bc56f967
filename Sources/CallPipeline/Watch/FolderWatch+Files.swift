internal import AudioDecoding
internal import CallStore
internal import CallTypes
internal import Foundation
internal import Logging
internal import Synchronization
internal import SystemPackage

extension FolderWatch {
  /// How long until the next listing.
  var listingIntervalSeconds: Double {
    let settings = settings
    guard state.withLock(\.figures.isPolling) else { return settings.reconcileSeconds }
    return request.pollSeconds ?? settings.fallbackPollSeconds
  }

  /// Takes in a file that something happened to.
  func notice(_ path: FilePath) {
    let sight = fileSight(of: path)
    state.withLock { $0.notice(path, sight, at: clock.seconds) }
  }

  /// Looks at all files whose time has come, and queues those that are finished.
  func lookAtDueFiles() {
    let due = state.withLock { $0.tracker.due(at: clock.seconds) }
    guard !due.isEmpty else { return }
    var groups: Set<PairGroup> = []
    for path in due {
      if let group = judge(path, fileSight(of: path)) { groups.insert(group) }
    }
    // When all are looked at, as a third file may belong to them.
    for group in groups { decide(group, isWaitOver: false) }
    handOut()
  }

  /// - Returns: The group of halves in which a finished file waits.
  private func judge(_ path: FilePath, _ sight: FileSight) -> PairGroup? {
    let now = clock.seconds
    var group: PairGroup?
    let (verdict, announced) = state.withLock { state in
      let verdict = state.tracker.judge(path, sight, at: now)
      let announced = state.announced[path]
      switch verdict {
      case .settled(let stamp):
        state.announced[path] = nil
        let input = announced ?? input(at: path)
        group = takeFinished(
          FinishedFile(path: path, input: input, stamp: stamp), &state, at: now)
      case .gone: state.announced[path] = nil
      case .stalled:
        state.figures.stalledCount += 1
        if !state.tracker.waits(for: path) { state.announced[path] = nil }
      case .waits: break
      }
      return (verdict, announced)
    }
    if verdict == .stalled { tellStalled(announced ?? input(at: path), sight) }
    return group
  }

  /// The file as a scan of the watched folder names it; below several folders by its whole path.
  func input(at path: FilePath) -> CallInput {
    let roots = request.roots
    guard roots.count == 1, let root = roots.first else {
      return CallInput(path: path, displayPath: displayText(of: path))
    }
    var below = path
    guard below.removePrefix(root) else {
      return CallInput(path: path, displayPath: displayText(of: path))
    }
    return CallInput(path: path, displayPath: displayText(of: below))
  }

  /// Goes on by listing folders, because the kernel gives no more watches.
  func fallBackToPolling(_ reason: Errno) {
    let settings = settings
    let isFirst = state.withLock { state in
      guard !state.figures.isPolling else { return false }
      state.figures.isPolling = true
      state.tracker.rules = Self.rules(settings, isPolling: true)
      state.needsListing = true
      return true
    }
    guard isFirst else { return }
    logger.warning(
      "the kernel gives no more watches; folders are polled: raise fs.inotify.max_user_watches",
      metadata: [
        "error.number": "\(reason.rawValue)",
        "poll.seconds": "\(settings.fallbackPollSeconds)",
      ])
    wake.signal()
  }
}

extension FolderWatch {
  /// Lists all folders, and takes in what has not been reported.
  func listAll(_ inotify: Inotify?) {
    var isWhole = true
    for root in request.roots {
      isWhole = list(WatchedFolder(root: root, relative: ""), inotify, isWhole: true) && isWhole
    }
    state.withLock {
      $0.figures.listingCount += 1
      $0.figures.isReady = isWhole
    }
    if !isWhole { logger.warning("a watched folder cannot be read") }
  }

  /// Lists a folder; each is watched before it is listed, so that nothing appears unseen in between.
  ///
  /// - Parameter isWhole: Whether it is a listing of everything, which says how the store is.
  /// - Returns: Whether the folder is there and could be read.
  @discardableResult
  func list(_ folder: WatchedFolder, _ inotify: Inotify?, isWhole: Bool) -> Bool {
    let listing = FolderListing(
      of: folder.path, excluding: patterns.ignored,
      entering: { below in
        guard let inotify else { return }
        let relative =
          below.isEmpty
          ? folder.relative
          : folder.relative.isEmpty ? below : folder.relative.pushing(below)
        self.add(WatchedFolder(root: folder.root, relative: relative), to: inotify)
      },
      where: hasRecordingExtension)
    let inputs = listing.recordings.lazy.map { self.input(at: folder.path.pushing($0)) }
    let analyzer = state.withLock(\.analyzer)
    do throws(CallStoreError) {
      if analyzer.naming.readsNames {
        var calls = InputListing(inputs: Array(inputs), failures: [])
        calls.readNames(with: analyzer)
        try takeOldest(of: calls.inputs)
      } else {
        try takeOldest(of: inputs)
      }
      if isWhole { noteStore(isSound: true) }
    } catch {
      // The next listing finds them again.
      noteStore(isSound: false)
      state.withLock {
        $0.needsListing = true
        $0.noListingBefore = clock.seconds + Self.storeWaitSeconds
      }
    }
    wake.signal()
    return isFolder(folder.path) && !listing.unreadable.contains { $0.path.isEmpty }
  }

  private func add(_ folder: WatchedFolder, to inotify: Inotify) {
    do throws(Errno) { try inotify.add(folder) } catch {
      switch error {
      case .noSpace, .noMemory, .tooManyOpenFiles: fallBackToPolling(error)
      default: break  // It cannot be read, or is gone; the listing says so.
      }
    }
  }

  /// Takes in what has not been reported, the oldest first, as far as there is room.
  private func takeOldest(of calls: some Sequence<CallInput>) throws(CallStoreError) {
    var found: [(files: [FilePath], modified: Int)] = []
    let room = max(1, state.withLock(\.room))
    var isCut = false
    for call in calls {
      guard !isClosed else { return }
      guard case .present(let stamp, _) = fileSight(of: call), try !isTold(call) else { continue }
      found.append((call.files, stamp.recording.modifiedNanoseconds))
      if found.count >= 2 * room {
        found.sort { $0.modified < $1.modified }
        found.removeLast(found.count - room)
        isCut = true
      }
    }
    found.sort { $0.modified < $1.modified }
    for path in found.flatMap(\.files) { notice(path) }
    if isCut { state.withLock { $0.needsListing = true } }
  }

  var isClosed: Bool { state.withLock(\.isClosed) }

  /// Whether all has been done about a call as it lies there.
  private func isTold(_ input: CallInput) throws(CallStoreError) -> Bool {
    guard let identity = recordingIdentity(of: input) else { return true }
    let analyzer = state.withLock(\.analyzer)
    return try scanStore.store.isReported(
      identity, under: analyzer.terms(of: analyzer.named(input)))
  }
}

/// How files of metadata end before their extension, see `sidecarPaths`.
private let metadataEnding = "_metadata"

/// The recordings that a sidecar may belong to.
func recordings(beside sidecar: FilePath) -> [FilePath] {
  RecordingFormats.extensions.sorted().compactMap { fileExtension in
    var path = sidecar
    if let stem = path.stem, stem.hasSuffix(metadataEnding) {
      path = path.removingLastComponent().appending(
        stem.dropLast(metadataEnding.count) + ".json")
    }
    path.extension = fileExtension
    return fileStatus(of: path) == nil ? nil : path
  }
}
