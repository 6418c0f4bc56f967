internal import CallStore
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation

/// What a report says that does not follow from the tracks.
struct CallFacts: Hashable, Sendable {
  var callId: String
  var file: FileReport
  var audio: AudioReport
  var metadata: CallMetadata
  /// One per channel, in file order.
  var roles: [ChannelRole]
  var roleSource: PartySource
  var warnings: [AnalysisWarning]
}

extension CallFacts {
  /// The facts of a report that there is already.
  ///
  /// Roles that the user declared for this call stay; those of the settings, and roles that nobody
  /// declared, follow the settings of today.
  ///
  /// - Throws: `DecodingError` for what is no report.
  init(of report: EncodedReport, rules: RoleRules) throws {
    let known = try JSONDecoder().decode(ReportedFacts.self, from: Data(report.json))
    callId = known.callId
    file = known.file
    audio = known.audio
    metadata = known.metadata
    warnings = known.analysis.warnings
    roles = known.channels.map(\.party)
    roleSource = known.channels.first { $0.party != .unknown }?.partySource ?? .unknown
    let isRefused = warnings.contains { $0.code == .rolesDoNotFit }
    guard [.settings, .unknown].contains(roleSource), !isRefused else { return }
    (roles, roleSource) = rules.roles(
      channelCount: known.channels.count, manifest: nil, sidecar: nil, warnings: &warnings)
  }
}

/// The part of a report that does not follow from the tracks: to read the rest of an hour's would take
/// as long as to analyse it.
private struct ReportedFacts: Decodable {
  struct Analysis: Decodable {
    var warnings: [AnalysisWarning]
  }

  var callId: String
  var file: FileReport
  var audio: AudioReport
  var metadata: CallMetadata
  var channels: [ChannelReport]
  var analysis: Analysis
}

extension CallAnalyzer {
  /// The step that `scan` and `rescore` share: from tracks to report.
  func report(on tracks: CallTracks, about facts: CallFacts) -> CallReport {
    let result = analyze(tracks, roles: facts.roles, settings: settings.conversation)
    var (notes, channels) = (result.notes, result.channels)
    if facts.audio.declaredDurationSeconds == nil {
      notes["audio.declaredDurationSeconds"] = .notDeclared
    }
    for index in channels.indices where channels[index].party != .unknown {
      channels[index].partySource = facts.roleSource
    }
    return CallReport(
      callId: facts.callId, file: facts.file, audio: facts.audio, metadata: facts.metadata,
      channels: channels, parties: result.parties, talk: result.talk, events: result.events,
      flags: result.flags, score: result.score, review: result.review, notes: notes,
      analysis: AnalysisReport(
        version: CallSiftVersion.current, fingerprint: fingerprint, warnings: facts.warnings))
  }

  /// Tracks as a store keeps them.
  func kept(_ tracks: CallTracks) -> KeptTracks {
    KeptTracks(signal: signalFingerprint(of: settings), archive: TrackArchive(tracks))
  }
}
