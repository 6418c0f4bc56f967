public import CallTypes

/// QC116: the customer is left waiting.
///
/// What it finds: the time of a hold until the agent's return; words of the customer meanwhile neither
/// end it nor count. Music after the last word is a hold from which the agent never returned.
/// Why it matters: a caller on hold for minutes without a word believes to be forgotten.
/// Threshold and source: > 120 s; P, H0 "请稍等".
/// Example: "one moment please", music for 150 s, "thank you for waiting": flagged.
public enum HoldTooLongRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC116")
  public static let name = "HoldTooLong"
  public static let chineseName = "等待过长"
  public static let severity = FlagSeverity.major
  public static let summary = "The customer is on hold for too long without a word."
  public static let chineseSummary = "客户等待时间过长，期间客服未回到通话。"
  public static let source = "P; H0 \"请稍等\""
  public static let settingsGroup = "holdTooLong"

  /// Settings of the length.
  public struct Settings: DescribedSettings {
    /// Longest hold without the agent's return, in seconds.
    public var maximumSeconds = 120.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSeconds", "Longest hold without the agent's return", source: "RULES.md QC116",
        range: 5...3600)
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.holdTooLong
    let conversation = findings.conversation
    guard conversation.hasSidesApart, conversation.side(of: .agent) != nil else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let long = conversation.holds(findings.settings.silence).filter {
      !limits.maximumSeconds.reaches($0.waitSeconds)
    }
    guard let longestSeconds = long.map(\.waitSeconds).max() else { return .clear }
    return flag(
      findings, party: .agent, value: longestSeconds, threshold: limits.maximumSeconds,
      unit: .seconds, evidence: long.map(\.span))
  }
}
