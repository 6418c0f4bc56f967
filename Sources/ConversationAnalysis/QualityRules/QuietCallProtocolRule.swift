public import CallTypes

/// QC112: the agent ends a call with a quiet or noisy customer without the procedure.
///
/// What it finds: a customer who is quiet (EV103) or noisy (EV105) for most of the speech and to the
/// last word, and an agent who then speaks fewer than two more times, or ends the call within 5 s of the
/// last prompt. Where the customer becomes clear again, the agent speaks on (more than three times: the
/// conversation went on), or the customer's leg ends first, there is nothing to find. Where the recording
/// ends inside speech, the line may have dropped: no verdict.
/// Why it matters: H0 "不可以直接挂机": the customer may hear the agent well.
/// Threshold and source: 2 prompts, 5 s; H0 "过5秒挂机".
/// Example: "请您大声一点" once, 1.5 s later the call ends: flagged.
public enum QuietCallProtocolRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC112")
  public static let name = "QuietCallProtocol"
  public static let chineseName = "音小杂音流程"
  public static let severity = FlagSeverity.minor
  public static let summary = "A call with a quiet or noisy customer is ended without prompts."
  public static let chineseSummary = "客户音小或杂音大，客服未按流程提示、等待便挂机。"
  public static let source = "H0 \"过5秒挂机\", \"不可以直接挂机\""
  public static let settingsGroup = "quietCallProtocol"

  /// Settings of the procedure.
  public struct Settings: DescribedSettings {
    /// Share of the customer's speech that is quiet or noisy.
    public var minimumAffectedRatio = 0.5
    /// Least customer speech, in seconds.
    public var minimumSpeechSeconds = 2.0
    /// Customer speech after the last quiet or noisy stretch from which the customer is clear again.
    public var clearSeconds = 1.0
    /// Least number of the agent's utterances after the customer is first hard to hear.
    public var minimumPromptCount = 2
    /// With more utterances the conversation went on.
    public var maximumPromptCount = 3
    /// Shortest wait after the last prompt, in seconds.
    public var minimumWaitSeconds = 5.0
    /// Pauses up to this length are inside an utterance, in seconds.
    public var joinSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumAffectedRatio", "Share of the customer's speech that is quiet or noisy",
        source: "own choice: most of it", range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least customer speech: with less, the call is silent (QC111)",
        source: "own choice: one level window", range: 0...600),
      SettingDescription(
        "clearSeconds", "Customer speech after the last quiet or noisy stretch that is clear again",
        source: "own choice: a phrase", range: 0...60),
      SettingDescription(
        "minimumPromptCount", "Least utterances of the agent once the customer is hard to hear",
        source: "RULES.md QC112: twice more", range: 1...10),
      SettingDescription(
        "maximumPromptCount", "With more utterances the agent understood, and the call went on",
        source: "own choice: two prompts and closing words", range: 1...100),
      SettingDescription(
        "minimumWaitSeconds", "Shortest wait after the last prompt before the call ends",
        source: "RULES.md QC112; H0 5 s", range: 0...60),
      SettingDescription(
        "joinSeconds", "Pauses up to this length are inside an utterance, not a wait",
        source: "own choice: as QC111", range: 0...5),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.quietCallProtocol
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard !conversation.isOneSided(findings.settings.oneWayChannel) else {
      return .notEnoughEvidence(.partyAbsent)
    }
    let speech = customer.lead.spans
    guard speech.totalSeconds > 0, speech.totalSeconds.reaches(limits.minimumSpeechSeconds) else {
      return .notEnoughEvidence(.notEnoughSpeech)
    }
    let hard = (findings.events(.lowVolume, of: .customer) + findings.events(.noise, of: .customer))
      .map(\.span).union()
    guard let first = hard.first, let last = hard.last else { return .clear }
    let affectedSeconds = hard.intersection(speech).totalSeconds
    guard affectedSeconds.reaches(limits.minimumAffectedRatio * speech.totalSeconds) else {
      return .clear
    }
    let after = TimeSpan(last.endSeconds, max(last.endSeconds, conversation.durationSeconds))
    guard !speech.seconds(in: after).reaches(limits.clearSeconds) else { return .clear }
    let end = conversation.callEnd(findings.settings.callEnd)
    guard end.endedBy != .customer else { return .clear }
    guard let lastWord = conversation.talkSpan?.endSeconds,
      !findings.settings.abruptEnd.maximumTailSeconds.reaches(end.endSeconds - lastWord)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let answers = agent.speech.filter { $0.startSeconds >= first.startSeconds }
    let ladder = PromptLadder(
      speech: answers, endSeconds: end.endSeconds, joinSeconds: limits.joinSeconds)
    return verdict(on: findings, ladder, from: first.startSeconds, to: end.endSeconds)
  }

  /// Judges the prompts after the customer was first hard to hear; `nil` = none.
  private static func verdict(
    on findings: Findings, _ ladder: PromptLadder?, from start: Double, to end: Double
  ) -> RuleVerdict {
    let limits = findings.settings.quietCallProtocol
    let count = ladder?.prompts.count ?? 0
    guard count <= limits.maximumPromptCount else { return .clear }
    let waitSeconds = ladder?.waitsSeconds.last ?? 0
    var trace = [TraceStep(.hardToHear, [.startSeconds: start])]
    trace += ladder?.trace(joinSeconds: limits.joinSeconds) { _ in .prompt } ?? []
    let evidence = [TimeSpan(start, max(start, end))]
    if count < limits.minimumPromptCount {
      return flag(
        findings, party: .agent, value: Double(count),
        threshold: Double(limits.minimumPromptCount), unit: .count, evidence: evidence,
        trace: trace + [TraceStep(.missingPrompt, [.ordinal: count == 0 ? 1 : 2])])
    }
    guard !waitSeconds.reaches(limits.minimumWaitSeconds) else { return .clear }
    return flag(
      findings, party: .agent, value: waitSeconds, threshold: limits.minimumWaitSeconds,
      unit: .seconds, evidence: evidence,
      trace: trace + [TraceStep(.shortLastWait, [.durationSeconds: waitSeconds])])
  }
}
