public import CallStore
internal import CallTypes
internal import Dispatch
internal import Synchronization

/// What a rescoring came to.
public struct RescoreSummary: Hashable, Sendable {
  /// Calls with a new report.
  public var rescoredCount = 0
  /// Calls that have to be listened to: no tracks were kept, or they were made by other settings.
  public var unheardCount = 0
  /// Length of the calls with a new report.
  public var audioSeconds = 0.0

  /// Makes a summary of nothing.
  public init() {}
}

/// Makes the reports of a store anew from its tracks: no file is read.
///
/// A new report is that of a scan with the same settings, apart from what the quantisation of tracks
/// changes (`TrackArchive`). It may be stopped at any time: what is done stays done.
///
/// - Parameters:
///   - store: The store.
///   - analyzer: The settings; roles of a command line and raw formats change nothing here.
///   - since: Day or instant (ISO 8601) of the earliest call; `nil` = all calls.
/// - Throws: `CallStoreError` when the store fails, or its tracks are damaged.
public func rescore(
  _ store: CallStore, with analyzer: CallAnalyzer, since: String? = nil
) throws(CallStoreError) -> RescoreSummary {
  // A transaction costs more than a short call, and long ones have megabytes.
  let (contentLimit, byteLimit) = (256, 4_000_000)
  let signal = signalFingerprint(of: analyzer.settings)
  var summary = RescoreSummary()
  var last: StoredCall?
  while true {
    let calls = try store.calls(
      notUnder: analyzer.fingerprint, after: last, since: since, contentLimit: contentLimit,
      byteLimit: byteLimit)
    if calls.isEmpty { return summary }
    let heard = calls.filter { $0.tracks?.signal == signal }
    let anew = try rescored(heard, of: store, with: analyzer)
    try store.replaceReports(with: anew, under: analyzer.fingerprint)
    summary.unheardCount += calls.count - heard.count
    summary.rescoredCount += heard.count
    summary.audioSeconds += heard.reduce(0) { $0 + $1.report.durationSeconds }
    last = calls.last
  }
}

/// The calls with their new reports, several at a time.
private func rescored(
  _ calls: [StoredCall], of store: CallStore, with analyzer: CallAnalyzer
) throws(CallStoreError) -> [RescoredCall] {
  let results = Mutex([Int: Result<RescoredCall, CallStoreError>]())
  DispatchQueue.concurrentPerform(iterations: calls.count) { index in
    let result = Result { () throws(CallStoreError) in
      try rescored(calls[index], of: store, with: analyzer)
    }
    results.withLock { $0[index] = result }
  }
  let found = results.withLock { $0 }
  var anew: [RescoredCall] = []
  for index in calls.indices {
    if let result = found[index] { anew.append(try result.get()) }
  }
  return anew
}

private func rescored(
  _ call: StoredCall, of store: CallStore, with analyzer: CallAnalyzer
) throws(CallStoreError) -> RescoredCall {
  guard var tracks = call.tracks?.archive.tracks,
    // What is no report any more is as damaged as tracks that are none.
    let known = try? ReportedFacts(of: call.report)
  else { throw .damaged(file: store.file) }
  for (index, channel) in known.channels.enumerated() where tracks.channels.indices.contains(index)
  {
    tracks.channels[index].absentSpans = channel.absent ?? []
  }
  let facts = CallFacts(
    known, rules: analyzer.roleRules, infersRoles: analyzer.settings.roles.inferFromSound)
  return try store.rescored(call, analyzer.report(on: tracks, about: facts))
}
