/// Logarithms and powers in pure Swift, so that every machine computes the same report.
enum Decibels {
  /// 10·log10(2): decibels of a doubled power.
  static let perPowerDoubling = 3.010_299_956_639_812
  /// 20·log10(2): decibels of a doubled amplitude.
  static let perAmplitudeDoubling = 6.020_599_913_279_624
  /// Semitones in an octave.
  static let semitonesPerOctave = 12.0

  /// 1/9!: coefficient of the exponential series.
  private static let taylor9 = 1.0 / 362_880
  /// 1/10!: coefficient of the exponential series.
  private static let taylor10 = 1.0 / 3_628_800

  /// 10^(x/10): the power, full scale 1.0, of a level in dBFS; relative error below 1e-12.
  static func power(ofDB levelDB: Double) -> Double {
    let octaves = min(max(levelDB, -1000), 1000) / perPowerDoubling
    let whole = octaves.rounded()
    let x = (octaves - whole) * 0.693_147_180_559_945_3  // ln 2: |x| ≤ 0.347
    // Taylor series of eˣ to x¹⁰, split at x⁵ so that both halves run at once: rest below 4e-13.
    let low = 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24))))
    let high = 1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * (1 / 40_320 + x * taylor9)))
    let square = x * x
    let mantissa = low + square * square * x * (high + square * square * x * taylor10)
    // 2 to a whole power, which the clamp above keeps among the normal numbers: only its exponent.
    return mantissa * Double(bitPattern: UInt64(1023 + Int(whole)) << 52)
  }

  /// eˣ; 0 below −230.
  static func exponential(_ x: Double) -> Double {
    x < -230 ? 0 : power(ofDB: x * 4.342_944_819_032_518)  // 10·log10(e)
  }

  /// ln x of a positive finite number.
  static func naturalLogarithm(_ value: Double) -> Double {
    binaryLogarithm(value) * 0.693_147_180_559_945_3
  }

  /// Powers of levels; a loop over frames takes it once.
  static let levelPowers = LevelPowers()

  /// 10·log10(x): the level of a power; minus infinity is cut off at -1000 dB.
  static func level(ofPower power: Double) -> Double {
    power > 0 ? perPowerDoubling * binaryLogarithm(power) : -1000
  }

  /// 12·log2(x): the interval of a frequency ratio, in semitones.
  static func semitones(ofRatio ratio: Double) -> Double {
    semitonesPerOctave * binaryLogarithm(ratio)
  }

  /// log2 of a positive finite number, absolute error below 1e-14.
  static func binaryLogarithm(_ value: Double) -> Double {
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 1.414_213_562_373_095 {
      significand /= 2
      exponent += 1
    }
    // ln m = 2·artanh(t) with t = (m − 1)/(m + 1), |t| ≤ 0.172; the series ends at t²¹.
    let t = (significand - 1) / (significand + 1)
    let square = t * t
    var sum = 1.0 / 21
    sum = sum * square + 1 / 19
    sum = sum * square + 1 / 17
    sum = sum * square + 1 / 15
    sum = sum * square + 1 / 13
    sum = sum * square + 1 / 11
    sum = sum * square + 1 / 9
    sum = sum * square + 1 / 7
    sum = sum * square + 1 / 5
    sum = sum * square + 1 / 3
    sum = sum * square + 1
    return exponent + 2 * t * sum / 0.693_147_180_559_945_3
  }
}

/// Powers of levels in dBFS, quick for those on an eighth of a decibel: all levels out of a store are,
/// as the middles of its cells lie there.
struct LevelPowers: Sendable {
  private static let lowestDBFS: Float = -120
  private static let stepsPerDB: Float = 8
  private static let count = 1024  // up to 8 dBFS

  private let tabulated = (0..<count).map { step in
    let levelDBFS = lowestDBFS + Float(step) / stepsPerDB
    return (levelDBFS: levelDBFS, power: Decibels.power(ofDB: Double(levelDBFS)))
  }

  /// The power of a level: the same as `Decibels.power(ofDB:)`.
  func power(ofDBFS levelDBFS: Float) -> Double {
    let step = (levelDBFS - Self.lowestDBFS) * Self.stepsPerDB
    if step >= 0, step < Float(Self.count) {
      let entry = tabulated[Int(step)]
      if entry.levelDBFS == levelDBFS { return entry.power }
    }
    return Decibels.power(ofDB: Double(levelDBFS))
  }
}
