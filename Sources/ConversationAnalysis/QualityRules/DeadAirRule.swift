public import CallTypes

/// QC103: nobody says anything for long, and it is not the customer who is thinking.
///
/// What it finds: one silence of 10 s, or five of 6 s, that passes the floor or is the agent's own.
/// Why it matters: the caller cannot tell silence from a lost line.
/// Threshold and source: P (other products); H0 asks for a word every 5 s.
/// Example: "one moment", twelve seconds of nothing, then the agent again: flagged.
public enum DeadAirRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC103")
  public static let name = "DeadAir"
  public static let chineseName = "冷场"
  public static let severity = FlagSeverity.major
  public static let summary = "The agent leaves the call silent for too long, or too often."
  public static let chineseSummary = "通话中出现过长或过多的冷场。"
  public static let source = "P; H0 5 s ladder"
  public static let settingsGroup = "deadAir"

  /// Settings of dead air.
  public struct Settings: DescribedSettings {
    /// One silence this long is enough, in seconds.
    public var longSeconds = 10.0
    /// Silences this long are counted, in seconds.
    public var repeatedSeconds = 6.0
    /// Number of counted silences that is too many.
    public var maximumCount = 5

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "longSeconds", "One silence this long is dead air", source: "RULES.md QC103", range: 1...600
      ),
      SettingDescription(
        "repeatedSeconds", "Shorter silences, from this length, count together",
        source: "RULES.md QC103", range: 1...600),
      SettingDescription(
        "maximumCount", "From this number on, counted silences are too many",
        source: "RULES.md QC103", range: 1...100),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.deadAir
    guard findings.conversation.hasSidesApart else {
      return .notEnoughEvidence(findings.conversation.reasonWithoutParty)
    }
    let silences = findings.conversation.silences.filter {
      $0.cause == .deadAir || $0.cause == .agentFloor
    }
    let long = silences.map(\.span).filter { $0.durationSeconds.reaches(limits.longSeconds) }
    if let longestSeconds = long.map(\.durationSeconds).max() {
      return flag(
        findings, value: longestSeconds, threshold: limits.longSeconds, unit: .seconds,
        evidence: long)
    }
    let counted = silences.map(\.span).filter {
      $0.durationSeconds.reaches(limits.repeatedSeconds)
    }
    guard counted.count >= limits.maximumCount else { return .clear }
    return flag(
      findings, value: Double(counted.count), threshold: Double(limits.maximumCount),
      unit: .count, evidence: counted)
  }
}
