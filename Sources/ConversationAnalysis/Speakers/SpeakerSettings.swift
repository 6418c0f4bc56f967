public import CallTypes

/// Settings of telling the voices of one channel apart.
public struct SpeakerSettings: DescribedSettings {
  /// Longest stretch of speech that is put with others as a whole at the start, in seconds.
  public var segmentSeconds = 1.0
  /// Share of a point's likelihood that counts: neighbouring points see much the same sound.
  public var evidenceRatio = 0.3
  /// How often somebody else speaks 120 ms later.
  public var changeRatio = 0.04
  /// A pause after which somebody else may as well go on, in seconds.
  public var pauseSeconds = 0.6
  /// How often somebody else goes on after such a pause.
  public var pauseChangeRatio = 0.4
  /// Probability from which two are taken to speak at once.
  public var overlapRatio = 0.5
  /// Least speech of one of two parties, in seconds.
  public var minimumPartySeconds = 2.0
  /// Likelihood per second of speech that a second voice has to explain.
  public var secondVoiceNatsPerSecond = 0.6
  /// Likelihood per second of speech that a third voice has to explain.
  public var thirdVoiceNatsPerSecond = 2.0
  /// The same of a voice that speaks in one part of the call only.
  public var passingVoiceNatsPerSecond = 1.0
  /// A voice that speaks in less of the call is one that comes or goes.
  public var passingExtentRatio = 0.5
  /// Least share of changes of voice without a pause with which a call is scored.
  public var minimumExchangeRatio = 0.35
  /// Least confidence in the number of parties with which a call is scored.
  public var minimumScoredConfidenceRatio = 0.8
  /// Expected diarization error over which rules that count interruptions stay silent.
  public var maximumInterruptionErrorRatio = 0.1

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "segmentSeconds", "Longest stretch of speech that is put with others as a whole at first",
      source: "own choice: shorter than most turns, long enough for a voice", range: 0.24...10),
    SettingDescription(
      "evidenceRatio",
      "Share of a point's likelihood that counts, as neighbouring points see the same sound",
      source: "tuned on tools/corpus, dev split, mono; the factor F_A of Landini et al. 2022",
      range: 0.01...1),
    SettingDescription(
      "changeRatio", "How often somebody else speaks 120 ms later",
      source: "tools/corpus: turns of 2.8 s", range: 0.001...0.5),
    SettingDescription(
      "pauseSeconds", "A pause after which somebody else may as well go on",
      source: "own choice: longer than most pauses within turns, Heldner & Edlund 2010",
      range: 0.12...10),
    SettingDescription(
      "pauseChangeRatio", "How often somebody else goes on after such a pause",
      source: "own choice: a little less often than the same", range: 0.01...0.5),
    SettingDescription(
      "overlapRatio", "Probability from which two are taken to speak at once",
      source: "tuned on tools/corpus, dev split, mono", range: 0.05...1),
    SettingDescription(
      "minimumPartySeconds", "Least speech of one of two parties",
      source: "own choice: less is a word that sounds odd", range: 0...60),
    SettingDescription(
      "secondVoiceNatsPerSecond",
      "Log likelihood per second of speech that a second voice has to explain",
      source: "tuned on tools/corpus, dev split: 0.86 is even odds; 0.6, as two are the rule",
      range: 0...100),
    SettingDescription(
      "thirdVoiceNatsPerSecond",
      "Log likelihood per second of speech that a third voice has to explain",
      source:
        "own choice: 0.7 is even odds on tools/corpus, dev split; real calls of two reach 1.8",
      range: 0...100),
    SettingDescription(
      "passingVoiceNatsPerSecond",
      "The same of a third voice that speaks in one part of the call only, as after a transfer",
      source: "tuned on tools/corpus, dev split, two calls in a row; moods come again",
      range: 0...100),
    SettingDescription(
      "passingExtentRatio", "A voice that speaks in less of the call is one that comes or goes",
      source: "own choice: of two agents of a call, one has half of it at most", range: 0...1),
    SettingDescription(
      "minimumExchangeRatio",
      "Least share of changes of voice without a pause with which a call is scored",
      source:
        "Heldner & Edlund 2010: two of five changes overlap; moods of one voice change in pauses",
      range: 0...1),
    SettingDescription(
      "minimumScoredConfidenceRatio",
      "Least confidence in the number of parties with which a call is scored",
      source: "own choice: simulated calls of three reach it as calls of two in half of all cases",
      range: 0...1),
    SettingDescription(
      "maximumInterruptionErrorRatio",
      "Expected diarization error over which rules that count interruptions stay silent",
      source: "own choice", range: 0...1),
  ]
}
