public import CallTypes

/// QC124: the agent hangs up before the customer does.
///
/// What it finds: the agent's leg dies (digital zero or a busy tone) before the customer's; or the call
/// ends right after the agent's last word with the customer's leg live. Where both legs end together in
/// the middle of a word, the line may have dropped (QC125): no verdict. Nor is there one where the
/// customer's leg is digital zero in its pauses anyway. On a silent call hanging up is the procedure
/// (QC111).
/// Why it matters: H3 "让客户先挂断电话": the customer may have one more question.
/// Threshold and source: leg gone ≥ 0.2 s before the other, or end ≤ 0.5 s after the agent's word; H3.
/// Example: "goodbye", and 0.3 s later the recording ends over the customer's room noise: flagged.
public enum AgentHungUpFirstRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC124")
  public static let name = "AgentHungUpFirst"
  public static let chineseName = "客服先挂机"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent hangs up before the customer does."
  public static let chineseSummary = "客服先于客户挂断电话。"
  public static let source = "H3 \"让客户先挂断电话\""
  public static let settingsGroup = "agentHungUpFirst"

  /// Settings of hanging up; legs are read by the group `callEnd`.
  public struct Settings: DescribedSettings {
    /// The agent's leg must be gone this long before the customer's, in seconds.
    public var minimumLeadSeconds = 0.2
    /// Longest time from the agent's last word to the end of a call that the agent ended, in seconds.
    public var maximumTailSeconds = 0.5
    /// Speech this close to the end was cut off by the line, in seconds.
    public var minimumTailSeconds = 0.1
    /// Least customer speech, in seconds.
    public var minimumCustomerSeconds = 1.0
    /// Stretch before the end that is played, in seconds.
    public var evidenceSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumLeadSeconds", "The agent's leg is gone this long before the customer's",
        source: "own choice: ten packets of 20 ms", range: 0...60),
      SettingDescription(
        "maximumTailSeconds", "The agent hung up when the call ends so soon after the agent's word",
        source: "RULES.md QC124", range: 0...10),
      SettingDescription(
        "minimumTailSeconds", "Speech this close to the end was cut off: the line may have dropped",
        source: "own choice: as abruptEnd.maximumTailSeconds", range: 0...5),
      SettingDescription(
        "minimumCustomerSeconds", "Least customer speech: on a silent call QC111 judges",
        source: "own choice: as QC110", range: 0...60),
      SettingDescription(
        "evidenceSeconds", "Stretch before the end that is played",
        source: "own choice: as QC125", range: 0.5...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentHungUpFirst
    let conversation = findings.conversation
    guard conversation.hasSidesApart, !conversation.hasSpeakers,
      let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard let lastWord = agent.speech.last?.endSeconds else { return .notEnoughEvidence(.noSpeech) }
    guard customer.speechSeconds.reaches(limits.minimumCustomerSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let lastAbsentSeconds = conversation.absent(besides: -1).last?.endSeconds ?? -.infinity
    guard
      !findings.settings.callEnd.togetherSeconds.reaches(
        conversation.durationSeconds - lastAbsentSeconds)
    else { return .notEnoughEvidence(.partyAbsent) }
    guard conversation.legEnd(of: customer, findings.settings.callEnd) != .unknown else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let end = conversation.callEnd(findings.settings.callEnd)
    if let party = end.endedBy {
      guard party == .agent, end.leadSeconds.reaches(limits.minimumLeadSeconds) else {
        return .clear
      }
      return flagged(
        findings, value: end.leadSeconds, threshold: limits.minimumLeadSeconds, at: end.endSeconds)
    }
    guard let customerWord = customer.speech.last?.endSeconds, lastWord > customerWord else {
      return .clear
    }
    let tailSeconds = end.endSeconds - lastWord
    guard !limits.minimumTailSeconds.reaches(tailSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    guard limits.maximumTailSeconds.reaches(tailSeconds) else { return .clear }
    return flagged(
      findings, value: tailSeconds, threshold: limits.maximumTailSeconds, at: end.endSeconds)
  }

  private static func flagged(
    _ findings: Findings, value: Double, threshold: Double, at endSeconds: Double
  ) -> RuleVerdict {
    let start = max(0, endSeconds - findings.settings.agentHungUpFirst.evidenceSeconds)
    return flag(
      findings, party: .agent, value: value, threshold: threshold, unit: .seconds,
      evidence: [TimeSpan(start, max(endSeconds, start))])
  }
}
