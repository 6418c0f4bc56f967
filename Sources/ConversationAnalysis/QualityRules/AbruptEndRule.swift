public import CallTypes

/// QC125: the recording ends in the middle of speech.
///
/// What it finds: speech within 0.1 s of the end of the file, at undiminished level.
/// Why it matters: H2 "通话中断": the line dropped, somebody hung up on the other, or the recorder
/// stopped. The sound does not tell which, so that it costs no points.
/// Threshold and source: 0.1 s; not more than 10 dB under the side's active level; H2.
/// Example: "my number is one three—", end of file: flagged.
public enum AbruptEndRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC125")
  public static let name = "AbruptEnd"
  public static let chineseName = "通话中断"
  public static let severity = FlagSeverity.minor
  public static let summary = "The recording ends inside speech."
  public static let chineseSummary = "录音在讲话中途结束。"
  public static let source = "H2 \"通话中断\""
  public static let settingsGroup = "abruptEnd"
  public static let defaultPoints = 0.0

  /// Settings of the end.
  public struct Settings: DescribedSettings {
    /// Speech this close to the end is cut, in seconds.
    public var maximumTailSeconds = 0.1
    /// Speech further under the side's level has died away by itself, in dB.
    public var fadeDB = 10.0
    /// Stretch before the end of speech whose level is taken, in seconds.
    public var levelSeconds = 0.2
    /// Least speech of the side, in seconds.
    public var minimumSpeechSeconds = 1.0
    /// Stretch before the end that is shown as evidence, in seconds.
    public var evidenceSeconds = 5.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumTailSeconds", "Speech this close to the end of the file is cut off",
        source: "own choice: nobody hangs up within a syllable", range: 0...5),
      SettingDescription(
        "fadeDB", "Speech further under the side's level has died away by itself",
        source: "own choice: final syllables fall by 5 to 10 dB", range: 0...60),
      SettingDescription(
        "levelSeconds", "Stretch before the end of speech whose level is taken",
        source: "own choice: one syllable", range: 0.02...2),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of the side, so that its level is known",
        source: "own choice", range: 0...60),
      SettingDescription(
        "evidenceSeconds", "Stretch before the end that is shown",
        source: "own choice: a phrase", range: 0.5...60),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.abruptEnd
    let conversation = findings.conversation
    guard let talk = conversation.talkSpan else { return .notEnoughEvidence(.noSpeech) }
    let endSeconds = conversation.durationSeconds
    let cut = conversation.sides.filter { side in
      guard let last = side.speech.last, side.speechSeconds.reaches(limits.minimumSpeechSeconds),
        limits.maximumTailSeconds.reaches(endSeconds - last.endSeconds),
        let activeDBFS = side.lead.activeLevelDBFS,
        let tailDBFS = side.lead.speechLevelDBFS(
          in: TimeSpan(max(0, last.endSeconds - limits.levelSeconds), last.endSeconds))
      else { return false }
      return tailDBFS.reaches(activeDBFS - limits.fadeDB)
    }
    guard let first = cut.first else { return .clear }
    return flag(
      findings, party: cut.count == 1 ? first.party : nil,
      value: max(0, endSeconds - talk.endSeconds), threshold: limits.maximumTailSeconds,
      unit: .seconds, evidence: [TimeSpan(max(0, endSeconds - limits.evidenceSeconds), endSeconds)])
  }
}
