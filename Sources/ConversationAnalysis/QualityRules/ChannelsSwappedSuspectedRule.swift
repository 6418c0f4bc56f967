public import CallTypes

/// QC132: agent and customer may be on each other's channel.
///
/// What it finds: ringing on the customer's channel only, and then a first turn of the declared customer
/// that is long enough for a greeting, before the agent's first word. Whoever is rung up greets, and
/// the ringing is heard where the answer comes. And, where the agent's voice was enrolled: that voice on
/// the customer's channel. It is a suspicion: roles are never changed.
/// Why it matters: every figure would be the other party's, so that the call is not scored.
/// Threshold and source: a turn of ≥ 2 s, or a voice that is the agent's with a probability of ≥ 0.95; own
/// choice: called customers answer with a word or two. Where
/// agents call customers, longer answers are found as well: raise the threshold there.
/// Example: four rings and "good morning, Bank of the North, how can I help" on the customer's channel:
/// flagged.
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
    /// The greeting begins at most this long after the ringing, in seconds.
    public var maximumAnswerSeconds = 10.0
    /// Probability that the enrolled voice is on the customer's channel.
    public var minimumVoiceRatio = 0.95

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumGreetingSeconds", "Shortest speech that may be an agent's greeting",
        source: "own choice: name and company; a called person says a word or two", range: 0.5...60),
      SettingDescription(
        "maximumAnswerSeconds", "The greeting begins at most this long after the ringing",
        source: "own choice: as QC113", range: 0...120),
      SettingDescription(
        "minimumVoiceRatio", "Probability that the enrolled voice is on the customer's channel",
        source: "own choice: a doubt costs the score", range: 0.5...0.98),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.channelsSwappedSuspected
    let conversation = findings.conversation
    guard conversation.hasSidesApart, !conversation.hasSpeakers,
      let agent = conversation.side(of: .agent),
      let customer = conversation.side(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    if let found = voiceOnOtherChannel(findings, agent, customer) { return found }
    guard let firstWord = conversation.anySpeech.first?.startSeconds else {
      return .notEnoughEvidence(.noSpeech)
    }
    let rings = findings.events(.tone).filter {
      $0.cause == .ringback && $0.startSeconds < firstWord
    }
    guard let lastRing = rings.max(by: { $0.endSeconds < $1.endSeconds }) else {
      return .notEnoughEvidence(.noRingback)
    }
    guard rings.allSatisfy({ $0.party == .customer }) else { return .clear }
    let answer = agent.speech.first?.startSeconds ?? conversation.durationSeconds
    let greeting = customer.speech.clipped(to: TimeSpan(0, answer))
    guard let first = greeting.first, first.startSeconds <= firstWord,
      limits.maximumAnswerSeconds.reaches(first.startSeconds - lastRing.endSeconds),
      greeting.totalSeconds.reaches(limits.minimumGreetingSeconds)
    else { return .clear }
    return flag(
      findings, value: greeting.totalSeconds, threshold: limits.minimumGreetingSeconds,
      unit: .seconds, evidence: rings.map(\.span) + greeting)
  }

  /// The flag of an agent's enrolled voice on the customer's channel.
  private static func voiceOnOtherChannel(
    _ findings: Findings, _ agent: Side, _ customer: Side
  ) -> RuleVerdict? {
    guard let profile = findings.agentVoice, let own = agent.voice, let other = customer.voice,
      let ratio = agentVoiceRatio(of: other, rather: own, among: [profile])
    else { return nil }
    let least = findings.settings.channelsSwappedSuspected.minimumVoiceRatio
    guard ratio.reaches(least) else { return nil }
    return flag(
      findings, value: ratio.rounded(toPlaces: 3), threshold: least, unit: .ratio,
      evidence: customer.speech)
  }
}
