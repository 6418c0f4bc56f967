public import CallTypes

/// QC126: the agent talks without a break.
///
/// What it finds: the agent holding the floor (EV113) for a minute.
/// Why it matters: the caller stops listening, or cannot get a word in.
/// Threshold and source: ≥ 60 s; P.
/// Example: 95 s of contract terms with two "mm-hm" in between: flagged.
public enum AgentMonologueRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC126")
  public static let name = "AgentMonologue"
  public static let chineseName = "客服独白"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent holds the floor for too long at a time."
  public static let chineseSummary = "客服单次讲话时间过长。"
  public static let source = "P"
  public static let settingsGroup = "agentMonologue"

  /// Settings of the length.
  public struct Settings: DescribedSettings {
    /// Longest time of holding the floor, in seconds; not below `monologue.minimumSeconds`.
    public var maximumSeconds = 60.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSeconds",
        "From this time on, holding the floor is a monologue; monologue.minimumSeconds comes first",
        source: "RULES.md QC126", range: 5...3600)
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentMonologue
    let conversation = findings.conversation
    guard conversation.hasSidesApart, conversation.side(of: .agent) != nil else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let found = findings.events(.monologue, of: .agent).filter {
      $0.durationSeconds.reaches(limits.maximumSeconds)
    }
    guard let longestSeconds = found.map(\.durationSeconds).max() else { return .clear }
    return flag(
      findings, party: .agent, value: longestSeconds, threshold: limits.maximumSeconds,
      unit: .seconds, evidence: found.map(\.span))
  }
}
