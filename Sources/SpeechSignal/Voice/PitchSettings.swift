public import CallTypes

/// How F0 is sought; the meaning is that of Boersma (1993), most defaults are Praat's.
public struct PitchSettings: DescribedSettings {
  /// Lowest F0 sought, in Hz.
  public var floorHz = 70.0
  /// Highest F0 sought, in Hz.
  public var ceilingHz = 500.0
  /// Strength of the unvoiced candidate, 0…1.
  public var voicingThresholdRatio = 0.45
  /// Advantage of a candidate an octave higher.
  public var octaveCost = 0.01
  /// Cost of a jump of one octave from frame to frame.
  public var octaveJumpCost = 0.35
  /// Cost of a change between voiced and unvoiced.
  public var voicedUnvoicedCost = 0.14
  /// Least level over the background at which F0 is sought, in dB.
  public var minimumSNRDB = 3.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "floorHz", "lowest F0 sought", source: "low male voices reach 75 Hz (Praat's default)",
      range: 60...200),
    SettingDescription(
      "ceilingHz", "highest F0 sought",
      source: "raised female and children's voices (Praat manual)",
      range: 200...800),
    SettingDescription(
      "voicingThresholdRatio", "strength of the unvoiced candidate",
      source: "Praat's default for the method of Boersma 1993", range: 0...1),
    SettingDescription(
      "octaveCost", "advantage of a candidate an octave higher",
      source: "Praat's default for the method of Boersma 1993", range: 0...1),
    SettingDescription(
      "octaveJumpCost", "cost of a jump of an octave between frames",
      source: "Praat's default for the method of Boersma 1993", range: 0...5),
    SettingDescription(
      "voicedUnvoicedCost", "cost of a change between voiced and unvoiced",
      source: "Praat's default for the method of Boersma 1993", range: 0...5),
    SettingDescription(
      "minimumSNRDB", "level over the background at which F0 is sought",
      source: "below it noise alone often is", range: 0...20),
  ]
}
