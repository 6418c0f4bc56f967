public import CallTypes

/// QC120: the agent speaks too slowly.
///
/// What it finds: syllable nuclei per second of the agent's speech.
/// Why it matters: slow speech tires the caller and costs time; it may also mean that the agent reads
/// while speaking.
/// Threshold and source: < 2.5 per second over at least 20 s of speech; H3 "清晰并且缓慢".
/// Example: a hesitant agent at 2.1 syllables per second: flagged.
public enum SpeechTooSlowRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC120")
  public static let name = "SpeechTooSlow"
  public static let chineseName = "语速过慢"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent speaks too slowly."
  public static let chineseSummary = "客服语速过慢。"
  public static let source = "H3 \"清晰并且缓慢\""
  public static let settingsGroup = "speechTooSlow"

  /// Settings of the rate.
  public struct Settings: DescribedSettings {
    /// Least rate.
    public var minimumSyllablesPerSecond = 2.5
    /// Least speech, in seconds.
    public var minimumSpeechSeconds = 20.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSyllablesPerSecond", "Rate below which speech is too slow",
        source: "RULES.md QC120", range: 0...15),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech before the rate is judged",
        source: "RULES.md QC120", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.speechTooSlow
    guard let agent = findings.conversation.side(of: .agent),
      let report = findings.parties[.agent]
    else { return .notEnoughEvidence(findings.conversation.reasonWithoutParty) }
    guard agent.lead.speechSeconds.reaches(limits.minimumSpeechSeconds),
      let rate = report.syllablesPerSecond
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    guard !rate.reaches(limits.minimumSyllablesPerSecond) else { return .clear }
    return flag(
      findings, party: .agent, value: rate, threshold: limits.minimumSyllablesPerSecond,
      unit: .syllablesPerSecond, evidence: agent.speech)
  }
}
