public import CallTypes

/// QC106: the agent is hard to hear.
///
/// What it finds: 10 s of quiet agent speech (EV103), or a fifth of the agent's speech. A quiet line
/// is an event of nobody, and not counted.
/// Why it matters: H0 "客户抱怨客服代表声音小": customers complain, or ask again.
/// Threshold and source: 10 s or 20 %, at least 5 s of speech; H0.
/// Example: the agent's headset slips and the level falls by 15 dB for a minute: flagged.
public enum AgentTooQuietRule: QualityRule {
  public typealias Settings = QuietPartySettings

  public static let code = RuleCode(rawValue: "QC106")
  public static let name = "AgentTooQuiet"
  public static let chineseName = "客服音量过低"
  public static let severity = FlagSeverity.major
  public static let summary = "The agent is too quiet to be heard well."
  public static let chineseSummary = "客服音量过低。"
  public static let source = "H0 \"客户抱怨客服代表声音小\""
  public static let settingsGroup = "agentTooQuiet"

  public static func verdict(on findings: Findings) -> RuleVerdict {
    quietVerdict(of: .agent, on: findings, limits: findings.settings.agentTooQuiet)
  }
}
