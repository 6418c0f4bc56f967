public import CallTypes

/// QC109: the line is noisy.
///
/// What it finds: a fifth of a side's speech less than 10 dB over the background (EV105).
/// Why it matters: H0 "杂音太大听不清楚": words get lost; the line, not the agent, is at fault.
/// Threshold and source: 20 % of speech on either side, at least 5 s of speech; H0.
/// Example: a customer in a railway station, 7 dB over the noise throughout: 1.0, flagged.
public enum NoisyLineRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC109")
  public static let name = "NoisyLine"
  public static let chineseName = "线路杂音"
  public static let severity = FlagSeverity.technical
  public static let summary = "Too much of a side's speech drowns in noise."
  public static let chineseSummary = "线路杂音过大，听不清楚。"
  public static let source = "H0 \"杂音太大听不清楚\""
  public static let settingsGroup = "noisyLine"

  /// Settings of the share.
  public struct Settings: DescribedSettings {
    /// Share of noisy speech that is too much.
    public var maximumNoisyRatio = 0.20
    /// Least speech of a side, in seconds.
    public var minimumSpeechSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumNoisyRatio", "From this share of noisy speech on, the line is noisy",
        source: "RULES.md QC109", range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of a side before its share is judged",
        source: "own choice: one level window", range: 0...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.noisyLine
    let judged = findings.conversation.sides.filter {
      $0.lead.speechSeconds > 0 && $0.lead.speechSeconds.reaches(limits.minimumSpeechSeconds)
    }
    guard !judged.isEmpty else { return .notEnoughEvidence(.notEnoughSpeech) }
    let shares = judged.map { side in
      let events = findings.events(.noise, of: side.party)
      let noisySeconds = events.reduce(0) { $0 + ($1.values[.speechSeconds] ?? 0) }
      return (
        party: side.party, ratio: noisySeconds / side.lead.speechSeconds,
        spans: events.map(\.span)
      )
    }
    let noisy = shares.filter { $0.ratio > 0 && $0.ratio.reaches(limits.maximumNoisyRatio) }
    guard let worst = noisy.max(by: { $0.ratio < $1.ratio }) else { return .clear }
    return flag(
      findings, party: noisy.count == 1 ? worst.party : nil, value: worst.ratio,
      threshold: limits.maximumNoisyRatio, unit: .ratio, evidence: noisy.flatMap(\.spans))
  }
}
