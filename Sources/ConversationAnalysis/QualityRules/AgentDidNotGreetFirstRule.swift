public import CallTypes

/// QC114: the customer has to speak first.
///
/// What it finds: customer speech before the agent's first word. A recording that begins inside the
/// customer's speech began too late to tell.
/// Why it matters: H3 asks for a greeting; a caller who says "hello?" into silence has waited.
/// Threshold and source: ≥ 1 s alone; H3 问候. Of outbound calls, where the called person answers with
/// a word, longer answers are found as well: give the rule no points there.
/// Example: "hello? is anybody there?", 1.6 s, then "good morning": flagged.
public enum AgentDidNotGreetFirstRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC114")
  public static let name = "AgentDidNotGreetFirst"
  public static let chineseName = "未先问候"
  public static let severity = FlagSeverity.minor
  public static let summary = "The customer speaks first, before the agent has greeted."
  public static let chineseSummary = "客服未先问候，客户先开口。"
  public static let source = "H3 问候"
  public static let settingsGroup = "agentDidNotGreetFirst"

  /// Settings of the first words.
  public struct Settings: DescribedSettings {
    /// Customer speech before the agent's first word that is too much, in seconds.
    public var maximumCustomerSeconds = 1.0
    /// A recording that begins this close to speech began inside it, in seconds.
    public var minimumLeadSeconds = 0.1

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumCustomerSeconds",
        "From this much customer speech before the agent's first word on, the agent did not greet",
        source: "RULES.md QC114", range: 0.1...60),
      SettingDescription(
        "minimumLeadSeconds",
        "Least time before the first word: with less, the recording began inside speech",
        source: "own choice: as abruptEnd.maximumTailSeconds", range: 0...5),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentDidNotGreetFirst
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard let greeting = agent.speech.first?.startSeconds else {
      return .notEnoughEvidence(.noSpeech)
    }
    guard !agent.isAbsentAtStart else { return .notEnoughEvidence(.partyAbsent) }
    let alone = customer.speech.clipped(to: TimeSpan(0, greeting))
    guard let first = alone.first, alone.totalSeconds.reaches(limits.maximumCustomerSeconds) else {
      return .clear
    }
    guard first.startSeconds.reaches(limits.minimumLeadSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    return flag(
      findings, party: .agent, value: alone.totalSeconds,
      threshold: limits.maximumCustomerSeconds, unit: .seconds,
      evidence: [TimeSpan(first.startSeconds, greeting)])
  }
}
