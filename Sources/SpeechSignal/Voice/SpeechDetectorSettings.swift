public import CallTypes

/// The statistical speech detector's numbers.
public struct SpeechDetectorSettings: DescribedSettings {
  /// Logarithm of the likelihood ratio of a frame that neither rises over the background nor is
  /// periodic.
  public var logLikelihoodOfBackground = -1.2
  /// What one decibel of excess in the loudest bands adds to it.
  public var logLikelihoodPerDB = 0.2
  /// What full periodicity adds to it.
  public var logLikelihoodPerPeriodicity = 3.75
  /// What a faint frame, little above the background and far under loud speech, takes from it.
  public var logLikelihoodOfFaintness = 4.0
  /// How far real backgrounds swell over their floor, in dB.
  public var backgroundSwellDB = 14.0
  /// How far under loud speech a frame begins to be faint, in dB.
  public var faintUnderLoudDB = 27.0
  /// Largest logarithm of the likelihood ratio of one frame, either way.
  public var largestLogLikelihood = 4.0
  /// Mean length of a stretch of speech, in seconds.
  public var meanSpeechSeconds = 1.0
  /// Mean length of a stretch without speech, in seconds.
  public var meanPauseSeconds = 0.8

  public init() {}

  private static let fitted =
    "logistic regression, then tuned, on tools/corpus, dev split, seed 1"

  private static let tunedOnPeople =
    "tuned on tools/corpus, dev split, and on real service recordings of 12 languages"

  public static let descriptions = [
    SettingDescription(
      "logLikelihoodOfBackground", "log likelihood ratio of speech for pure background",
      source: fitted, range: -20...0),
    SettingDescription(
      "logLikelihoodPerDB", "weight of a decibel of excess in the loudest bands", source: fitted,
      range: 0...5),
    SettingDescription(
      "logLikelihoodPerPeriodicity", "weight of full periodicity", source: fitted, range: 0...20),
    SettingDescription(
      "logLikelihoodOfFaintness", "taken from frames that are like the swell of a background",
      source: tunedOnPeople, range: 0...20),
    SettingDescription(
      "backgroundSwellDB", "how far real backgrounds swell over their floor",
      source: tunedOnPeople, range: 1...40),
    SettingDescription(
      "faintUnderLoudDB", "how far under loud speech a frame begins to be faint",
      source: tunedOnPeople, range: 0...60),
    SettingDescription(
      "largestLogLikelihood",
      "most that one frame can say, so that no click outvotes its neighbours",
      source: "tuned on tools/corpus, dev split", range: 0.5...20),
    SettingDescription(
      "meanSpeechSeconds", "mean length of a stretch of speech: 1 ÷ leaving probability",
      source: "own choice: a phrase between two pauses; the result hardly depends on it",
      range: 0.1...10),
    SettingDescription(
      "meanPauseSeconds", "mean length of a stretch without speech",
      source: "own choice: pauses and gaps last some tenths to a few seconds", range: 0.1...10),
  ]
}
