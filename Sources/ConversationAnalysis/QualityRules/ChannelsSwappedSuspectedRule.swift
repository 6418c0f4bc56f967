public import CallTypes

/// QC132: agent and customer may be on each other's channel.
///
/// What it finds, one of three. Ringing on the customer's channel only, and then a first turn of the
/// declared customer that is long enough for a greeting, before the agent's first word: whoever is rung
/// up greets, and the ringing is heard where the answer comes. A declared customer who opens the call
/// at length (QC114), with a talk ratio outside the band (QC101) that would be nearer to its middle with
/// the channels exchanged: of 500 telephone calls one was not opened by who was called (Schegloff 1968,
/// American Anthropologist 70:1075). And, where the agent's voice was enrolled: that voice on the
/// customer's channel; on the agent's own, it rules the others out. It is a suspicion: roles are never
/// changed.
/// Why it matters: every figure would be the other party's, so that the call is not scored.
/// Threshold and source: after ringing a turn of ≥ 2 s, with the talk ratio one of ≥ 1.5 s, or a voice
/// that is the agent's with a probability of ≥ 0.95; own choice: called customers answer with a word or
/// two. Where agents call customers, longer answers are found as well: raise the thresholds there.
/// Example: "good morning, Bank of the North, how can I help" on the customer's channel after four
/// rings, or in a call of which the declared agent has 70 % of the speech: flagged.
public enum ChannelsSwappedSuspectedRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC132")
  public static let name = "ChannelsSwappedSuspected"
  public static let chineseName = "疑似声道互换"
  public static let severity = FlagSeverity.technical
  public static let summary = "Agent and customer may be on each other's channel."
  public static let chineseSummary = "客服与客户的声道疑似互换。"
  public static let source = "H2 \"通话中断、声音不清\""
  public static let settingsGroup = "channelsSwappedSuspected"
  public static let forbidsScoring = true

  /// Settings of the suspicion.
  public struct Settings: DescribedSettings {
    /// Shortest speech of the declared customer that may be an agent's greeting, in seconds.
    public var minimumGreetingSeconds = 2.0
    /// Shortest opening of the declared customer that counts beside the talk ratio, in seconds.
    public var minimumOpeningSeconds = 1.5
    /// The greeting begins at most this long after the ringing, in seconds.
    public var maximumAnswerSeconds = 10.0
    /// Probability that the enrolled voice is on the customer's channel.
    public var minimumVoiceRatio = 0.95

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumGreetingSeconds",
        "Shortest speech of the declared customer after ringing that may be an agent's greeting",
        source: "own choice: name and company; a called person says a word or two", range: 0.5...60),
      SettingDescription(
        "minimumOpeningSeconds",
        "Shortest such speech without ringing, where the talk ratio would be better exchanged",
        source: "own choice: as roleInference.minimumGreetingSeconds", range: 0.5...60),
      SettingDescription(
        "maximumAnswerSeconds", "The greeting begins at most this long after the ringing",
        source: "own choice: as QC113", range: 0...120),
      SettingDescription(
        "minimumVoiceRatio", "Probability that the enrolled voice is on the customer's channel",
        source: "own choice: a doubt costs the score", range: 0.5...0.98),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let conversation = findings.conversation
    guard conversation.hasSidesApart, !conversation.hasSpeakers,
      let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    if let found = verdictOfVoice(findings, agent, customer) { return found }
    guard let firstWord = conversation.anySpeech.first?.startSeconds else {
      return .notEnoughEvidence(.noSpeech)
    }
    let rings = findings.events(.tone).filter {
      $0.cause == .ringback && $0.startSeconds < firstWord
    }
    return greetingAfterRinging(findings, agent, customer, rings)
      ?? openingBesideTalkRatio(findings, isRung: !rings.isEmpty)
  }

  /// What an agent's enrolled voice says; `nil` where it says too little.
  private static func verdictOfVoice(
    _ findings: Findings, _ agent: Side, _ customer: Side
  ) -> RuleVerdict? {
    guard let profile = findings.agentVoice, let own = agent.voice, let other = customer.voice,
      let ratio = agentVoiceRatio(of: other, rather: own, among: [profile])
    else { return nil }
    let least = findings.settings.channelsSwappedSuspected.minimumVoiceRatio
    if (1 - ratio).reaches(least) { return .clear }
    guard ratio.reaches(least) else { return nil }
    return flag(
      findings, value: ratio.rounded(toPlaces: 3), threshold: least, unit: .ratio,
      evidence: customer.speech)
  }

  /// The flag of a declared customer who greets where it rang; `nil` where nobody does.
  private static func greetingAfterRinging(
    _ findings: Findings, _ agent: Side, _ customer: Side, _ rings: [CallEvent]
  ) -> RuleVerdict? {
    let limits = findings.settings.channelsSwappedSuspected
    guard let lastRing = rings.max(by: { $0.endSeconds < $1.endSeconds }),
      rings.allSatisfy({ $0.party == .customer })
    else { return nil }
    let answer = agent.speech.first?.startSeconds ?? findings.conversation.durationSeconds
    let greeting = customer.speech.clipped(to: TimeSpan(0, answer))
    guard let first = greeting.first,
      limits.maximumAnswerSeconds.reaches(first.startSeconds - lastRing.endSeconds),
      greeting.totalSeconds.reaches(limits.minimumGreetingSeconds)
    else { return nil }
    return flag(
      findings, value: greeting.totalSeconds, threshold: limits.minimumGreetingSeconds,
      unit: .seconds, evidence: rings.map(\.span) + greeting)
  }

  /// What the opening says together with the talk ratio: each breaks its rule, and would break it less
  /// with the channels exchanged.
  private static func openingBesideTalkRatio(_ findings: Findings, isRung: Bool) -> RuleVerdict {
    let leastSeconds = findings.settings.channelsSwappedSuspected.minimumOpeningSeconds
    let band = findings.settings.talkRatioOutOfBand
    switch TalkRatioOutOfBandRule.verdict(on: findings) {
    case .notEnoughEvidence: return isRung ? .clear : .notEnoughEvidence(.noRingback)
    case .clear: return .clear
    case .flag(let talk):
      let middleRatio = (band.minimumCustomerRatio + band.maximumCustomerRatio) / 2
      guard abs(1 - talk.value - middleRatio) < abs(talk.value - middleRatio),
        case .flag(let opening) = AgentDidNotGreetFirstRule.verdict(on: findings),
        opening.value.reaches(leastSeconds)
      else { return .clear }
      return flag(
        findings, value: opening.value, threshold: leastSeconds, unit: .seconds,
        evidence: opening.evidence)
    }
  }
}
