public import CallStore
internal import CallTypes

/// A store that a scan looks into before it reads a file, and records in.
public struct ScanStore: Sendable {
  /// After so many processes that ended over a content it is tried. Low, as nothing follows from it but a
  /// closer look: whoever stops a scan by force ends processes, too.
  private static let suspicionCount = 3
  /// After so many processes that ended over it a content that cannot be tried is left alone. High, because
  /// whoever stops a scan by force ends processes, too.
  private static let untriedLimit = 10

  let store: CallStore
  /// Outcomes of before this instant do not count; `nil` = all count.
  let since: Double?
  /// Whether tracks are kept for `rescore`.
  let keepsTracks: Bool
  /// Whether reports of the store are handed on as JSON where nothing of them changes.
  let handsOnEncoded: Bool
  /// How a content is tried over which processes have ended; `nil` = not at all.
  let trial: RecordingTrial?
  /// What the scan waits by, while other processes are at work on its files.
  let clock: any Clock<Duration>

  /// Names the store of a scan.
  ///
  /// - Parameters:
  ///   - since: Seconds since 1970; what was recorded before is done again. `nil` = nothing is.
  ///   - keepsTracks: Whether tracks are kept for `rescore`.
  ///   - handsOnEncoded: Whether reports of the store are handed on as JSON where nothing of them
  ///     changes: most of the time that a scan with nothing to do takes is that of reading them.
  ///   - trial: How a content is tried over which processes have ended; `nil` = not at all.
  ///   - clock: What the scan waits by.
  public init(
    _ store: CallStore, since: Double? = nil, keepsTracks: Bool = true,
    handsOnEncoded: Bool = false, trial: RecordingTrial? = nil,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.store = store
    self.since = since
    self.keepsTracks = keepsTracks
    self.handsOnEncoded = handsOnEncoded
    self.trial = trial
    self.clock = clock
  }

  /// Takes a call out of the store, or analyses it.
  ///
  /// The file is stamped before it is read and after: what changed in between is reported, and not
  /// taken for settled.
  func step(_ input: CallInput, _ analyzer: CallAnalyzer) throws(CallStoreError) -> ScanStep {
    let input = analyzer.named(input)
    guard let identity = recordingIdentity(of: input) else {
      return .analysed(analyzer.outcome(of: input), nil)
    }
    let terms = analyzer.terms(of: input)
    var known: String?
    switch try store.standing(of: identity, under: terms, since: since) {
    case .unknown: break
    // The report of a pair names the hash of each file.
    case .open(let sha256): known = input.pair == nil ? sha256 : nil
    case .settled(let call): return try stored(call, input, identity, terms)
    }
    return try analysedStep(input, analyzer, identity, terms, known: known)
  }

  /// Claims a content and analyses it, unless it is settled under another name, or at work elsewhere.
  ///
  /// - Parameter known: Its hash as the store has it; `nil` = not known.
  private func analysedStep(
    _ input: CallInput, _ analyzer: CallAnalyzer, _ identity: RecordingIdentity,
    _ terms: AnalysisTerms, known: String?
  ) throws(CallStoreError) -> ScanStep {
    let file =
      known.map {
        FileReport(path: input.displayPath, sha256: $0, sizeBytes: identity.sizeBytes)
      } ?? fileReport(of: input)
    guard let sha256 = file.sha256 else {
      return .analysed(analyzer.outcomeWithTracks(of: input, file: file).outcome, nil)
    }
    let key = LedgerKey(sha256: sha256, terms: terms)
    let endedCount: Int
    switch try store.claim(key, of: identity, since: since) {
    case .taken: return .taken
    case .settled(let call): return try stored(call, input, identity, terms)
    case .granted: endedCount = 0
    case .passedOn(let count): endedCount = count
    }
    if known != nil, fileReport(of: input).sha256 != sha256 {
      // A hash that was right once; whatever happened to the store, a report has that of the file.
      try store.releaseClaims(of: key)
      return try analysedStep(input, analyzer, identity, terms, known: nil)
    }
    if endedCount >= Self.suspicionCount,
      let call = try verdict(on: key, endedCount: endedCount, input, analyzer)
    {
      return try stored(call, input, identity, terms)
    }
    let (outcome, tracks) = analyzer.outcomeWithTracks(of: input, file: file)
    guard recordingIdentity(of: input) == identity else {
      // Nothing is known of that content: others may hold it under another name.
      try store.releaseClaims(of: key)
      return .analysed(outcome, nil)
    }
    let kept = keepsTracks ? tracks.map(analyzer.kept) : nil
    var finished = FinishedCall(identity: identity, key: key, outcome: outcome, tracks: kept)
    finished.isUrgent = endedCount > 0
    return .analysed(outcome, finished)
  }

