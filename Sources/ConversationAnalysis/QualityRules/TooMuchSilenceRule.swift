public import CallTypes

/// QC104: too much of the conversation is silence.
///
/// What it finds: silence ÷ time from the first word to the last, holds and recording pauses left
/// out of both.
/// Why it matters: long look-ups and an unsure agent cost the caller's time.
/// Threshold and source: 30 %, conversations of 30 s or more; P.
/// Example: of 100 s of conversation 40 s are silent: 0.40, flagged.
public enum TooMuchSilenceRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC104")
  public static let name = "TooMuchSilence"
  public static let chineseName = "静音占比过高"
  public static let severity = FlagSeverity.minor
  public static let summary = "Too much of the conversation is silence."
  public static let chineseSummary = "通话中静音占比过高。"
  public static let source = "P"
  public static let settingsGroup = "tooMuchSilence"

  /// Settings of the share.
  public struct Settings: DescribedSettings {
    /// Greatest share of silence.
    public var maximumSilenceRatio = 0.30
    /// Shortest conversation that is judged, in seconds.
    public var minimumConversationSeconds = 30.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumSilenceRatio", "Greatest share of silence in the conversation, holds left out",
        source: "RULES.md QC104", range: 0...1),
      SettingDescription(
        "minimumConversationSeconds", "Shortest conversation that is judged",
        source: "own choice: as QC101", range: 0...3600),
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.tooMuchSilence
    guard let talk = findings.conversation.talkSpan else { return .notEnoughEvidence(.noSpeech) }
    let excludedSeconds = findings.conversation.excludedSilences.seconds(in: talk)
    let conversationSeconds = talk.durationSeconds - excludedSeconds
    guard conversationSeconds > 0,
      conversationSeconds.reaches(limits.minimumConversationSeconds)
    else { return .notEnoughEvidence(.notEnoughSpeech) }
    let silences = findings.conversation.silences.filter { !$0.isExcluded }.map(\.span)
    let ratio = silences.totalSeconds / conversationSeconds
    guard !limits.maximumSilenceRatio.reaches(ratio) else { return .clear }
    return flag(
      findings, value: ratio, threshold: limits.maximumSilenceRatio, unit: .ratio,
      evidence: silences)
  }
}
