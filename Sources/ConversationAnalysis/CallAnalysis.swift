public import CallTypes

/// All parts of a report that follow from the tracks.
public struct ConversationAnalysisResult: Hashable, Sendable {
  /// One entry per channel, in file order; `partySource` is left `unknown` for the caller to fill in.
  public var channels: [ChannelReport]
  /// One entry per party.
  public var parties: [Party: PartyReport]
  /// Who had how much of the talk.
  public var talk: TalkReport
  /// What happened, by start time.
  public var events: [CallEvent]
  /// What a reviewer should hear, by code.
  public var flags: [QualityFlag]
  /// Points and band.
  public var score: QualityScore
  /// Whether and how soon to review.
  public var review: ReviewDecision
  /// Why a value is `null`, by path; `flags.QC101` says why that rule gave no verdict.
  public var notes: [String: UnknownReason]
}

/// Analyses one call: same tracks, roles and settings, same result.
///
/// - Parameters:
///   - tracks: What was measured on each channel; an empty recording gives an empty result.
///   - roles: Role of each channel, in file order; missing ones are unknown.
///   - speakerRoles: Roles of the voices of one channel, by who speaks first; missing ones are unknown.
///   - settings: Every threshold.
///   - agentHistory: How the agent spoke in earlier calls; without it, the call is its own measure.
///   - agentVoice: The enrolled voice of the agent that the call is said to have.
public func analyze(
  _ tracks: CallTracks, roles: [ChannelRole], speakerRoles: [ChannelRole] = [],
  settings: ConversationSettings, agentHistory: AgentHistory? = nil,
  agentVoice: VoiceProfile? = nil
) -> ConversationAnalysisResult {
  let conversation = Conversation(
    tracks, roles: roles, speakerRoles: speakerRoles, settings: settings)
  let events = EventDetectors.events(in: conversation, settings: settings)
  let (channels, channelNotes) = conversation.channelReports()
  let (parties, partyNotes) = conversation.partyReports(events: events, settings: settings)
  let (talk, talkNotes) = conversation.talkReport()
  let findings = Findings(
    conversation: conversation, events: events, parties: parties, talk: talk,
    channels: channels, settings: settings, agentHistory: agentHistory,
    agentVoice: agentVoice)
  var notes = channelNotes.merging(partyNotes) { first, _ in first }
    .merging(talkNotes) { first, _ in first }
  var flags: [QualityFlag] = []
  for (code, verdict) in QualityRules.verdicts(on: findings) {
    switch verdict {
    case .flag(let flag): flags.append(flag)
    case .clear: break
    case .notEnoughEvidence(let reason): notes["flags.\(code.rawValue)"] = reason
    }
  }
  let scorability = scorability(of: findings, flags: flags)
  notes["score.points"] = scorability.unknown
  return ConversationAnalysisResult(
    channels: channels, parties: parties, talk: talk, events: events, flags: flags,
    score: qualityScore(flags: flags, scorability: scorability, settings: settings.score),
    review: reviewDecision(flags: flags, scorability: scorability, settings: settings.review),
    notes: notes)
}
