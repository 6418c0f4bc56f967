public import CallTypes

/// QC115: the greeting is rattled off.
///
/// What it finds: the syllable rate of the agent's first turn, of at most 10 s, against the agent's own
/// rate (of earlier calls, where it is known, else of the rest of the call) and against a fixed limit.
/// Why it matters: H3 "问候语一定要说得清晰且缓慢": a caller who did not get the name asks again.
/// Threshold and source: > 1.3 × the own rate, or > 6.5 per second; at least 2 s of greeting and, for the
/// own rate, 10 s of other speech; H3.
/// Example: the greeting at 6 syllables per second, the rest of the call at 4: 1.5, flagged.
public enum RushedGreetingRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC115")
  public static let name = "RushedGreeting"
  public static let chineseName = "问候语过快"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent's greeting is too fast."
  public static let chineseSummary = "客服问候语语速过快。"
  public static let source = "H3 \"问候语一定要说得清晰且缓慢\""
  public static let settingsGroup = "rushedGreeting"

  /// Settings of the greeting.
  public struct Settings: DescribedSettings {
    /// Greatest rate of the greeting by the agent's own rate.
    public var maximumRateRatio = 1.3
    /// Greatest rate of any greeting.
    public var maximumSyllablesPerSecond = 6.5
    /// Longest stretch from the first word that is greeting, in seconds.
    public var greetingSeconds = 10.0
    /// Least speech of a greeting, in seconds.
    public var minimumSpeechSeconds = 2.0
    /// Least other speech that gives the agent's own rate, in seconds.
    public var minimumBaselineSeconds = 10.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumRateRatio", "Greatest rate of the greeting by the agent's own rate",
        source: "RULES.md QC115", range: 1...5),
      SettingDescription(
        "maximumSyllablesPerSecond", "Rate above which any greeting is too fast",
        source: "RULES.md QC115", range: 1...15),
      SettingDescription(
        "greetingSeconds", "Longest stretch from the agent's first word that is greeting",
        source: "own choice: name, company and an offer of help", range: 1...60),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of a greeting before its rate is judged",
        source: "own choice: about ten syllables", range: 0.5...60),
      SettingDescription(
        "minimumBaselineSeconds", "Least other speech that gives the agent's own rate",
        source: "own choice: about fifty syllables", range: 1...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.rushedGreeting
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let index = conversation.sideIndex(of: .agent) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let agent = conversation.sides[index]
    guard !agent.isAbsentAtStart else { return .notEnoughEvidence(.partyAbsent) }
    guard let turn = conversation.floor.turns.first(where: { $0.side == index })?.span else {
      return .notEnoughEvidence(.noSpeech)
    }
    let span = TimeSpan(
      turn.startSeconds, min(turn.endSeconds, turn.startSeconds + limits.greetingSeconds))
    let greeting = agent.lead.spans.clipped(to: span)
    let others = agent.lead.spans.subtracting([span])
    let syllables = SyllableTimes(of: agent.lead)
    guard greeting.totalSeconds.reaches(limits.minimumSpeechSeconds),
      let rate = syllables.perSecond(of: greeting)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    if !limits.maximumSyllablesPerSecond.reaches(rate) {
      return flag(
        findings, party: .agent, value: rate, threshold: limits.maximumSyllablesPerSecond,
        unit: .syllablesPerSecond, evidence: greeting)
    }
    let hasOthers = others.totalSeconds.reaches(limits.minimumBaselineSeconds)
    let historyRate = findings.usableHistory?.syllablesPerSecond
    let ownRate = historyRate ?? (hasOthers ? syllables.perSecond(of: others) : nil)
    guard let ownRate, ownRate > 0 else { return .notEnoughEvidence(.notEnoughSpeech) }
    guard !limits.maximumRateRatio.reaches(rate / ownRate) else { return .clear }
    return flag(
      findings, party: .agent, value: rate / ownRate, threshold: limits.maximumRateRatio,
      unit: .ratio, evidence: greeting, baseline: historyRate == nil ? .call : .history)
  }
}
