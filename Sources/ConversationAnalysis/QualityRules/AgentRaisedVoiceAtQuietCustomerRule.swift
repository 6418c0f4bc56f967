public import CallTypes

/// QC107: the agent answers a quiet customer by speaking up.
///
/// What it finds: the median over level windows of the agent's speech while the customer is quiet
/// (EV103) and in the 10 s after, against the agent's own level: of earlier calls, where they are known,
/// else the median of the rest of the call.
/// Why it matters: H0 "保持自己的音量不变": the customer hears the agent well; a raised voice sounds
/// angry.
/// Threshold and source: > 4 dB, at least 2 s of speech there and 5 s elsewhere; H0.
/// Example: "could you speak up", shouted 6 dB over the rest of the call: flagged.
public enum AgentRaisedVoiceAtQuietCustomerRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC107")
  public static let name = "AgentRaisedVoiceAtQuietCustomer"
  public static let chineseName = "客户音小时客服提高音量"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent raises the voice because the customer is quiet."
  public static let chineseSummary = "客户音量小时，客服随之提高音量。"
  public static let source = "H0 \"保持自己的音量不变\""
  public static let settingsGroup = "agentRaisedVoiceAtQuietCustomer"

  /// Settings of the comparison.
  public struct Settings: DescribedSettings {
    /// Greatest level over the agent's own, in dB.
    public var maximumRiseDB = 4.0
    /// How long after quiet speech the agent still answers it, in seconds.
    public var reachSeconds = 10.0
    /// Least agent speech there, in seconds.
    public var minimumSpeechSeconds = 2.0
    /// Least agent speech elsewhere, in seconds.
    public var minimumBaselineSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumRiseDB", "Greatest level over the agent's own", source: "RULES.md QC107",
        range: 0.5...40),
      SettingDescription(
        "reachSeconds", "How long after quiet speech the agent still answers it",
        source: "RULES.md QC107", range: 0...120),
      SettingDescription(
        "minimumSpeechSeconds", "Least agent speech around the customer's quiet speech",
        source: "own choice: as a level window", range: 0.1...600),
      SettingDescription(
        "minimumBaselineSeconds", "Least agent speech elsewhere that gives the agent's own level",
        source: "own choice: as QC106", range: 0.1...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentRaisedVoiceAtQuietCustomer
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent),
      conversation.side(of: .customer) != nil
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    let near = findings.events(.lowVolume, of: .customer).map {
      TimeSpan($0.startSeconds, $0.endSeconds + limits.reachSeconds)
    }.union()
    guard !near.isEmpty else { return .clear }
    let answers = agent.lead.spans.intersection(near)
    let others = agent.lead.spans.subtracting(near)
    let elsewhere = [TimeSpan(0, conversation.durationSeconds)].subtracting(near)
    guard answers.totalSeconds.reaches(limits.minimumSpeechSeconds),
      let levelDBFS = agent.lead.medianLevelDBFS(in: near)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let historyDBFS = findings.usableHistory?.levelDBFS
    let callDBFS =
      others.totalSeconds.reaches(limits.minimumBaselineSeconds)
      ? agent.lead.medianLevelDBFS(in: elsewhere) : nil
    guard let ownDBFS = historyDBFS ?? callDBFS else { return .notEnoughEvidence(.notEnoughSpeech) }
    guard !limits.maximumRiseDB.reaches(levelDBFS - ownDBFS) else { return .clear }
    return flag(
      findings, party: .agent, value: levelDBFS - ownDBFS, threshold: limits.maximumRiseDB,
      unit: .decibels, evidence: answers, baseline: historyDBFS == nil ? .call : .history)
  }
}
