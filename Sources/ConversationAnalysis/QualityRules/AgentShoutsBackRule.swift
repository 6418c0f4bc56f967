public import CallTypes

/// QC123: the agent answers shouting with shouting.
///
/// What it finds: the agent's raised voice (EV104) that begins during the customer's, or within 15 s after
/// it. An agent who is loud first answers nobody.
/// Why it matters: H3 "不能以喊叫来匹配他": it makes both angrier.
/// Threshold and source: ≤ 15 s after the end of the customer's outburst; EV104 needs 10 s of speech
/// of each; H3.
/// Example: the customer shouts until 62 s, the agent from 66 s on: 4 s, flagged.
public enum AgentShoutsBackRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC123")
  public static let name = "AgentShoutsBack"
  public static let chineseName = "客服喊叫回应"
  public static let severity = FlagSeverity.critical
  public static let summary = "The agent answers the customer's shouting by shouting."
  public static let chineseSummary = "客户高声后，客服以喊叫回应。"
  public static let source = "H3 \"不能以喊叫来匹配他\""
  public static let settingsGroup = "agentShoutsBack"

  /// Settings of the answer; the group `raisedVoice` says what one is, and how much speech it needs.
  public struct Settings: DescribedSettings {
    /// Longest time from the end of the customer's outburst to the agent's, in seconds.
    public var maximumSeconds = 15.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSeconds", "A raised voice so soon after the customer's answers it",
        source: "RULES.md QC123", range: 0...120)
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentShoutsBack
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    let neededSeconds = findings.settings.raisedVoice.minimumSpeechSeconds
    guard agent.lead.speechSeconds.reaches(neededSeconds),
      customer.lead.speechSeconds.reaches(neededSeconds)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let outbursts = findings.events(.raisedVoice, of: .customer)
    let answers = findings.events(.raisedVoice, of: .agent).compactMap { answer in
      outbursts.last { $0.startSeconds <= answer.startSeconds }.map {
        (outburst: $0, answer: answer, seconds: max(0, answer.startSeconds - $0.endSeconds))
      }
    }.filter { limits.maximumSeconds.reaches($0.seconds) }
    guard let soonestSeconds = answers.map(\.seconds).min() else { return .clear }
    let trace = answers.flatMap {
      [TraceStep(.customerRaised, $0.outburst.span), TraceStep(.agentRaised, $0.answer.span)]
    }
    return flag(
      findings, party: .agent, value: soonestSeconds, threshold: limits.maximumSeconds,
      unit: .seconds, evidence: answers.flatMap { [$0.outburst.span, $0.answer.span] },
      trace: trace, baseline: .call)
  }
}
