public import CallTypes

/// QC105: the customer is hard to hear.
///
/// What it finds: 10 s of quiet customer speech (EV103), or a fifth of the customer's speech. A quiet
/// line is an event of nobody, and not counted.
/// Why it matters: H0 "客户音小听不清楚" has a procedure of its own; a reviewer hears whether the agent
/// followed it. The customer's voice costs the agent no points.
/// Threshold and source: 10 s or 20 %, at least 5 s of speech; H0.
/// Example: a customer on a hands-free set at −45 dBFS for half a minute: flagged.
public enum CustomerTooQuietRule: QualityRule {
  public typealias Settings = QuietPartySettings

  public static let code = RuleCode(rawValue: "QC105")
  public static let name = "CustomerTooQuiet"
  public static let chineseName = "客户音量过低"
  public static let severity = FlagSeverity.minor
  public static let summary = "The customer is too quiet to be heard well."
  public static let chineseSummary = "客户音量过低，听不清楚。"
  public static let source = "H0 \"客户音小听不清楚\""
  public static let settingsGroup = "customerTooQuiet"
  public static let defaultPoints = 0.0

  public static func verdict(on findings: Findings) -> RuleVerdict {
    quietVerdict(of: .customer, on: findings, limits: findings.settings.customerTooQuiet)
  }
}
