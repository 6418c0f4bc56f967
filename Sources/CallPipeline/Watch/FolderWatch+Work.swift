internal import CallFormats
internal import CallStore
internal import CallTypes
internal import Foundation
internal import Logging
internal import Synchronization
internal import SystemPackage

extension FolderWatch {
  /// Analyses one finished file after the other until the watch ends.
  ///
  /// - Throws: `CallStoreError` when the store is lost for good.
  func work() async throws {
    while let file = await next() {
      let analyzer = state.withLock(\.analyzer)
      let result: WorkResult
      do throws(CallStoreError) { result = try process(file, analyzer) } catch {
        try note(error)
        finish(file, .again(afterSeconds: Self.storeWaitSeconds))
        continue
      }
      noteStore(isSound: true)
      if case .finished(let call) = result { try await record(call) }
      finish(file, result)
    }
  }

  /// After so long a store that was locked, or a disk that was full, is tried again.
  static let storeWaitSeconds = 2.0
  /// After so long a content that another process is at work on is asked for again.
  private static let otherProcessSeconds = 0.2

  /// Records a call; where the store refuses, as often as it takes: nothing else could be recorded either,
  /// and what has been heard once is not heard again.
  ///
  /// - Throws: `CallStoreError` when the store is lost for good, or the watch ends before it comes back.
  private func record(_ call: FinishedCall) async throws {
    while true {
      do throws(CallStoreError) {
        try scanStore.store.record([call])
        noteStore(isSound: true)
        return
      } catch {
        try note(error)
        if isClosed { throw error }
        try await scanStore.clock.sleep(for: .seconds(Self.storeWaitSeconds))
      }
    }
  }

  /// Notes that the store refuses.
  ///
  /// - Throws: The error, when it will not pass.
  private func note(_ error: CallStoreError) throws(CallStoreError) {
    guard error.mayPass else { throw error }
    noteStore(isSound: false)
    logger.error("the store refuses; tried again", metadata: ["cause": "\(error.name)"])
  }

  private enum WorkResult {
    case done
    /// It is to be recorded.
    case finished(FinishedCall)
    /// It has changed since it was found to be finished.
    case changed
    case again(afterSeconds: Double)
  }

  private func finish(_ file: ReadyFile, _ result: WorkResult) {
    let path = file.input.path
    let now = clock.seconds
    state.withLock { state in
      state.workingSince[path] = nil
      switch result {
      case .done: return
      case .finished(let call):
        state.count(call.outcome, latencySeconds: now - file.readyAt)
        return
      case .again(let seconds):
        for part in file.files {
          state.tracker.postpone(part.path, part.stamp, until: now + seconds, at: now)
          keepAnnouncement(of: part, &state)
        }
      case .changed:
        for part in file.files { noticeAgain(part, fileSight(of: part.path), &state, at: now) }
      }
    }
    wake.signal()
    if case .finished = result { didPost() }
  }

  private func process(
    _ file: ReadyFile, _ analyzer: CallAnalyzer
  ) throws(CallStoreError) -> WorkResult {
    let input = analyzer.named(file.input)
    // It may have waited in the queue for long.
    guard fileSight(of: input) == .present(file.stamp, isOpen: false) else { return .changed }
    switch try scanStore.step(input, analyzer) {
    case .taken: return .again(afterSeconds: Self.otherProcessSeconds)
    case .analysed(_, .some(var finished)), .stored(_, .some(var finished)):
      finished.event = event(
        of: finished.outcome, about: finished.key.eventParts(at: finished.identity))
      return .finished(finished)
    case .analysed(let outcome, .none):
      guard case .present(let stamp, _) = fileSight(of: input), stamp == file.stamp,
        case .failure = outcome,
        let identity = recordingIdentity(of: input)
      else { return .changed }
      // It cannot even be hashed.
      let parts = [
        identity.location, "\(identity.sizeBytes) \(identity.modifiedNanoseconds)",
        "\(identity.inode)",
      ]
      if let event = event(of: outcome, about: parts) { try scanStore.store.post([event]) }
      count(outcome, readyAt: file.readyAt)
    case .stored(let call, .none):
      guard case .outcome(let outcome) = call.result, case .failure(let failure) = outcome,
        let sha256 = failure.file.sha256,
        let identity = recordingIdentity(of: input)
      else { return .done }
      let key = LedgerKey(sha256: sha256, terms: analyzer.terms(of: input))
      guard let event = event(of: outcome, about: key.eventParts(at: identity)) else {
        return .done
      }
      try scanStore.store.post(event, of: key, heldBy: identity)
      count(outcome, readyAt: file.readyAt)
    }
    didPost()
    return .done
  }

  private func event(of outcome: CallOutcome, about parts: [String]) -> OutboxEvent? {
    do throws(CallFormatsError) {
      return try request.plan.event(of: outcome, about: parts)
    } catch {
      // A report that cannot be written is recorded all the same.
      logger.error("a report cannot be written as JSON")
      return nil
    }
  }

  private func count(_ outcome: CallOutcome, readyAt: Double) {
    let latencySeconds = clock.seconds - readyAt
    state.withLock { $0.count(outcome, latencySeconds: latencySeconds) }
  }

  /// Notes whether the store did what it was asked.
  func noteStore(isSound: Bool) {
    state.withLock {
      $0.figures.isStoreSound = isSound
      $0.figures.storeRefusalCount += isSound ? 0 : 1
    }
  }

  /// Tells of a file that should have been finished.
  func tellStalled(_ input: CallInput, _ sight: FileSight) {
    var (inode, sizeBytes): (UInt64, Int?) = (0, nil)
    if case .present(let stamp, _) = sight {
      (inode, sizeBytes) = (stamp.recording.inode, stamp.recording.sizeBytes)
    }
    let failure = CallFailure(
      callId: input.callId,
      file: FileReport(path: input.displayPath, sha256: nil, sizeBytes: sizeBytes),
      error: FailureDetail(
        .stalled, Message("recording.stalled", "\(Int(settings.deadlineSeconds))")))
    let parts = [displayText(of: absolutePath(of: input.path)), "\(inode)", "stalled"]
    logger.warning("a file is not finished by the deadline")
    guard let event = event(of: .failure(failure), about: parts) else { return }
    do throws(CallStoreError) {
      try scanStore.store.post([event])
      didPost()
    } catch {
      noteStore(isSound: false)
      logger.error("the store refuses an event", metadata: ["cause": "\(error.name)"])
    }
  }
}

extension CallStoreError {
  /// Whether waiting and trying again may help.
  var mayPass: Bool {
    switch self {
    case .locked, .diskFull, .refused, .inaccessible, .readOnly: true
    case .notAStore, .newerVersion, .damaged, .incompleteMerge: false
    }
  }

  /// The case, without the file's name.
  var name: String {
    switch self {
    case .locked: "locked"
    case .notAStore: "notAStore"
    case .newerVersion: "newerVersion"
    case .damaged: "damaged"
    case .readOnly: "readOnly"
    case .diskFull: "diskFull"
    case .inaccessible: "inaccessible"
    case .incompleteMerge: "incompleteMerge"
    case .refused(_, let code): "refused \(code)"
    }
  }
}
