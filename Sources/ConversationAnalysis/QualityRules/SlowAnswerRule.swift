public import CallTypes

/// QC113: the agent answers the call late.
///
/// What it finds: the time from the end of the ringing, or from the start of a recording without it, to
/// the agent's first word. Music before that word is the queue's, other signalling tones are dialling,
/// and the customer's own speech is no waiting: none of them counts.
/// Why it matters: H3 asks for an answer within ten seconds; callers who hear nothing hang up.
/// Threshold and source: > 10 s; H3 "10秒之内接听电话".
/// Example: ringing until 8 s, "hello, Bank of the North" at 21 s: 13 s, flagged.
public enum SlowAnswerRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC113")
  public static let name = "SlowAnswer"
  public static let chineseName = "接听超时"
  public static let severity = FlagSeverity.minor
  public static let summary = "The agent's first word comes late."
  public static let chineseSummary = "客服接听后开口过迟。"
  public static let source = "H3 \"10秒之内接听电话\""
  public static let settingsGroup = "slowAnswer"

  /// Settings of the answer.
  public struct Settings: DescribedSettings {
    /// Longest time to the agent's first word, in seconds.
    public var maximumSeconds = 10.0
    /// Stretch of the answer that is played with the wait, in seconds.
    public var evidenceSeconds = 2.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSeconds", "Longest time from the ringing's end to the agent's first word",
        source: "RULES.md QC113; H3", range: 0.5...600),
      SettingDescription(
        "evidenceSeconds", "Stretch of the answer that is played with the wait",
        source: "own choice: a greeting's first words", range: 0...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.slowAnswer
    let conversation = findings.conversation
    guard conversation.hasSidesApart, let agent = conversation.side(of: .agent) else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    guard let answer = agent.speech.first?.startSeconds else {
      return .notEnoughEvidence(.noSpeech)
    }
    guard !agent.isAbsentAtStart else { return .notEnoughEvidence(.partyAbsent) }
    let start = startSeconds(before: answer, in: conversation)
    let wait = TimeSpan(start, answer)
    let waitSeconds = wait.durationSeconds - agent.otherSpeech.seconds(in: wait)
    guard !limits.maximumSeconds.reaches(waitSeconds) else { return .clear }
    let end = min(conversation.durationSeconds, answer + limits.evidenceSeconds)
    return flag(
      findings, party: .agent, value: waitSeconds, threshold: limits.maximumSeconds,
      unit: .seconds, evidence: [TimeSpan(start, end)])
  }

  /// When the agent could have answered: after rings, queue music and the recorder's lead-in.
  private static func startSeconds(before answer: Double, in conversation: Conversation) -> Double {
    // A beep may be a recording's notice, which sounds while the agent could speak.
    let signals = conversation.channels.flatMap(\.toneSequences).filter { $0.cause != .beep }
    let occupied = signals.flatMap(\.bursts) + conversation.channels.flatMap(\.music)
    let ends = occupied.filter { $0.startSeconds < answer }.map { min($0.endSeconds, answer) }
    var leadIn: [TimeSpan]?
    for side in conversation.sides {
      let zeros = (side.lead.tracks.faults.digitalZeroSpans + side.absent).union()
      leadIn = leadIn?.intersection(zeros) ?? zeros
    }
    let leadInEnd = leadIn?.first.flatMap { $0.startSeconds <= 0 ? $0.endSeconds : nil } ?? 0
    return max(ends.max() ?? 0, min(leadInEnd, answer))
  }
}
