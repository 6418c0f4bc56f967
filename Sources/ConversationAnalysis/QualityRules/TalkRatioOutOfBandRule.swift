public import CallTypes

/// QC101: the customer has too little or too much of the talk.
///
/// What it finds: customer speech ÷ (customer + agent speech) outside the band.
/// Why it matters: a caller who is not let speak is not understood; the handbook asks for seven parts
/// customer, three parts agent.
/// Threshold and source: 0.55–0.85 about a target of 0.70, at least 30 s of speech; H0
/// "7分话顾客说,3分话客服说".
/// Example: the agent explains for 60 s, the customer says 20 s: 0.25, flagged.
public enum TalkRatioOutOfBandRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC101")
  public static let name = "TalkRatioOutOfBand"
  public static let chineseName = "对话比例失衡"
  public static let severity = FlagSeverity.major
  public static let summary = "The customer's share of the speech lies outside the band."
  public static let chineseSummary = "客户说话占比超出规定范围。"
  public static let source = "H0 \"7分话顾客说,3分话客服说\""
  public static let settingsGroup = "talkRatioOutOfBand"

  /// Settings of the band.
  public struct Settings: DescribedSettings {
    /// Least customer share of speech.
    public var minimumCustomerRatio = 0.55
    /// Greatest customer share of speech.
    public var maximumCustomerRatio = 0.85
    /// Least speech of both in all, in seconds.
    public var minimumSpeechSeconds = 30.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumCustomerRatio", "Least customer share of speech about the target of 0.70",
        source: "RULES.md QC101; H0", range: 0...1),
      SettingDescription(
        "maximumCustomerRatio", "Greatest customer share of speech about the target of 0.70",
        source: "RULES.md QC101; H0", range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of both before the share is judged",
        source: "RULES.md QC101", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.talkRatioOutOfBand
    guard let agent = findings.conversation.side(of: .agent),
      let customer = findings.conversation.side(of: .customer)
    else { return .notEnoughEvidence(findings.conversation.reasonWithoutParty) }
    guard !findings.conversation.isOneSided(findings.settings.oneWayChannel) else {
      return .notEnoughEvidence(.partyAbsent)
    }
    let speechSeconds = agent.speechSeconds + customer.speechSeconds
    guard speechSeconds > 0, speechSeconds.reaches(limits.minimumSpeechSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let ratio = customer.speechSeconds / speechSeconds
    if !ratio.reaches(limits.minimumCustomerRatio) {
      return flag(
        findings, party: .agent, value: ratio, threshold: limits.minimumCustomerRatio,
        unit: .ratio, evidence: agent.speech)
    }
    if !limits.maximumCustomerRatio.reaches(ratio) {
      return flag(
        findings, party: .customer, value: ratio, threshold: limits.maximumCustomerRatio,
        unit: .ratio, evidence: customer.speech)
    }
    return .clear
  }
}
