public import CallTypes

/// What counts as one side's sound heard again on the other channel.
public struct EchoSettings: DescribedSettings {
  /// Least loss of an echo, in dB.
  public var leastLossDB = 4.0
  /// Greatest loss of an echo, in dB.
  public var greatestLossDB = 46.0
  /// How far under its own loud sound the source may lie to be looked for, in dB.
  public var sourceRangeDB = 25.0
  /// How far a channel lies over its background where an echo is looked for, in dB.
  public var overBackgroundDB = 4.0
  /// Sound that must lie at one lag and loss, in seconds.
  public var minimumEvidenceSeconds = 0.8
  /// How many times as much lies there as at the best of all other lags.
  public var minimumContrastRatio = 1.8
  /// Least share, of the sound that could be an echo, that lies there.
  public var minimumShareRatio = 0.25
  /// Time before and after for which a path once found is taken to hold, in seconds.
  public var holdSeconds = 60.0
  /// How far over its prediction an echo may lie, in dB.
  public var marginDB = 4.0
  /// How far over what could be echo or background a party's own sound lies, in dB.
  public var ownMarginDB = 6.0

  public init() {}

  private static let tuned =
    "tools/corpus, dev split: echoes had a contrast over 2, calls without any under 1.6"

  public static let descriptions = [
    SettingDescription(
      "leastLossDB", "least loss of an echo: a weaker loss is the same sound on both channels",
      source: "RULES.md EV111: −6 dB, less 2 dB of error", range: 1...30),
    SettingDescription(
      "greatestLossDB", "greatest loss of an echo",
      source: "RULES.md EV111: −40 dB, and 6 dB of error", range: 10...60),
    SettingDescription(
      "sourceRangeDB", "how far under its loud sound the source is followed",
      source: "ITU-T P.56: speech spans 30 to 40 dB; the louder part of it", range: 5...60),
    SettingDescription(
      "overBackgroundDB", "how far over its background a channel is looked at",
      source: "own choice: where the background adds less than 2 dB", range: 1...20),
    SettingDescription(
      "minimumEvidenceSeconds", "sound that must lie at one lag and loss within 25 s",
      source: tuned, range: 0.1...10),
    SettingDescription(
      "minimumContrastRatio", "how many times as much lies there as at the best other lag",
      source: tuned, range: 1...10),
    SettingDescription(
      "minimumShareRatio", "share, of sound that could be an echo, that lies there",
      source: tuned, range: 0...1),
    SettingDescription(
      "holdSeconds", "how long before and after it was seen a path is taken to hold",
      source: "own choice: a line seldom changes within a minute", range: 0...600),
    SettingDescription(
      "marginDB", "how far over its prediction an echo may lie: more is the party's own sound",
      source: "tuned on tools/corpus, dev split", range: 0...20),
    SettingDescription(
      "ownMarginDB",
      "how far over the rest of an echo and the background a party's own sound lies",
      source: "tuned on tools/corpus, dev split", range: 0...40),
  ]
}
