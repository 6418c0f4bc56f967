public import CallTypes

/// QC108: the agent is hard to hear and stays so.
///
/// What it finds: how far the agent's level ever rises in the rest of the call over that of the start
/// of the first quiet stretch (EV103). Both are levels of equally much of the agent's speech: the
/// loudest of many short pieces is louder than the first by chance. Where the agent's level in earlier calls is known, it has to
/// rise over that instead, or, of an agent who is not usually quiet, over the level that is too quiet.
/// Why it matters: H0 "稍微提高音量": an agent who is told to be too quiet speaks up a little.
/// Threshold and source: < 2 dB over 8 s of speech, and as much agent speech left; H0.
/// Example: −42 dBFS at the start and never over −41 until the end: flagged.
public enum AgentDidNotSpeakUpRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC108")
  public static let name = "AgentDidNotSpeakUp"
  public static let chineseName = "客服未提高音量"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent is too quiet and does not speak up."
  public static let chineseSummary = "客服音量过低，且始终未提高音量。"
  public static let source = "H0 \"稍微提高音量\""
  public static let settingsGroup = "agentDidNotSpeakUp"

  /// Settings of the rise.
  public struct Settings: DescribedSettings {
    /// Least rise of the level in the rest of the call, in dB.
    public var minimumRiseDB = 2.0
    /// Speech whose level is taken, at the start of the quiet stretch and after it, in seconds.
    public var referenceSeconds = 8.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRiseDB", "Least rise of the agent's level in the rest of the call",
        source: "RULES.md QC108", range: 0.5...40),
      SettingDescription(
        "referenceSeconds",
        "Agent speech whose level is taken, where the quiet stretch starts and in all of the rest",
        source: "tools/corpus, dev split: 5, 8 and 10 tried; two turns spoken up are found",
        range: 1...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.agentDidNotSpeakUp
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    let events = findings.events(.lowVolume, of: .agent)
    guard let first = events.first else { return .clear }
    let usualDBFS = findings.usableHistory?.levelDBFS.map {
      min($0, findings.settings.lowVolume.minimumDBFS)
    }
    var pieces = findings.settings.levels
    (pieces.windowSeconds, pieces.minimumSpeechSeconds) = (
      pieces.stepSeconds, limits.referenceSeconds
    )
    let levels = agent.lead.speechWindows(pieces)
    guard
      let start = levels.first(where: {
        first.startSeconds < $0.span.startSeconds + pieces.stepSeconds
      }),
      let highestDBFS = levels.filter({
        $0.span.startSeconds.reaches(start.span.endSeconds)
      }).map(\.activeLevelDBFS).max()
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let quietDBFS = usualDBFS ?? start.activeLevelDBFS
    let riseDB = highestDBFS - quietDBFS
    guard !riseDB.reaches(limits.minimumRiseDB) else { return .clear }
    return flag(
      findings, party: .agent, value: riseDB, threshold: limits.minimumRiseDB, unit: .decibels,
      evidence: events.map(\.span), baseline: usualDBFS == nil ? .call : .history)
  }
}
