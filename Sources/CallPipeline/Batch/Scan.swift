internal import CallStore
public import CallTypes

/// An outcome of a scan.
public struct ScannedCall: Sendable {
  /// What became of the call.
  public var result: ScannedResult
  /// Where that is known from.
  public var source: ScannedSource

  /// Whether the store held it, so that no file was listened to.
  public var isStored: Bool { source != .analysis }
}

/// What became of a call, read or as it was written.
public enum ScannedResult: Sendable {
  /// A report or failure.
  case outcome(CallOutcome)
  /// A report of the store, as JSON; only given where that is asked for (`ScanStore`).
  case encoded(EncodedReport)
}

/// Where an outcome is known from.
public enum ScannedSource: Hashable, Sendable {
  /// The file was listened to.
  case analysis
  /// The store held the outcome of this very file.
  case store
  /// The store held the outcome of another file with the same content.
  case sameContent
}

/// Analyses many recordings, several at a time, and gives the outcomes in the order of the inputs.
///
/// At most `jobCount` calls are analysed at once, and at most four times as many are held while an
/// earlier one is still at work, so that memory does not grow with the number of calls.
///
/// - Parameters:
///   - inputs: The recordings.
///   - analyzer: How to analyse.
///   - jobCount: Calls at a time, at least one.
///   - deliver: Takes each outcome, one after the other. An error that it throws ends the scan.
public func scan(
  _ inputs: [CallInput], with analyzer: CallAnalyzer, jobCount: Int,
  deliver: (CallOutcome) throws -> Void
) async throws {
  try await scan(inputs, with: analyzer, jobCount: jobCount, keptIn: nil) { call in
    // Without a store there is nothing that was encoded before.
    if case .outcome(let outcome) = call.result { try deliver(outcome) }
  }
}

/// Analyses what a store does not hold yet, and gives the outcomes of all in the order of the inputs.
///
/// Any number of processes may share a store: each content is analysed by one of them, and delivered
/// by all. However the scan ends, what was finished is recorded.
///
/// - Parameters:
///   - inputs: The recordings, from index 0.
///   - analyzer: How to analyse.
///   - jobCount: Calls at a time, at least one.
///   - store: Where outcomes are kept; `nil` = nowhere.
///   - deliver: Takes each outcome, one after the other. An error that it throws ends the scan.
/// - Throws: What `deliver` throws, `CallStoreError` when the store fails, and `CancellationError` when
///   calls were abandoned (`CallAnalyzer.isAbandoned`).
public func scan<Inputs: RandomAccessCollection>(
  _ inputs: Inputs, with analyzer: CallAnalyzer, jobCount: Int, keptIn store: ScanStore?,
  deliver: (ScannedCall) throws -> Void
) async throws where Inputs.Element == CallInput, Inputs.Index == Int {
  let executor = AnalysisExecutor()
  var queue = ScanQueue(inputCount: inputs.count, width: max(1, jobCount), isShared: store != nil)
  var unrecorded = UnrecordedCalls(store?.store)
  try await withThrowingTaskGroup(of: (Int, ScanStep).self) { group in
    do {
      while !queue.isDone {
        while let index = queue.start() {
          let input = inputs[index]
          group.addTask(executorPreference: executor) {
            (index, try step(input, analyzer, store))
          }
        }
        guard let (index, step) = try await group.next() else {
          // All that is left is at work elsewhere.
          try await store?.clock.sleep(for: otherProcessWait)
          queue.askAgain()
          continue
        }
        try unrecorded.add(step)
        queue.finish(index, step)
        while let call = queue.nextInOrder() { try deliver(call) }
      }
      try unrecorded.record()
    } catch {
      // Calls at work are finished, and all that is finished is kept; the first error is the one that
      // matters.
      while let result = await group.nextResult() {
        if case .success((_, let step)) = result { try? unrecorded.add(step) }
      }
      try? unrecorded.record()
      try? store?.store.releaseClaims()
      throw error
    }
  }
  try store?.store.releaseClaims()
}

/// How long a scan that has nothing else to do leaves another process to it.
private let otherProcessWait = Duration.milliseconds(50)

private func step(
  _ input: CallInput, _ analyzer: CallAnalyzer, _ store: ScanStore?
) throws -> ScanStep {
  let step = try store?.step(input, analyzer) ?? .analysed(analyzer.outcome(of: input), nil)
  // What was cut off says nothing of the call.
  if analyzer.isAbandoned() { throw CancellationError() }
  return step
}

/// The order of a scan: which input is next, and whose outcome.
private struct ScanQueue {
  let inputCount: Int
  let width: Int
  /// Outcomes held while an earlier one is at work.
  let heldLimit: Int
  private var started = 0
  private var delivered = 0
  private var running = 0
  private var finished: [Int: ScannedCall] = [:]
  /// Inputs that somebody else was at work on, and those of them that are to be asked for again.
  private var (taken, again): ([Int], [Int]) = ([], [])

  init(inputCount: Int, width: Int, isShared: Bool) {
    self.inputCount = inputCount
    self.width = width
    // Of several processes none should wait for another at the first of its files.
    heldLimit = 4 * width + (isShared ? 60 : 0)
  }

  var isDone: Bool { delivered == inputCount }

  /// The next input to begin; `nil` = none for now.
  mutating func start() -> Int? {
    guard running < width else { return nil }
    if let index = again.popLast() {
      running += 1
      return index
    }
    guard started < inputCount, started - delivered < heldLimit else { return nil }
    defer { (started, running) = (started + 1, running + 1) }
    return started
  }

  /// Notes what became of an input that was begun.
  mutating func finish(_ index: Int, _ step: ScanStep) {
    running -= 1
    switch step {
    case .analysed(let outcome, _):
      finished[index] = ScannedCall(result: .outcome(outcome), source: .analysis)
      // It may be what others wait for.
      askAgain()
    case .stored(let call, _): finished[index] = call
    case .taken: taken.append(index)
    }
  }

  /// Has the inputs that somebody else was at work on begun once more, the first first.
  mutating func askAgain() {
    again = (again + taken).sorted(by: >)
    taken = []
  }

  /// The next outcome in the order of the inputs; `nil` = still at work.
  mutating func nextInOrder() -> ScannedCall? {
    guard let call = finished.removeValue(forKey: delivered) else { return nil }
    delivered += 1
    return call
  }
}
