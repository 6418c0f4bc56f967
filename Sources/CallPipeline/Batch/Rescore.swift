public import CallStore
internal import CallTypes

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
  let contentsAtATime = 16
  let signal = signalFingerprint(of: analyzer.settings)
  var summary = RescoreSummary()
  var last: StoredCall?
  while true {
    let calls = try store.calls(
      notUnder: analyzer.fingerprint, after: last, since: since, contentLimit: contentsAtATime)
    if calls.isEmpty { return summary }
    var rescored: [StoredCall] = []
    for call in calls {
      guard let kept = call.tracks, kept.signal == signal else {
        summary.unheardCount += 1
        continue
      }
      guard var tracks = kept.archive.tracks else { throw .damaged(file: store.file) }
      for (index, channel) in call.report.channels.enumerated()
      where tracks.channels.indices.contains(index) {
        tracks.channels[index].absentSpans = channel.absent ?? []
      }
      var call = call
      let facts = CallFacts(
        of: call.report, rules: analyzer.roleRules,
        infersRoles: analyzer.settings.roles.inferFromSound)
      call.report = analyzer.report(on: tracks, about: facts)
      summary.rescoredCount += 1
      summary.audioSeconds += tracks.durationSeconds
      rescored.append(call)
    }
    try store.replaceReports(with: rescored, under: analyzer.fingerprint)
    last = calls.last
  }
}
