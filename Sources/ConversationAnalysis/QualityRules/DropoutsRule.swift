public import CallTypes

/// QC130: pieces of speech are missing.
///
/// What it finds: time lost in gaps and repeated packets inside speech (EV107) ÷ speech of the side.
/// Why it matters: words get lost; network or recorder have to be looked at.
/// Threshold and source: 1 % of the speech and at least 3 losses; ITU-T G.113: 1 % of lost packets
/// is audible without concealment.
/// Example: forty gaps of 20 ms in 60 s of speech: 1.3 %, flagged.
public enum DropoutsRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC130")
  public static let name = "Dropouts"
  public static let chineseName = "断续"
  public static let severity = FlagSeverity.technical
  public static let summary = "Pieces of speech are missing."
  public static let chineseSummary = "声音断续。"
  public static let source = "H2 \"通话中断、声音不清\""
  public static let settingsGroup = "dropouts"

  /// Settings of the share.
  public struct Settings: DescribedSettings {
    /// Share of speech lost that is too much.
    public var maximumLostRatio = 0.01
    /// Least number of losses.
    public var minimumCount = 3
    /// Least speech of the side, in seconds.
    public var minimumSpeechSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumLostRatio", "From this share of lost speech on, the sound is broken",
        source: "ITU-T G.113: 1 % packet loss without concealment", range: 0...1),
      SettingDescription(
        "minimumCount", "Least number of losses: one hole is an accident",
        source: "own choice", range: 1...1000),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of a side before its share is judged",
        source: "own choice: as QC109", range: 0...600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.dropouts
    let conversation = findings.conversation
    // Losses are a line's, whoever speaks on it: two voices of one channel lose their words together.
    let lines =
      conversation.hasSpeakers
      ? conversation.lines.map { ($0.party, conversation.anySpeech.totalSeconds) }
      : conversation.sides.map { ($0.party, $0.speechSeconds) }
    let judged = lines.filter { $0.1 > 0 && $0.1.reaches(limits.minimumSpeechSeconds) }
    guard !judged.isEmpty else { return .notEnoughEvidence(.notEnoughSpeech) }
    let losses = judged.map { party, speechSeconds in
      let events = findings.events(.dropout, of: party)
      let lostSeconds = events.reduce(0) { $0 + ($1.values[.durationSeconds] ?? 0) }
      let count = events.reduce(0) { $0 + ($1.values[.gapCount] ?? 0) }
      return (party: party, events: events, ratio: lostSeconds / speechSeconds, count: count)
    }
    let broken = losses.filter {
      $0.count >= Double(limits.minimumCount) && $0.ratio >= limits.maximumLostRatio
    }
    guard let worst = broken.max(by: { $0.ratio < $1.ratio }) else { return .clear }
    return flag(
      findings, party: broken.count == 1 ? worst.party : nil, value: worst.ratio,
      threshold: limits.maximumLostRatio, unit: .ratio,
      evidence: broken.flatMap { $0.events.map(\.span) })
  }
}
