public import CallTypes

/// QC102: the agent talks into the customer's speech.
///
/// What it finds: interruptions by the agent of 1 s or more: three of them, or one per two minutes.
/// Why it matters: H2 "不打断客户的讲话": a customer who is cut off repeats himself or gives up.
/// Threshold and source: count ≥ 3, or ≥ length of the talk ÷ 120 s; H2. The rate needs 30 s of talk.
/// Example: two interruptions in a talk of four minutes, flagged; two in ten minutes, not.
public enum AgentInterruptsRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC102")
  public static let name = "AgentInterrupts"
  public static let chineseName = "客服抢话"
  public static let severity = FlagSeverity.major
  public static let summary = "The agent interrupts the customer repeatedly."
  public static let chineseSummary = "客服多次打断客户讲话。"
  public static let source = "H2 \"不打断客户的讲话\""
  public static let settingsGroup = "agentInterrupts"

  /// Settings of the count.
  public struct Settings: DescribedSettings {
    /// Shortest interruption counted, in seconds.
    public var minimumSeconds = 1.0
    /// Interruptions that are too many in any call.
    public var maximumCount = 3
    /// One interruption per this time is too many, in seconds.
    public var intervalSeconds = 120.0
    /// Shortest talk for which the rate is judged, in seconds.
    public var rateMinimumSeconds = 30.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Shortest interruption counted", source: "RULES.md QC102",
        range: 0.5...10),
      SettingDescription(
        "maximumCount", "From this number on, interruptions are too many in any call",
        source: "RULES.md QC102", range: 1...100),
      SettingDescription(
        "intervalSeconds", "One interruption per this time of talk is too many",
        source: "RULES.md QC102: one per 2 min", range: 1...3600),
      SettingDescription(
        "rateMinimumSeconds", "Shortest talk for which the rate is judged",
        source: "own choice: as QC101", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentInterrupts
    let conversation = findings.conversation
    guard conversation.hasSidesApart, conversation.side(of: .agent) != nil else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    guard conversation.isSureOfOverlap(findings.settings.speakers) else {
      return .notEnoughEvidence(.speakersUnsure)
    }
    let found = findings.events(.overlap, of: .agent).filter {
      $0.cause == .interruption && $0.jointSeconds.reaches(limits.minimumSeconds)
    }
    guard !found.isEmpty, let talk = conversation.talkSpan else { return .clear }
    var allowed = Double(limits.maximumCount)
    if talk.durationSeconds.reaches(limits.rateMinimumSeconds) {
      allowed = min(allowed, max(1, talk.durationSeconds / limits.intervalSeconds))
    }
    guard Double(found.count).reaches(allowed) else { return .clear }
    return flag(
      findings, party: .agent, value: Double(found.count), threshold: allowed, unit: .count,
      evidence: found.map(\.span))
  }
}
