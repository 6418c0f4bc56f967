public import CallTypes

/// QC118: the agent's voice does not move.
///
/// What it finds: the standard deviation of the agent's F0 in semitones, against a fixed limit and,
/// where the spread of earlier calls is known, against the agent's own.
/// Why it matters: H0 "语调抑扬顿挫": a flat voice sounds bored or read out.
/// Threshold and source: < 1.5 semitones, or less than half of the own spread, over at least 20 s of
/// voiced speech; H0. The fixed limit stays beside the own spread: else an agent who is always flat
/// would never be found.
/// Example: a script read out with a spread of 1.1 semitones: flagged.
public enum MonotoneAgentRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC118")
  public static let name = "MonotoneAgent"
  public static let chineseName = "语调平淡"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent's intonation is flat."
  public static let chineseSummary = "客服语调平淡，缺少抑扬顿挫。"
  public static let source = "H0 \"语调抑扬顿挫\""
  public static let settingsGroup = "monotoneAgent"

  /// Settings of the spread.
  public struct Settings: DescribedSettings {
    /// Least spread of F0, in semitones.
    public var minimumSpreadSemitones = 1.5
    /// Least spread by the agent's own of earlier calls.
    public var minimumOwnSpreadRatio = 0.5
    /// Least voiced speech, in seconds.
    public var minimumVoicedSeconds = 20.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSpreadSemitones", "Spread of F0 below which intonation is flat",
        source: "RULES.md QC118", range: 0...12),
      SettingDescription(
        "minimumOwnSpreadRatio",
        "Spread by that of the agent's earlier calls, below which intonation is flat",
        source: "own choice: 1.5 semitones are half of a usual spread", range: 0...1),
      SettingDescription(
        "minimumVoicedSeconds", "Least voiced speech before intonation is judged",
        source: "RULES.md QC118", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.monotoneAgent
    guard let agent = findings.conversation.side(of: .agent),
      let report = findings.parties[.agent]
    else { return .notEnoughEvidence(findings.conversation.reasonWithoutParty) }
    guard report.voicedSeconds.reaches(limits.minimumVoicedSeconds),
      let spread = report.f0SpreadSemitones
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    if !spread.reaches(limits.minimumSpreadSemitones) {
      return flag(
        findings, party: .agent, value: spread, threshold: limits.minimumSpreadSemitones,
        unit: .semitones, evidence: agent.speech)
    }
    guard let ownSpread = findings.usableHistory?.f0SpreadSemitones,
      !spread.reaches(limits.minimumOwnSpreadRatio * ownSpread)
    else { return .clear }
    return flag(
      findings, party: .agent, value: spread, threshold: limits.minimumOwnSpreadRatio * ownSpread,
      unit: .semitones, evidence: agent.speech, baseline: .history)
  }
}
