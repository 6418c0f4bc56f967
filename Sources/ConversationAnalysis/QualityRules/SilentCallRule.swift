public import CallTypes

/// QC110: the caller says nothing.
///
/// What it finds: less than 1 s of customer speech in a call in which the agent speaks. A customer's
/// channel that is digitally dead is a fault of the line (QC128), no silent caller.
/// Why it matters: H0 has a procedure for silent calls; a reviewer hears whether it was followed. The
/// caller's silence costs the agent no points.
/// Threshold and source: < 1 s of customer speech, ≥ 1 s of agent speech, calls of 10 s or more; H0.
/// Example: "您好,请讲", five seconds, "请问能听到吗", hung up: flagged.
public enum SilentCallRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC110")
  public static let name = "SilentCall"
  public static let chineseName = "无声电话"
  public static let severity = FlagSeverity.major
  public static let summary = "The customer says nothing while the agent speaks."
  public static let chineseSummary = "客户无声，仅客服讲话。"
  public static let source = "H0"
  public static let settingsGroup = "silentCall"
  public static let defaultPoints = 0.0

  /// Settings of silent calls.
  public struct Settings: DescribedSettings {
    /// Customer speech from which the caller has spoken, in seconds.
    public var maximumCustomerSeconds = 1.0
    /// Least agent speech, in seconds.
    public var minimumAgentSeconds = 1.0
    /// Shortest call, in seconds.
    public var minimumCallSeconds = 10.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumCustomerSeconds", "Customer speech from which on the caller has spoken",
        source: "RULES.md QC110", range: 0...60),
      SettingDescription(
        "minimumAgentSeconds", "Least agent speech: somebody has to have answered",
        source: "own choice: a greeting", range: 0...60),
      SettingDescription(
        "minimumCallSeconds", "Shortest call: in a shorter one nobody had the time to speak",
        source: "own choice: one wait of the protocol and a greeting", range: 0...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.silentCall
    let conversation = findings.conversation
    guard let agent = conversation.side(of: .agent), let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard !conversation.isOneSided(findings.settings.oneWayChannel) else {
      return .notEnoughEvidence(.partyAbsent)
    }
    guard conversation.durationSeconds > 0,
      conversation.durationSeconds.reaches(limits.minimumCallSeconds)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    guard !customer.speechSeconds.reaches(limits.maximumCustomerSeconds),
      agent.speechSeconds > 0, agent.speechSeconds.reaches(limits.minimumAgentSeconds)
    else { return .clear }
    let zeroSeconds =
      customer.lead.tracks.faults.digitalZeroSpans.union().totalSeconds
      + customer.absent.totalSeconds
    let deadRatio = findings.settings.oneWayChannel.digitalZeroRatio
    guard zeroSeconds < deadRatio * conversation.durationSeconds else { return .clear }
    return flag(
      findings, party: .customer, value: customer.speechSeconds,
      threshold: limits.maximumCustomerSeconds, unit: .seconds, evidence: agent.speech)
  }
}
