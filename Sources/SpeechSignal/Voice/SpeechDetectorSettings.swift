public import CallTypes

/// The statistical speech detector's numbers.
public struct SpeechDetectorSettings: DescribedSettings {
  /// Mean excess over the background at which speech and noise are equally likely, in dB.
  public var evenExcessDB = 4.0
  /// What one decibel of excess adds to the logarithm of the likelihood ratio.
  public var logRatioPerDB = 0.8
  /// What full periodicity adds to the logarithm of the likelihood ratio.
  public var logRatioPerPeriodicity = 3.0
  /// Periodicity at which it counts neither for nor against speech, 0…1.
  public var evenPeriodicityRatio = 0.35
  /// Largest logarithm of the likelihood ratio of one frame, either way.
  public var largestLogRatio = 4.0
  /// Mean length of a stretch of speech, in seconds.
  public var meanSpeechSeconds = 1.0
  /// Mean length of a stretch without speech, in seconds.
  public var meanPauseSeconds = 0.8

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "evenExcessDB", "mean excess over the background at which speech and noise are even",
      source: "tuned on tools/corpus, dev split", range: 0...20),
    SettingDescription(
      "logRatioPerDB", "weight of a decibel of excess in the log likelihood ratio",
      source: "tuned on tools/corpus, dev split", range: 0...5),
    SettingDescription(
      "logRatioPerPeriodicity", "weight of full periodicity in the log likelihood ratio",
      source: "tuned on tools/corpus, dev split", range: 0...20),
    SettingDescription(
      "evenPeriodicityRatio", "periodicity that counts neither way",
      source: "tuned on tools/corpus, dev split", range: 0...1),
    SettingDescription(
      "largestLogRatio", "most that one frame can say, so that no click outvotes its neighbours",
      source: "tuned on tools/corpus, dev split", range: 0.5...20),
    SettingDescription(
      "meanSpeechSeconds", "mean length of a stretch of speech: 1 ÷ leaving probability",
      source: "inter-pausal units of conversation, 1 s (Heldner & Edlund 2010)", range: 0.1...10),
    SettingDescription(
      "meanPauseSeconds", "mean length of a stretch without speech",
      source: "pauses and gaps of conversation, 0.5–1 s (Heldner & Edlund 2010)", range: 0.1...10),
  ]
}
