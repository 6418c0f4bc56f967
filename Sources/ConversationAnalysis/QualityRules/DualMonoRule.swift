public import CallTypes

/// QC131: both channels carry the same sound.
///
/// What it finds: the correlation of the first two channels, of either sign.
/// Why it matters: who speaks cannot be told from the channel; every figure per party would be wrong,
/// so that the call is treated as one mixed channel and not scored.
/// Threshold and source: 0.98; own choice: two legs of one call stay far below 0.5 even with echo.
/// Example: a mono recorder that writes stereo files: 1.0, flagged.
public enum DualMonoRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC131")
  public static let name = "DualMono"
  public static let chineseName = "双声道相同"
  public static let severity = FlagSeverity.technical
  public static let summary = "Both channels carry the same sound."
  public static let chineseSummary = "两个声道内容相同。"
  public static let source = "H2 \"声音不清\""
  public static let settingsGroup = "dualMono"
  public static let forbidsScoring = true

  /// Settings of the correlation.
  public struct Settings: DescribedSettings {
    /// Correlation from which two channels are one.
    public var minimumCorrelationRatio = 0.98

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumCorrelationRatio", "Correlation, of either sign, from which two channels are one",
        source: "own choice: coding noise of two copies leaves 0.99", range: 0.5...1)
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let conversation = findings.conversation
    guard conversation.isDualMono, let correlation = conversation.interchannelCorrelation else {
      return .clear
    }
    return flag(
      findings, value: abs(correlation),
      threshold: findings.settings.dualMono.minimumCorrelationRatio, unit: .ratio,
      evidence: conversation.anySpeech)
  }
}
