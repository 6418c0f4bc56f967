public import CallTypes

/// QC121: the agent does not speak the customer's way.
///
/// What it finds: syllable rate, and pauses as a share of the own turns, of the agent against the
/// customer, in both halves of the call. Both must lie far off, on the same side, in both halves and come
/// no nearer. The flag's trace gives the figures; it names no mood.
/// Why it matters: H3 声音的匹配: who speaks fast to a slow customer seems to be in a hurry.
/// Threshold and source: > 40 % of the customer's figure, at least 10 s of speech of each in each half;
/// RULES.md QC121, H3.
/// Example: the customer at 3 syllables per second with a third of pauses, the agent at 5 without any,
/// to the end: flagged.
public enum PoorVoiceMatchingRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC121")
  public static let name = "PoorVoiceMatching"
  public static let chineseName = "声音不匹配"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent's rate and pauses stay far off the customer's."
  public static let chineseSummary = "客服的语速和停顿与客户相差较大，且没有靠近。"
  public static let source = "H3 声音的匹配"
  public static let settingsGroup = "poorVoiceMatching"

  /// Settings of the match.
  public struct Settings: DescribedSettings {
    /// Distance from the customer's figure, by that figure, that is too far.
    public var maximumDistanceRatio = 0.4
    /// Share of the first half's distance by which the second must be nearer to be a move.
    public var approachRatio = 0.2
    /// Least speech of each side in each half, in seconds.
    public var minimumSpeechSeconds = 10.0
    /// Least share of pauses in the customer's turns that can be compared with.
    public var minimumPauseRatio = 0.02

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumDistanceRatio", "Distance from the customer's rate and pauses that is too far",
        source: "RULES.md QC121", range: 0.05...5),
      SettingDescription(
        "approachRatio",
        "Share of the first half's distance by which the second must be nearer to be a move",
        source: "own choice: four rates, each known to 5 %, move a ratio of two by a fifth",
        range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of each side in each half of the call",
        source: "own choice: about fifty syllables", range: 1...600),
      SettingDescription(
        "minimumPauseRatio", "Least share of pauses of the customer that can be compared with",
        source: "own choice: one pause of 0.2 s in 10 s", range: 0.001...1),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.poorVoiceMatching
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.sideIndex(of: .agent),
      let customer = conversation.sideIndex(of: .customer)
    else { return .notEnoughEvidence(conversation.reasonWithoutParty) }
    guard let talk = conversation.talkSpan else { return .notEnoughEvidence(.noSpeech) }
    let middle = (talk.startSeconds + talk.endSeconds) / 2
    let halves = [TimeSpan(talk.startSeconds, middle), TimeSpan(middle, talk.endSeconds)]
    let mine = manners(ofSide: agent, in: halves, findings)
    let theirs = manners(ofSide: customer, in: halves, findings)
    guard mine.count == halves.count, theirs.count == halves.count,
      theirs.allSatisfy({ $0.rate > 0 && $0.pauseRatio.reaches(limits.minimumPauseRatio) })
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let rates = zip(mine, theirs).map { ($0.rate - $1.rate) / $1.rate }
    let pauses = zip(mine, theirs).map { ($0.pauseRatio - $1.pauseRatio) / $1.pauseRatio }
    // Once more and once less than the customer is chance, not a manner.
    guard rates[0] * rates[1] > 0, pauses[0] * pauses[1] > 0 else { return .clear }
    let nearest = (rates + pauses).map(abs).min() ?? 0
    let approach = [rates, pauses].map { 1 - abs($0[1] / $0[0]) }.max() ?? 0
    guard !limits.maximumDistanceRatio.reaches(nearest), !approach.reaches(limits.approachRatio)
    else { return .clear }
    let trace = zip(mine, theirs).enumerated().map { half, sides in
      let (agent, customer) = sides
      return TraceStep(
        .manners,
        [
          .ordinal: Double(half + 1), .agentSyllablesPerSecond: agent.rate,
          .agentPauseRatio: agent.pauseRatio, .customerSyllablesPerSecond: customer.rate,
          .customerPauseRatio: customer.pauseRatio,
        ])
    }
    return flag(
      findings, party: .agent, value: nearest, threshold: limits.maximumDistanceRatio,
      unit: .ratio, evidence: conversation.sides[agent].speech, trace: trace)
  }

  /// How a side speaks in a part of the call.
  private struct Manner {
    var rate: Double
    var pauseRatio: Double
  }

  /// How a side speaks in parts of the call; parts with too little speech are absent.
  private static func manners(
    ofSide index: Int, in parts: [TimeSpan], _ findings: Findings
  ) -> [Manner] {
    let limits = findings.settings.poorVoiceMatching
    let conversation = findings.conversation
    let side = conversation.sides[index]
    let spans = side.lead.spans
    guard parts.allSatisfy({ spans.seconds(in: $0).reaches(limits.minimumSpeechSeconds) }) else {
      return []
    }
    let syllables = SyllableTimes(of: side.lead)
    let longest = findings.settings.turns.longestPauseSeconds
    let held = conversation.floor.turns.filter { $0.side == index }
      .flatMap { $0.stretches(longestPauseSeconds: longest) }.union()
    return parts.compactMap { part in
      let turns = held.clipped(to: part)
      guard turns.totalSeconds > 0, let rate = syllables.perSecond(of: spans.clipped(to: part))
      else { return nil }
      let spoken = side.speech.intersection(turns).totalSeconds
      return Manner(rate: rate, pauseRatio: 1 - spoken / turns.totalSeconds)
    }
  }
}
