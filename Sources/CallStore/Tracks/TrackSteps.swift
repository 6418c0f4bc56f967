internal import CallTypes
internal import Glibc

/// Levels in steps of half a decibel: −120…7.5 dBFS.
enum LevelSteps {
  private static let stepDB: Float = 0.5

  static func step(for levelDBFS: Float) -> UInt8 {
    UInt8(clamping: Int(((levelDBFS - ChannelTracks.levelFloorDBFS) / stepDB).rounded()))
  }

  static let valuesDBFS = (0...255).map { ChannelTracks.levelFloorDBFS + Float($0) * stepDB }
}

/// Ratios in whole numbers of 1/255.
enum UnitSteps {
  /// Of a probability: fine, because spans begin and end where it crosses a threshold.
  static let probability = 4
  /// Of what is averaged or compared with a threshold far from most values.
  static let coarse = 8

  /// The step of a value; what is not zero is kept apart from zero.
  static func kept(_ value: UInt8, step: Int) -> UInt8 {
    value == 0 ? 0 : UInt8(max(1, (Int(value) + step / 2) / step))
  }
}

/// F0 in fifths of a semitone; step 0 = unvoiced.
enum F0Steps {
  private static let lowestHz: Float = 40
  private static let stepsPerOctave: Float = 60

  static func step(for f0Hz: Float?) -> UInt8 {
    guard let f0Hz else { return 0 }
    let position = (log2f(f0Hz / lowestHz) * stepsPerOctave).rounded() + 1
    return UInt8(min(max(position, 1), 255))
  }

  static let valuesHz: [Float] =
    [0] + (0..<255).map { lowestHz * exp2f(Float($0) / stepsPerOctave) }
}
