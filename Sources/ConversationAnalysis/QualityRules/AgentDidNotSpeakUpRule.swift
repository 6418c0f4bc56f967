public import CallTypes

/// QC108: the agent is hard to hear and stays so.
///
/// What it finds: how far the agent's level, over 5 s windows, ever rises in the rest of the call over
/// that of the first quiet stretch (EV103). Where the agent's level in earlier calls is known, it has to
/// rise over that instead, or, of an agent who is not usually quiet, over the level that is too quiet.
/// Why it matters: H0 "稍微提高音量": an agent who is told to be too quiet speaks up a little.
/// Threshold and source: < 2 dB, at least 5 s of agent speech left; H0.
/// Example: −42 dBFS at the start and never over −41 until the end: flagged.
public enum AgentDidNotSpeakUpRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC108")
  public static let name = "AgentDidNotSpeakUp"
  public static let chineseName = "客服未提高音量"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent is too quiet and does not speak up."
  public static let chineseSummary = "客服音量过低，且始终未提高音量。"
  public static let source = "H0 \"稍微提高音量\""
  public static let settingsGroup = "agentDidNotSpeakUp"

  /// Settings of the rise.
  public struct Settings: DescribedSettings {
    /// Least rise of the level in the rest of the call, in dB.
    public var minimumRiseDB = 2.0
    /// Start of the quiet stretch whose level is to be risen over, in seconds.
    public var referenceSeconds = 5.0
    /// Least agent speech after that, in seconds.
    public var minimumSpeechSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRiseDB", "Least rise of the agent's level in the rest of the call",
        source: "RULES.md QC108", range: 0.5...40),
      SettingDescription(
        "referenceSeconds", "Start of the quiet stretch whose level is to be risen over",
        source: "own choice: one level window", range: 1...60),
      SettingDescription(
        "minimumSpeechSeconds", "Least agent speech after that: time to speak up",
        source: "own choice: one level window", range: 0.5...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentDidNotSpeakUp
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let index = conversation.sideIndex(of: .agent) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let agent = conversation.sides[index]
    let events = findings.events(.lowVolume, of: .agent)
    guard let first = events.first else { return .clear }
    let restStart = first.startSeconds + limits.referenceSeconds
    let rest = TimeSpan(restStart, max(restStart, conversation.durationSeconds))
    let usualDBFS = findings.usableHistory?.levelDBFS.map {
      min($0, findings.settings.lowVolume.minimumDBFS)
    }
    guard agent.lead.spans.seconds(in: rest).reaches(limits.minimumSpeechSeconds),
      let quietDBFS = usualDBFS
        ?? agent.lead.activeLevelDBFS(in: TimeSpan(first.startSeconds, restStart)),
      let highestDBFS = conversation.levelWindows[index].filter({
        $0.span.startSeconds.reaches(restStart)
      }).map(\.activeLevelDBFS).max()
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let riseDB = highestDBFS - quietDBFS
    guard !riseDB.reaches(limits.minimumRiseDB) else { return .clear }
    return flag(
      findings, party: .agent, value: riseDB, threshold: limits.minimumRiseDB, unit: .decibels,
      evidence: events.map(\.span), baseline: usualDBFS == nil ? .call : .history)
  }
}
