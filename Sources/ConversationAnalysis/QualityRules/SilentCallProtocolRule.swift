public import CallTypes

/// QC111: a silent call is not handled by the procedure.
///
/// What it finds: on a call on which the customer says nothing, not even a word, the ladder greeting –
/// wait – second prompt – wait – closing words – wait – end. A prompt that is missing, a wait under 4 s,
/// hanging up at once, or more than 30 s in all break it. What the customer's line carries (noise, comfort noise,
/// digital zero) changes nothing, as the agent hears nobody either way; music means a caller on hold, and
/// a call that goes to engineering (QC128) is not judged. Where the customer's leg ends first, what the
/// agent could not do any more is not missing. Without a sign of that, a caller who hangs up at once
/// cannot be told from an agent who does.
/// Why it matters: the caller may hear the agent and be looking for the microphone; H0 says how long to
/// wait.
/// Threshold and source: 3 prompts, waits ≥ 4 s of the handbook's 5, ≤ 30 s; H0.
/// Example: "您好,请讲" 0.4–3.1, waited 5.2 s, "请问能听到吗" 8.3–10.0, end: closing words are missing.
public enum SilentCallProtocolRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC111")
  public static let name = "SilentCallProtocol"
  public static let chineseName = "无声电话流程"
  public static let severity = FlagSeverity.minor
  public static let summary = "A silent call is not handled as the handbook says."
  public static let chineseSummary = "遇到无声电话，客服未按流程提示、等待后再挂机。"
  public static let source = "H0 \"稍停5秒…再稍停5秒,挂机\""
  public static let settingsGroup = "silentCallProtocol"

  /// Settings of the ladder; the agent's least speech is that of the group `silentCall`.
  public struct Settings: DescribedSettings {
    /// Customer speech from which on somebody has answered, in seconds.
    public var maximumAnswerSeconds = 0.4
    /// Least number of the agent's utterances: greeting, prompts and closing words.
    public var minimumPromptCount = 3
    /// Shortest wait after an utterance, in seconds.
    public var minimumWaitSeconds = 4.0
    /// Longest time from greeting to end, in seconds.
    public var maximumTotalSeconds = 30.0
    /// Pauses up to this length are inside an utterance, in seconds.
    public var joinSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumAnswerSeconds",
        "Customer speech from which on somebody has answered: less than makes a caller of QC110",
        source: "own choice: \"yes?\"; clicks and breath taken for speech are shorter",
        range: 0...60),
      SettingDescription(
        "minimumPromptCount", "Least utterances: greeting, second prompt, closing words",
        source: "RULES.md QC111; H0", range: 1...10),
      SettingDescription(
        "minimumWaitSeconds", "Shortest wait after an utterance: five seconds, counted in the head",
        source: "RULES.md QC111; H0 5 s", range: 0...60),
      SettingDescription(
        "maximumTotalSeconds", "Longest time from the greeting to the end of the call",
        source: "RULES.md QC111", range: 5...600),
      SettingDescription(
        "joinSeconds", "Pauses up to this length are inside an utterance, not a wait",
        source: "own choice: a breath", range: 0...5),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.silentCallProtocol
    let silent = findings.settings.silentCall
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard !conversation.isOneSided(findings.settings.oneWayChannel) else {
      return .notEnoughEvidence(.partyAbsent)
    }
    guard !customer.speechSeconds.reaches(limits.maximumAnswerSeconds) else { return .clear }
    let end = conversation.callEnd(findings.settings.callEnd)
    guard agent.speechSeconds > 0, agent.speechSeconds.reaches(silent.minimumAgentSeconds),
      let ladder = PromptLadder(
        speech: agent.speech, endSeconds: end.endSeconds, joinSeconds: limits.joinSeconds)
    else { return .notEnoughEvidence(agent.speech.isEmpty ? .noSpeech : .notEnoughSpeech) }
    guard !hasMusic(in: ladder, conversation, findings.settings.silence.musicRatio) else {
      return .clear
    }
    if case .flag = OneWayAudioRule.verdict(on: findings) {
      return .notEnoughEvidence(.notScorable)
    }
    let faults = faults(of: ladder, endedByCustomer: end.endedBy == .customer, limits)
    guard let worst = faults.first else { return .clear }
    let spoken = ladder.trace(joinSeconds: limits.joinSeconds) { index in
      if index == 0 { return .greeting }
      let isLast = index == ladder.prompts.count - 1
      return isLast && index + 1 >= limits.minimumPromptCount ? .closing : .prompt
    }
    return flag(
      findings, party: .agent, value: worst.value, threshold: worst.threshold, unit: worst.unit,
      evidence: [ladder.span], trace: spoken + faults.map(\.step))
  }

  /// A step of the ladder that went wrong.
  private struct Fault {
    var step: TraceStep
    var value: Double
    var threshold: Double
    var unit: FlagUnit
  }

  /// What went wrong, the gravest first.
  private static func faults(
    of ladder: PromptLadder, endedByCustomer: Bool, _ limits: Settings
  ) -> [Fault] {
    var faults: [Fault] = []
    let count = ladder.prompts.count
    if !endedByCustomer, count < limits.minimumPromptCount {
      let isAtClosing = count == limits.minimumPromptCount - 1
      faults.append(
        Fault(
          step: isAtClosing ? TraceStep(.missingClosing) : TraceStep(.missingPrompt, [.ordinal: 2]),
          value: Double(count), threshold: Double(limits.minimumPromptCount), unit: .count))
    }
    for (index, seconds) in ladder.waitsSeconds.enumerated()
    where !seconds.reaches(limits.minimumWaitSeconds) {
      let isLast = index == count - 1
      if isLast, endedByCustomer { continue }
      let isMissing = isLast && limits.joinSeconds.reaches(seconds)
      let step = TraceStep(
        isMissing ? .missingWait : .shortWait,
        [.ordinal: Double(index + 1), .durationSeconds: seconds])
      faults.append(
        Fault(
          step: step, value: seconds, threshold: limits.minimumWaitSeconds, unit: .seconds))
    }
    if !limits.maximumTotalSeconds.reaches(ladder.span.durationSeconds) {
      let seconds = ladder.span.durationSeconds
      faults.append(
        Fault(
          step: TraceStep(.longTotal, [.durationSeconds: seconds]), value: seconds,
          threshold: limits.maximumTotalSeconds, unit: .seconds))
    }
    return faults
  }

  /// Whether the line plays music while the agent waits.
  private static func hasMusic(
    in ladder: PromptLadder, _ conversation: Conversation, _ musicRatio: Double
  ) -> Bool {
    let music = conversation.channels.flatMap(\.music).union()
    let waits = ladder.prompts.complement(in: ladder.span)
    let seconds = music.intersection(waits).totalSeconds
    return seconds > 0 && seconds >= musicRatio * waits.totalSeconds
  }
}
