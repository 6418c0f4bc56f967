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
  /// Why something that does not follow from the tracks is not known.
  var notes: [String: UnknownReason] = [:]
  /// Whether roles that nobody declared are inferred from the sound.
  var infersRoles = false
  /// Roles of the voices of one channel, by who speaks first.
  var speakerRoles: [ChannelRole] = []
}

extension CallFacts {
  /// The facts of a report that there is already.
  ///
  /// Roles that the user declared for this call, or that name or platform gave it, stay; those of the
  /// settings, and roles that nobody declared, follow the settings of today, where these declare any: a
  /// file of other thresholds says nothing against the archive's own.
  init(_ known: ReportedFacts, rules: RoleRules, infersRoles: Bool = false) {
    callId = known.callId
    file = known.file
    audio = known.audio
    metadata = known.metadata
    warnings = known.analysis.warnings
    roles = known.channels.map(\.party)
    roleSource = known.channels.first { $0.party != .unknown }?.partySource ?? .unknown
    notes = known.notes.filter { $0.key.hasPrefix("metadata.") }
    // Once inferred, always inferred: a rescore knows no --channels auto.
    self.infersRoles =
      infersRoles || roleSource == .inferred
      || known.channels.contains { $0.speakers?.agentConfidence != nil }
    let isRefused = warnings.contains { $0.code == .rolesDoNotFit }
    guard [.settings, .inferred, .unknown].contains(roleSource), !isRefused,
      roleSource != .settings || !rules.settings.isEmpty
    else { return }
    (roles, roleSource) = rules.roles(
      channelCount: known.channels.count, manifest: nil, sidecar: nil, warnings: &warnings)
  }
}

/// The part of a report that does not follow from the tracks: to read the rest of an hour's would take
/// as long as to analyse it.
struct ReportedFacts: Decodable {
  struct Analysis: Decodable {
    var warnings: [AnalysisWarning]
  }

  var callId: String
  var file: FileReport
  var audio: AudioReport
  var metadata: CallMetadata
  var channels: [ChannelReport]
  var notes: [String: UnknownReason]
  var analysis: Analysis

  /// Reads them.
  ///
  /// - Throws: `DecodingError` for what is no report.
  init(of report: EncodedReport) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(report.json))
  }
}

extension CallFacts {
  /// What the file declares beyond what was decoded, in seconds, where the decoder found it to be cut
  /// short: a declared length alone may be an estimate.
  fileprivate var missingSeconds: Double {
    guard let declaredSeconds = audio.declaredDurationSeconds,
      warnings.contains(where: { [.truncated, .decodeError].contains($0.code) })
    else { return 0 }
    return max(0, declaredSeconds - audio.durationSeconds)
  }
}

extension CallAnalyzer {
  /// The step that `scan` and `rescore` share: from tracks to report.
  func report(on tracks: CallTracks, about facts: CallFacts) -> CallReport {
    var (facts, tracks) = (facts, tracks)
    tracks.missingSeconds = facts.missingSeconds
    let confidence = inferRoles(of: &facts, on: tracks)
    let result = analyze(
      tracks, roles: facts.roles, speakerRoles: facts.speakerRoles,
      settings: settings.conversation,
      agentHistory: agentHistory?.history(for: facts.metadata, of: facts.file),
      agentVoice: facts.metadata.agentId == nil
        ? nil : agentVoices?.profiles(for: facts.metadata, of: facts.file).first)
    var (notes, channels) = (result.notes, result.channels)
    notes.merge(facts.notes) { first, _ in first }
    if facts.audio.declaredDurationSeconds == nil {
      notes["audio.declaredDurationSeconds"] = .notDeclared
    }
    for index in channels.indices where channels[index].party != .unknown {
      channels[index].partySource = facts.roleSource
      channels[index].partyConfidence = facts.speakerRoles.isEmpty ? confidence : nil
    }
    if !facts.speakerRoles.isEmpty { channels[0].speakers?.agentConfidence = confidence }
    return CallReport(
      callId: facts.callId, file: facts.file, audio: facts.audio, metadata: facts.metadata,
      channels: channels, parties: result.parties, talk: result.talk, events: result.events,
      flags: result.flags, score: result.score, review: result.review, notes: notes,
      analysis: AnalysisReport(
        version: CallSiftVersion.current, fingerprint: fingerprint, warnings: facts.warnings))
  }

  /// Infers roles where nobody declared any, and that is wanted.
  ///
  /// - Returns: How likely they are right; `nil` where none were inferred, or not surely enough.
  private func inferRoles(of facts: inout CallFacts, on tracks: CallTracks) -> Double? {
    let isRefused = facts.warnings.contains { $0.code == .rolesDoNotFit }
    let isShared = facts.roles == [.mixed]
    guard facts.infersRoles, facts.roleSource == .unknown || isShared, !isRefused,
      let found = inferredRoles(
        of: tracks, settings: settings.conversation,
        voices: agentVoices?.profiles(for: facts.metadata, of: facts.file) ?? []),
      found.confidenceRatio >= settings.roles.minimumConfidenceRatio
    else { return nil }
    if found.areOfSpeakers {
      facts.speakerRoles = found.roles
    } else {
      (facts.roles, facts.roleSource) = (found.roles, .inferred)
    }
    return found.confidenceRatio.rounded(toPlaces: 3)
  }

  /// Tracks as a store keeps them.
  func kept(_ tracks: CallTracks) -> KeptTracks {
    KeptTracks(signal: signalFingerprint(of: settings), archive: TrackArchive(tracks))
  }
}
