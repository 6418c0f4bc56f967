public import CallTypes

/// QC119: the agent speaks too fast.
///
/// What it finds: syllable nuclei per second of the agent's speech.
/// Why it matters: H3 "清晰并且缓慢": who speaks fast is asked to repeat.
/// Threshold and source: > 6.5 per second over at least 20 s of speech; H3.
/// Example: terms read out at 7.2 syllables per second: flagged.
public enum SpeechTooFastRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC119")
  public static let name = "SpeechTooFast"
  public static let chineseName = "语速过快"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent speaks too fast."
  public static let chineseSummary = "客服语速过快。"
  public static let source = "H3 \"清晰并且缓慢\""
  public static let settingsGroup = "speechTooFast"

  /// Settings of the rate.
  public struct Settings: DescribedSettings {
    /// Greatest rate.
    public var maximumSyllablesPerSecond = 6.5
    /// Least speech, in seconds.
    public var minimumSpeechSeconds = 20.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSyllablesPerSecond", "Rate above which speech is too fast",
        source: "RULES.md QC119", range: 1...15),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech before the rate is judged",
        source: "RULES.md QC119", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.speechTooFast
    guard let agent = findings.conversation.side(of: .agent),
      let report = findings.parties[.agent]
    else { return .notEnoughEvidence(findings.conversation.reasonWithoutParty) }
    guard agent.lead.speechSeconds.reaches(limits.minimumSpeechSeconds),
      let rate = report.syllablesPerSecond
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    guard !limits.maximumSyllablesPerSecond.reaches(rate) else { return .clear }
    return flag(
      findings, party: .agent, value: rate, threshold: limits.maximumSyllablesPerSecond,
      unit: .syllablesPerSecond, evidence: agent.speech)
  }
}
