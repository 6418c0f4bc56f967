public import CallTypes

/// QC129: the sound is cut off at full scale.
///
/// What it finds: the share of clipped samples of a channel (EV106).
/// Why it matters: clipped speech is harsh and hard to understand; a gain is set wrong.
/// Threshold and source: 0.1 % of all samples; own choice, to be tuned: a peak now and then is
/// inaudible.
/// Example: an agent's microphone 12 dB too loud, 2 % clipped: flagged.
public enum ClippedAudioRule: QualityRule {
  public static let code = RuleCode(rawValue: "QC129")
  public static let name = "ClippedAudio"
  public static let chineseName = "削波"
  public static let severity = FlagSeverity.technical
  public static let summary = "The sound is cut off at full scale."
  public static let chineseSummary = "声音过载削波。"
  public static let source = "H2 \"声音不清\""
  public static let settingsGroup = "clippedAudio"

  /// Settings of the share.
  public struct Settings: DescribedSettings {
    /// Share of clipped samples that is too much.
    public var maximumClippedRatio = 0.001

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "maximumClippedRatio", "From this share of clipped samples on, the sound is clipped",
        source: "own choice: audible as harshness", range: 0...1)
    ]
  }

  public static func verdict(on findings: Findings) -> RuleVerdict {
    let limits = findings.settings.clippedAudio
    let channels = findings.conversation.lines.flatMap(\.channelIndices)
    guard !channels.isEmpty else { return .notEnoughEvidence(.noSpeech) }
    let ratios = channels.map {
      (index: $0, ratio: findings.conversation.channels[$0].tracks.faults.clippedRatio)
    }
    let clipped = ratios.filter { $0.ratio > 0 && $0.ratio >= limits.maximumClippedRatio }
    guard let worst = clipped.max(by: { $0.ratio < $1.ratio }) else { return .clear }
    let parties = Set(clipped.map { findings.conversation.party(ofChannel: $0.index) })
    let events = findings.events(.clipping).filter { event in
      event.party.map(parties.contains) ?? false
    }
    return flag(
      findings, party: parties.count == 1 ? parties.first : nil, value: worst.ratio,
      threshold: limits.maximumClippedRatio, unit: .ratio, evidence: events.map(\.span))
  }
}
