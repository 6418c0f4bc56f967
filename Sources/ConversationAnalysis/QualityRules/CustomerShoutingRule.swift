public import CallTypes

/// QC122: the customer shouts.
///
/// What it finds: the customer's raised voice (EV104), by number or by seconds of speech. It is raised against the
/// customer's own median of this call.
/// Why it matters: H3: a call on which the customer shouts is to be heard first. The customer's voice
/// costs the agent no points.
/// Threshold and source: ≥ 2 events or ≥ 3 s; EV104 needs 10 s of speech; H3.
/// Example: two outbursts of 1.5 s: flagged.
public enum CustomerShoutingRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC122")
  public static let name = "CustomerShouting"
  public static let chineseName = "客户高声"
  public static let severity = FlagSeverity.major
  public static let summary = "The customer shouts."
  public static let chineseSummary = "客户高声喊叫。"
  public static let source = "H3"
  public static let settingsGroup = "customerShouting"
  public static let defaultPoints = 0.0

  /// Settings of shouting; the group `raisedVoice` says what one is, and how much speech it needs.
  public struct Settings: DescribedSettings {
    /// From this number of outbursts on, the customer shouts.
    public var maximumCount = 2
    /// From this much raised voice on, the customer shouts, in seconds.
    public var maximumSeconds = 3.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumCount", "From this number of outbursts on, the customer shouts",
        source: "RULES.md QC122", range: 1...100),
      SettingDescription(
        "maximumSeconds", "From this much raised voice on, the customer shouts",
        source: "RULES.md QC122", range: 0.5...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.customerShouting
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let customer = conversation.side(of: .customer) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let neededSeconds = findings.settings.raisedVoice.minimumSpeechSeconds
    guard customer.lead.speechSeconds.reaches(neededSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let outbursts = findings.events(.raisedVoice, of: .customer)
    guard !outbursts.isEmpty else { return .clear }
    let evidence = outbursts.map(\.span)
    if outbursts.count >= limits.maximumCount {
      return flag(
        findings, party: .customer, value: Double(outbursts.count),
        threshold: Double(limits.maximumCount), unit: .count, evidence: evidence, baseline: .call)
    }
    let seconds = outbursts.reduce(0) { $0 + ($1.values[.speechSeconds] ?? 0) }
    guard seconds.reaches(limits.maximumSeconds) else { return .clear }
    return flag(
      findings, party: .customer, value: seconds, threshold: limits.maximumSeconds,
      unit: .seconds, evidence: evidence, baseline: .call)
  }
}