  /// Has a content tried over which processes have ended.
  ///
  /// - Parameter endedCount: How many.
  /// - Returns: What it is left with when it is what ended them; `nil` = it is to be analysed.
  private func verdict(
    on key: LedgerKey, endedCount: Int, _ input: CallInput, _ analyzer: CallAnalyzer
  ) throws(CallStoreError) -> SettledCall? {
    switch trial?(input, analyzer) ?? .untold {
    case .ended: return try store.quarantine(key, endedCount: endedCount + 1)
    case .lasted:
      try store.clear(key)
      return nil
    case .untold:
      guard endedCount >= Self.untriedLimit, !analyzer.isAbandoned() else { return nil }
      return try store.quarantine(key, endedCount: endedCount)
    }
  }

  /// An outcome of the store under the names of this input.
  private func stored(
    _ call: SettledCall, _ input: CallInput, _ identity: RecordingIdentity, _ terms: AnalysisTerms
  ) throws(CallStoreError) -> ScanStep {
    let known: CallOutcome
    switch call.kept {
    case .report(let report):
      let isSame = report.callId == input.callId && report.path == input.displayPath
      if handsOnEncoded, call.isOwn, isSame {
        return .stored(ScannedCall(result: .encoded(report), source: .store), nil)
      }
      known = .report(try store.report(report))
    case .failure(let failure): known = .failure(failure)
    }
    let outcome = known.named(as: input)
    guard !call.isOwn, let sha256 = outcome.file.sha256 else {
      return .stored(ScannedCall(result: .outcome(outcome), source: .store), nil)
    }
    let key = LedgerKey(sha256: sha256, terms: terms)
    return .stored(
      ScannedCall(result: .outcome(outcome), source: .sameContent),
      FinishedCall(identity: identity, key: key, outcome: outcome))
  }
}

/// What became of one input when its turn came.
enum ScanStep: Sendable {
  /// Its file was read; what is to be recorded of it.
  case analysed(CallOutcome, FinishedCall?)
  /// Its outcome was known; what is to be recorded of it under its own name.
  case stored(ScannedCall, FinishedCall?)
  /// Somebody else is at work on its content: ask again.
  case taken
}

extension CallOutcome {
  /// The file that it is about.
  fileprivate var file: FileReport {
    switch self {
    case .report(let report): report.file
    case .failure(let failure): failure.file
    }
  }

  /// The same outcome for a file of the same content.
  fileprivate func named(as input: CallInput) -> CallOutcome {
    switch self {
    case .report(var report):
      report.callId = input.callId
      report.file.name(as: input)
      return .report(report)
    case .failure(var failure):
      failure.callId = input.callId
      failure.file.name(as: input)
      return .failure(failure)
    }
  }
}

extension FileReport {
  /// Takes the names of an input of the same content.
  fileprivate mutating func name(as input: CallInput) {
    path = input.displayPath
    guard let pair = input.pair else { return }
    for (index, half) in pair.halves.enumerated() where parts?.indices.contains(index) == true {
      parts?[index].path = half?.displayPath
    }
  }
}

/// Calls that are to be recorded: some at a time, because a transaction costs more than a call in it.
struct UnrecordedCalls {
  /// So many calls are lost at most when the process is killed; fewer where each takes long.
  private static let (callLimit, waitLimit) = (16, Duration.seconds(1))

  private let store: CallStore?
  private var calls: [FinishedCall] = []
  private var firstAdded = ContinuousClock.now

  init(_ store: CallStore?) { self.store = store }

  /// Adds what is to be recorded of a step, and records if it is time.
  mutating func add(_ step: ScanStep) throws(CallStoreError) {
    switch step {
    case .analysed(_, let call), .stored(_, let call):
      guard let call else { return }
      if calls.isEmpty { firstAdded = .now }
      calls.append(call)
      // Of a scan that is killed again and again each time something stays.
      guard
        call.isUrgent || calls.count >= Self.callLimit || .now - firstAdded >= Self.waitLimit
      else { return }
      try record()
    case .taken:
      // What is waited for may be among these.
      try record()
    }
  }

  /// Records all that there is.
  mutating func record() throws(CallStoreError) {
    try store?.record(calls)
    calls = []
  }
}
