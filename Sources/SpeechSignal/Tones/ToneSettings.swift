public import CallTypes

/// What counts as a signalling tone.
public struct ToneSettings: DescribedSettings {
  /// Least share of the power over the background that a tone holds.
  public var minimumPurityRatio = 0.75
  /// The same where the background is too weak to hide anything.
  public var longPurityRatio = 0.92
  /// The same for a tone that sounds shorter than `longToneSeconds`.
  public var shortPurityRatio = 0.96
  /// Least share of all power, background and all, that such a short tone holds.
  public var shortShareRatio = 0.85
  /// The same for a pair of a dialling pad.
  public var keyPurityRatio = 0.9
  /// From this length on a tone may be less pure, in seconds.
  public var longToneSeconds = 0.3
  /// Shortest tone that is no key, in seconds.
  public var minimumToneSeconds = 0.08
  /// Shortest sound of a key, in seconds.
  public var minimumKeySeconds = 0.03
  /// How far under the background's level in its own place a tone's peak must not lie, in dB.
  public var minimumSNRDB = 6.0
  /// Largest standard deviation of a tone's frequency, as a share of it.
  public var frequencySpreadRatio = 0.002
  /// Largest standard deviation of a tone's level, in dB.
  public var levelSpreadDB = 1.2
  /// How far the frequencies of a key may lie from the standard's, as a share.
  public var keyToleranceRatio = 0.018
  /// How far the higher frequency of a key may lie over the lower one, in dB.
  public var keyTwistDB = 7.0
  /// How far the higher frequency of a key may lie under the lower one, in dB.
  public var keyReverseTwistDB = 11.0

  public init() {}

  private static let tuned = "tuned on tools/corpus, dev split, tones against speech and music"

  public static let descriptions = [
    SettingDescription(
      "minimumPurityRatio", "share of the power over the background that a tone holds",
      source: tuned, range: 0.5...1),
    SettingDescription(
      "longPurityRatio", "the same where the background is too weak to hide anything",
      source: tuned, range: 0.5...1),
    SettingDescription(
      "shortPurityRatio", "the same for a short tone: vowels can be nearly pure",
      source: tuned, range: 0.5...1),
    SettingDescription(
      "shortShareRatio", "share of all power that a short tone holds: 7 dB over the background",
      source: "own choice: tones 10 dB over noise hold 0.91", range: 0.3...1),
    SettingDescription(
      "keyPurityRatio", "the same for the pair of a key", source: tuned, range: 0.5...1),
    SettingDescription(
      "longToneSeconds", "from here on a tone is told from a vowel by its steadiness",
      source: tuned, range: 0.1...5),
    SettingDescription(
      "minimumToneSeconds", "shortest tone that is no key",
      source: "shortest tone of ITU-T E.180 supplement 2 is 0.1 s, less its edges",
      range: 0.04...2),
    SettingDescription(
      "minimumKeySeconds", "shortest sound of a key",
      source: "ITU-T Q.24: 40 ms must be recognised, less one frame of 10 ms", range: 0.02...0.2),
    SettingDescription(
      "minimumSNRDB", "how far a peak lies over the background in its place",
      source: tuned, range: 0...40),
    SettingDescription(
      "frequencySpreadRatio",
      "standard deviation of a steady frequency: voices waver by 0.5 % or more",
      source: "\(tuned); jitter of sustained vowels: Boersma & Weenink, Praat manual, Voice 2",
      range: 0.0001...0.05),
    SettingDescription(
      "levelSpreadDB", "standard deviation of a steady level: plucked notes fade by more",
      source: tuned, range: 0.1...6),
    SettingDescription(
      "keyToleranceRatio", "distance of a key's frequencies from the standard's",
      source: "ITU-T Q.24: 1.5 % must be accepted, plus the error of a 40 ms measurement",
      range: 0.005...0.035),
    SettingDescription(
      "keyTwistDB", "how far the higher frequency of a key may lie over the lower one",
      source: "ITU-T Q.24: 4 dB must be accepted, plus the line's slope", range: 0...20),
    SettingDescription(
      "keyReverseTwistDB", "how far the higher frequency of a key may lie under the lower one",
      source: "ITU-T Q.24: 8 dB must be accepted, plus the line's slope", range: 0...20),
  ]
}
