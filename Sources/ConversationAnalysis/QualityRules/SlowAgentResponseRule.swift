public import CallTypes

/// QC127: the agent answers late.
///
/// What it finds: the median gap between the end of the customer's turn and the agent's answer.
/// Why it matters: H2 响应速度: a caller who waits for each answer doubts that anybody listens.
/// Threshold and source: median ≥ 2.0 s over at least three answers; P, H2.
/// Example: answers after 1.9, 2.4 and 3.0 s: 2.4 s, flagged.
public enum SlowAgentResponseRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC127")
  public static let name = "SlowAgentResponse"
  public static let chineseName = "响应迟缓"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent is slow to answer."
  public static let chineseSummary = "客服响应迟缓。"
  public static let source = "P; H2 响应速度"
  public static let settingsGroup = "slowAgentResponse"

  /// Settings of the median.
  public struct Settings: DescribedSettings {
    /// Median gap that is too long, in seconds.
    public var maximumMedianSeconds = 2.0
    /// Least number of answers.
    public var minimumCount = 3

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumMedianSeconds", "From this median gap on, answers are slow",
        source: "RULES.md QC127", range: 0.1...60),
      SettingDescription(
        "minimumCount", "Least number of answers before the median is judged",
        source: "RULES.md QC127", range: 1...100),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.slowAgentResponse
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let side = conversation.sideIndex(of: .agent) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let median = conversation.medianResponse(ofSide: side)
    guard let medianSeconds = median.seconds, median.count >= limits.minimumCount else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    guard medianSeconds.reaches(limits.maximumMedianSeconds) else { return .clear }
    let slow = conversation.responses.filter {
      $0.toSide == side && $0.offsetSeconds > 0
        && $0.offsetSeconds.reaches(limits.maximumMedianSeconds)
    }
    return flag(
      findings, party: .agent, value: medianSeconds, threshold: limits.maximumMedianSeconds,
      unit: .seconds, evidence: slow.map { TimeSpan($0.endSeconds, $0.startSeconds) })
  }
}
