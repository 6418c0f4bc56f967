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
  /// How likely two speak rather than one, before anything is heard.
  public var secondPartyRatio = 0.73
  /// How likely three speak rather than two, before anything is heard.
  public var thirdPartyRatio = 0.286
  /// Likelihood per second of speech with which a third voice that speaks in one part of the call only
  /// is a party.
  public var passingVoiceNatsPerSecond = 1.0
  /// A voice that speaks in less of the call is one that comes or goes.
  public var passingExtentRatio = 0.5
  /// Least share of changes of voice without a pause with which a call is scored.
  public var minimumExchangeRatio = 0.35
  /// Largest share of changes of voice without a pause with which a call is scored.
  public var maximumExchangeRatio = 0.9
  /// Least confidence in the number of parties with which a call is scored.
  public var minimumScoredConfidenceRatio = 0.65
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
      "secondPartyRatio", "How likely two speak rather than one, before anything is heard",
      source: "own choice: two are the rule; at 0.73, 3 of 64 calls of two are said to be of one",
      range: 0.001...0.999),
    SettingDescription(
      "thirdPartyRatio", "How likely three speak rather than two, before anything is heard",
      source: "own choice: at 0.286, 2 of 64 simulated calls of two are said to be of three",
      range: 0.001...0.999),
    SettingDescription(
      "passingVoiceNatsPerSecond",
      "Log likelihood per second with which a third voice in one part of the call only is a party",
      source: "tuned on tools/corpus, dev split, two calls in a row; moods come again",
      range: 0.001...100),
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
      "maximumExchangeRatio",
      "Largest share of changes of voice without a pause with which a call is scored",
      source:
        "own choice: 0.8 in nine of ten simulated calls of two; moods of running speech reach 1",
      range: 0...1),
    SettingDescription(
      "minimumScoredConfidenceRatio",
      "Least confidence in the number of parties with which a call is scored",
      source: "own choice: nine of ten simulated calls of two that are said to be such reach it",
      range: 0...1),
    SettingDescription(
      "maximumInterruptionErrorRatio",
      "Expected diarization error over which rules that count interruptions stay silent",
      source: "own choice", range: 0...1),
  ]
}
