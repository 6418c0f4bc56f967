import CallStore
import CallTypes
import Foundation

/// Calls and files as a scan would record them.
enum StoredSamples {
  static let terms = AnalysisTerms(fingerprint: "settings-1", declaration: "declared-1")

  static func key(_ content: String = "content-1") -> LedgerKey {
    LedgerKey(sha256: content, terms: terms)
  }

  static func identity(_ name: String = "a.wav", modified: Int = 1) -> RecordingIdentity {
    RecordingIdentity(
      location: "/archive/\(name)", sizeBytes: 100, modifiedNanoseconds: modified, inode: 7)
  }

  static func report(_ name: String = "a.wav", content: String = "content-1") -> CallReport {
    var metadata = CallMetadata()
    (metadata.agentId, metadata.queue) = ("A-1", "sales")
    metadata.startTime = "2026-03-04T10:00:00Z"
    let flag = QualityFlag(
      code: RuleCode(rawValue: "QC103"), name: "DeadAir", severity: .major, value: 12,
      threshold: 10, unit: .seconds, evidence: [TimeSpan(1, 13)])
    let event = CallEvent(
      .silence, TimeSpan(1, 13), party: .agent, cause: .deadAir, values: [.durationSeconds: 12])
    let analysis = AnalysisReport(version: "1.2.3", fingerprint: "settings-1", warnings: [])
    return CallReport(
      callId: name, file: FileReport(path: name, sha256: content, sizeBytes: 100),
      audio: AudioReport(
        container: "wav", codec: "alaw", sampleRateHz: 16_000, channelCount: 1,
        durationSeconds: 60.25, declaredDurationSeconds: nil),
      metadata: metadata, channels: [], parties: [:], talk: talk, events: [event], flags: [flag],
      score: QualityScore(points: 91.5, band: .good, deductions: []),
      review: ReviewDecision(
        required: true, scorable: true, notScorableReasons: [], priority: 2.5),
      notes: ["audio.declaredDurationSeconds": .notDeclared], analysis: analysis)
  }

  /// A report as a store gives it.
  static func settled(isOwn: Bool) throws -> SettledCall {
    let report = report()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let encoded = EncodedReport(
      callId: report.callId, path: report.file.path, durationSeconds: 60.25,
      isReviewRequired: true, json: [UInt8](try encoder.encode(report)))
    return SettledCall(kept: .report(encoded), isOwn: isOwn)
  }

  static func failure(_ name: String = "a.wav") -> CallFailure {
    CallFailure(
      callId: name, file: FileReport(path: name, sha256: "content-1", sizeBytes: 100),
      error: FailureDetail(.unreadable, Message("recording.noSamples")))
  }

  static func finished(
    _ name: String = "a.wav", content: String = "content-1", modified: Int = 1
  ) -> FinishedCall {
    FinishedCall(
      identity: identity(name, modified: modified), key: key(content),
      outcome: .report(report(name, content: content)))
  }

  private static let talk = TalkReport(
    customerRatio: 0.7, agentRatio: 0.3, customerShareOfTalk: nil, agentShareOfTalk: nil,
    customerShareOfCall: nil, agentShareOfCall: nil, channelRatios: [1], overlapSeconds: 2,
    overlapBeforeSuppressionSeconds: 2, silenceSeconds: 20, excludedSeconds: 0)
}
