public import CallTypes

/// QC121: the agent does not speak the customer's way.
///
/// What it finds: syllable rate, and pauses as a share of the own turns, of the agent against the
/// customer, in both halves of the call. Both must lie far off, on the same side, in both halves and come
/// no nearer to what the customer's figure is over the call: the agent has to move, and a customer who
/// pauses a little less in one half moves nobody. The flag's trace gives the figures; it names no mood.
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
    /// Share of the first half's distance by which the agent must be nearer in the second.
    public var approachRatio = 0.3
    /// Least speech of each side in each half, in seconds.
    public var minimumSpeechSeconds = 10.0
    /// Share of pauses that a customer with fewer is taken to have.
    public var minimumPauseRatio = 0.02

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumDistanceRatio", "Distance from the customer's rate and pauses that is too far",
        source: "RULES.md QC121", range: 0.05...5),
      SettingDescription(
        "approachRatio",
        "Share of the first half's distance by which the agent must be nearer in the second",
        source: "two standard deviations of double rates that are each known to 5 %",
        range: 0...1),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of each side in each half of the call",
        source: "own choice: about fifty syllables", range: 1...600),
      SettingDescription(
        "minimumPauseRatio",
        "Share of pauses that a customer with fewer is taken to have: nothing is a multiple of none",
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
      theirs.allSatisfy({ $0.rate > 0 })
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let distances = [
      Distance(of: mine.map(\.rate), from: theirs.map(\.rate), atLeast: 0),
      Distance(
        of: mine.map(\.pauseRatio), from: theirs.map(\.pauseRatio),
        atLeast: limits.minimumPauseRatio),
    ]
    // Once more and once less than the customer is chance, not a manner.
    guard distances.allSatisfy({ $0.ratios[0] * $0.ratios[1] > 0 }) else { return .clear }
    let nearest = distances.flatMap(\.ratios).map(abs).min() ?? 0
    let approach = distances.map(\.approachRatio).max() ?? 0
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

  /// How far the agent's figure lies off the customer's in both halves.
  private struct Distance {
    /// Agent's figure minus the customer's, by the customer's, in each half.
    var ratios: [Double]
    /// Share of the distance that the agent has come nearer, to the customer's mean of both halves:
    /// the customer's figure wavers, too.
    var approachRatio: Double

    init(of mine: [Double], from theirs: [Double], atLeast least: Double) {
      ratios = zip(mine, theirs).map { ($0 - $1) / max($1, least) }
      let theirMean = theirs.reduce(0, +) / Double(theirs.count)
      let off = mine.map { abs($0 - theirMean) }
      approachRatio = off[0] > 0 ? 1 - off[1] / off[0] : 0
    }
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
