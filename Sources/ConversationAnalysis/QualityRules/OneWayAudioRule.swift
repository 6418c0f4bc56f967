public import CallTypes

/// QC128: one side was not recorded, or did not come through.
///
/// What it finds: a one-way stretch (EV112) that holds at least half of the other side's speech. A
/// live channel must carry no speech in the whole call, as a listener's is live too; a dead one may
/// have died on the way. On a customer's channel only digital silence counts: a live line without a
/// word is a silent caller (QC110), and the agent's conduct then is to be judged.
/// Why it matters: the call cannot be scored; engineering has to look at the line or the recorder.
/// Threshold and source: ≥ 20 s and half of the other's speech; H2 "通话中断、声音不清".
/// Example: the agent's channel is digital zero throughout while the customer asks "hello?": flagged.
public enum OneWayAudioRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC128")
  public static let name = "OneWayAudio"
  public static let chineseName = "单通"
  public static let severity = FlagSeverity.technical
  public static let summary = "One side is not heard while the other speaks."
  public static let chineseSummary = "一方讲话时另一方无声音(单通)。"
  public static let source = "H2 \"通话中断、声音不清\""
  public static let settingsGroup = "oneWayAudio"
  public static let forbidsScoring = true

  /// Settings of one-way calls.
  public struct Settings: DescribedSettings {
    /// Speech of the other side without an answer, in seconds.
    public var minimumOtherSpeechSeconds = 20.0
    /// Share of the other side's speech that stays without an answer.
    public var minimumOtherSpeechRatio = 0.5
    /// Most own speech on a live channel, in seconds.
    public var maximumOwnSpeechSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumOtherSpeechSeconds",
        "Unanswered speech of the other side; oneWayChannel.minimumOtherSpeechSeconds comes first",
        source: "RULES.md EV112", range: 1...3600),
      SettingDescription(
        "minimumOtherSpeechRatio",
        "Share of the other's speech that is unanswered: long closing words are less",
        source: "own choice: half of the call", range: 0...1),
      SettingDescription(
        "maximumOwnSpeechSeconds", "Own speech from which a live channel's side is a listener",
        source: "own choice: as QC110", range: 0...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.oneWayAudio
    let conversation = findings.conversation
    guard conversation.hasSidesApart, !conversation.hasSpeakers else {
      return .notEnoughEvidence(conversation.reasonWithoutParty)
    }
    // Where agent and customer are known, a further channel may as well be unused.
    let isCallOfTwo =
      conversation.side(of: .agent) != nil && conversation.side(of: .customer) != nil
    let found = findings.events(.oneWayAudio).filter { event in
      if isCallOfTwo, event.party != .agent, event.party != .customer { return false }
      guard let side = conversation.sides.first(where: { $0.party == event.party }) else {
        return false
      }
      if event.cause != .digitalZero && event.cause != .absent {
        let hasSpoken = side.speechSeconds.reaches(limits.maximumOwnSpeechSeconds)
        if hasSpoken || event.party == .customer { return false }
      }
      let unheardSeconds = event.values[.speechSeconds] ?? 0
      let otherSeconds = side.otherSpeech.totalSeconds
      return unheardSeconds.reaches(limits.minimumOtherSpeechSeconds)
        && unheardSeconds.reaches(limits.minimumOtherSpeechRatio * otherSeconds)
    }
    guard
      let worst = found.max(by: {
        ($0.values[.speechSeconds] ?? 0) < ($1.values[.speechSeconds] ?? 0)
      })
    else { return .clear }
    return flag(
      findings, party: worst.party, value: worst.values[.speechSeconds] ?? 0,
      threshold: limits.minimumOtherSpeechSeconds, unit: .seconds, evidence: found.map(\.span))
  }
}
