internal import CallTypes
internal import Foundation
internal import Synchronization
internal import SystemPackage

extension FolderWatch {
  /// Takes a file that is finished: it is a call, or waits for the other half of one.
  ///
  /// - Returns: The group that it waits in.
  func takeFinished(_ file: FinishedFile, _ state: inout WatchState, at now: Double) -> PairGroup? {
    guard let group = state.analyzer.pairGroup(of: file.input) else {
      state.ready.insert(
        ReadyFile(input: file.input, files: [file], stamp: file.stamp, readyAt: now))
      return nil
    }
    state.halves.add(
      file, to: group, waitSeconds: state.analyzer.settings.watch.pairWaitSeconds, at: now)
    return group
  }

  /// Does what is due for halves whose wait is over.
  func lookAtDueHalves() {
    let due = state.withLock { $0.halves.due(at: clock.seconds) }
    guard !due.isEmpty else { return }
    for (group, step) in due where step == .decide { decide(group, isWaitOver: true) }
    let groups = due.filter { $0.step == .look }.map(\.group)
    if !groups.isEmpty { listing.async { [self] in lookForOthers(of: groups) } }
    handOut()
  }

  /// Queues a group as the calls that its files are: when it is whole, or its wait is over.
  func decide(_ group: PairGroup, isWaitOver: Bool) {
    let (files, analyzer) = state.withLock { ($0.halves.files(of: group), $0.analyzer) }
    let calls = analyzer.calls(of: files, in: group)
    guard !calls.isEmpty, isWaitOver || calls.count == 1 && calls[0].isWholePair else { return }
    let now = clock.seconds
    let sights = files.map { fileSight(of: $0.path) }
    state.withLock { state in
      let changed = zip(files, sights).filter { $1 != .present($0.stamp, isOpen: false) }
      for (file, sight) in changed {
        state.halves.remove(file.path, of: group)
        noticeAgain(file, sight, &state, at: now)
      }
      guard changed.isEmpty else { return }
      state.halves.remove(group)
      for call in calls {
        let own = call.files.compactMap { path in files.first { $0.path == path } }
        guard let stamp = FileStamp(joining: own.map(\.stamp)) else { continue }
        state.ready.insert(ReadyFile(input: call, files: own, stamp: stamp, readyAt: now))
      }
    }
  }

  /// Waits for a file again that is not what it was, or whose work came to nothing.
  func noticeAgain(
    _ file: FinishedFile, _ sight: FileSight, _ state: inout WatchState, at now: Double
  ) {
    state.notice(file.path, sight, at: now)
    keepAnnouncement(of: file, &state)
  }

  /// Keeps what was announced about a file that is waited for again.
  func keepAnnouncement(of file: FinishedFile, _ state: inout WatchState) {
    guard state.tracker.waits(for: file.path), file.input != input(at: file.path) else { return }
    state.announced[file.path] = state.announced[file.path] ?? file.input
  }

  /// Looks on the disk for other files of groups, and waits for those that are there: they may have been
  /// told with a half that has changed since, or not have been announced.
  private func lookForOthers(of groups: [PairGroup]) {
    let (waiting, analyzer) = state.withLock { state in
      (groups.map { ($0, state.halves.files(of: $0)) }, state.analyzer)
    }
    let looked = DiskHalves(
      beside: waiting, below: request.roots, patterns: patterns, analyzer, named: input(at:))
    let settings = analyzer.settings.watch
    for (group, files) in waiting {
      let others = looked.others[group, default: []].filter { other in
        !files.contains { $0.path == other.path }
      }
      let found = others.map { (other: $0, sight: fileSight(of: $0.path)) }
      let now = clock.seconds
      state.withLock { state in
        for (other, sight) in found where sight != .absent {
          if state.announced[other.path] == nil, other.input != input(at: other.path) {
            state.announced[other.path] = other.input
          }
          state.notice(other.path, sight, at: now)
        }
        let settleSeconds = state.tracker.rules.settleSeconds
        state.halves.noteLook(
          group, isWaitedFor: found.contains { $0.sight != .absent },
          againSeconds: Self.lookAgainRatio * settleSeconds + Self.leastLookAgainSeconds,
          limitSeconds: settings.deadlineSeconds, at: now)
      }
    }
    wake.signal()
  }

  /// A file that was found on the disk is finished within this many settle times, if nobody writes to it.
  private static let lookAgainRatio = 2.0
  private static let leastLookAgainSeconds = 0.5
}

/// Files on the disk that belong to groups of halves.
private struct DiskHalves {
  struct Other {
    var path: FilePath
    var input: CallInput
  }

  private(set) var others: [PairGroup: [Other]] = [:]

  init(
    beside waiting: [(group: PairGroup, files: [FinishedFile])], below roots: [FilePath],
    patterns: WatchPatterns, _ analyzer: CallAnalyzer, named inputAt: (FilePath) -> CallInput
  ) {
    let wanted = Set(waiting.map(\.group))
    // The files of a folder are named as the half that was found there first.
    var folders: [FilePath: CallInput] = [:]
    var looksBelowRoots = false
    for (group, files) in waiting {
      switch group.kind {
      case .declared:
        guard let input = files.first?.input else { continue }
        others[group] = input.files.map { Other(path: $0, input: input) }
      case .manifestId: break  // Only who announced one half can announce the other.
      case .names(inOneFolder: false): looksBelowRoots = true
      case .names, .conversation:
        for file in files where folders[file.path.removingLastComponent()] == nil {
          folders[file.path.removingLastComponent()] = file.input
        }
      }
    }
    for (folder, sibling) in folders {
      for name in fileNames(in: folder)
      where patterns.kind(of: FilePath(root: nil, [name])) == .recording {
        add(sibling.beside(name), wanted, analyzer)
      }
    }
    guard looksBelowRoots else { return }
    for root in roots {
      for path in FolderListing(of: root, excluding: patterns.ignored).recordings {
        add(inputAt(root.pushing(path)), wanted, analyzer)
      }
    }
  }

  private mutating func add(_ input: CallInput, _ wanted: Set<PairGroup>, _ analyzer: CallAnalyzer)
  {
    guard let group = analyzer.pairGroup(of: input), wanted.contains(group) else { return }
    others[group, default: []].append(Other(path: input.path, input: input))
  }
}

extension CallInput {
  /// Another file of the same folder, named as this one is.
  fileprivate func beside(_ name: FilePath.Component) -> CallInput {
    let folder = displayPath.lastIndex(of: "/").map { displayPath[...$0] } ?? ""
    var other = CallInput(
      path: path.removingLastComponent().appending(name),
      displayPath: folder + displayText(of: FilePath(root: nil, [name])))
    // Which platform's names they are.
    if let platform = manifest?.metadata.platform {
      var declaration = CallDeclaration()
      declaration.metadata.platform = platform
      other.manifest = declaration
    }
    return other
  }
}
