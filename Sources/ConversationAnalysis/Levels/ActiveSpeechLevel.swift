import CallTypes

/// Active speech level by ITU-T P.56 (12/2011), method B, from one number per hop.
///
/// The standard works on samples: mean square over the measurement, activity counts of a smoothed
/// envelope against thresholds 2⁻ʲ with a hangover of 200 ms, and the level at which the active
/// level lies 15.9 dB over its threshold. Here the squares come from `levelDBFS`, the envelope is
/// the largest value of each hop, and counts are hops: an activity may begin up to one hop early.
enum ActiveSpeechLevel {
  private static let thresholdCount = ActivityTrack.thresholdCount
  /// Hangover time H of P.56 table 1.
  static let hangoverSeconds = 0.2
  /// Margin M of P.56 table 1: active level minus threshold.
  static let marginDB = 15.9

  /// Level of threshold `index`, 1…15: 2⁻¹⁵ … 2⁻¹, in dBFS.
  static func thresholdDBFS(_ index: Int) -> Double {
    Double(index - thresholdCount - 1) * Decibels.perAmplitudeDoubling
  }

  /// Level of a set of hops; `nil` when it is empty or too faint for the lowest threshold.
  ///
  /// P.56 clause 7.4: A(j) = mean square over active time, C(j) = threshold, both in dB; the level
  /// is A where A − C = M, on the straight line between the neighbouring thresholds.
  static func levelDBFS(of mass: LevelMass) -> Double? {
    guard mass.power > 0 else { return nil }
    var activeHops = mass.hopCount
    var lower: (index: Int, activePower: Double)?
    for index in 1...thresholdCount {
      activeHops -= Int(mass.hops[index - 1])
      guard activeHops > 0 else { break }
      let activePower = mass.power / Double(activeHops)
      // Of fifteen thresholds only the two about the level need a logarithm.
      if activePower <= surelyOverMarginPowers[index] {
        let upper = margin(ofThreshold: index, activePower: activePower)
        if upper.excessDB <= 0 {
          guard let lower else { return upper.excessDB == 0 ? upper.activeDB : nil }
          return levelDBFS(
            between: margin(ofThreshold: lower.index, activePower: lower.activePower), and: upper)
        }
      }
      lower = (index, activePower)
    }
    return lower.map { Decibels.level(ofPower: $0.activePower) }
  }

  /// A(j) of a threshold, and A − C − M, in dB.
  private typealias Margin = (activeDB: Double, excessDB: Double)

  private static func margin(ofThreshold index: Int, activePower: Double) -> Margin {
    let activeDB = Decibels.level(ofPower: activePower)
    return (activeDB, activeDB - thresholdDBFS(index) - marginDB)
  }

  private static func levelDBFS(between lower: Margin, and upper: Margin) -> Double {
    let share = lower.excessDB / (lower.excessDB - upper.excessDB)
    return lower.activeDB + share * (upper.activeDB - lower.activeDB)
  }

  /// Active powers beyond which A − C exceeds M however A is rounded, by the threshold's index.
  private static let surelyOverMarginPowers = (0...thresholdCount).map { index in
    Decibels.power(ofDB: thresholdDBFS(index) + marginDB) * (1 + 1e-9)
  }
}

/// What P.56 needs to know of a set of hops; masses add up.
struct LevelMass: Hashable, Sendable {
  /// Sum of the hops' mean squares, full scale 1.0.
  var power = 0.0
  /// Number of hops by the highest threshold that is active in them, 0 = none … 15.
  var hops = SIMD16<UInt32>(repeating: 0)

  /// Number of hops.
  var hopCount: Int { Int(hops.wrappedSum()) }

  /// Adds the hops of some frames.
  ///
  /// - Parameters:
  ///   - reached: Thresholds of P.56 that each frame's envelope reaches.
  ///   - hangover: The hangover of all hops before.
  mutating func add(
    _ frames: Range<Int>, levelsDBFS: Span<Float>, reached: Span<UInt8>,
    hangover: inout HangoverMaximum
  ) {
    let powers = Decibels.levelPowers
    // Thresholds stay active for many hops, and a lane of a vector is slow to change.
    var (active, count): (Int, UInt32) = (0, 0)
    for frame in frames {
      power += powers.power(ofDBFS: levelsDBFS[frame])
      let next = hangover.next(reached[frame])
      if next != active {
        hops[active] &+= count
        (active, count) = (next, 0)
      }
      count += 1
    }
    hops[active] &+= count
  }

  static func += (left: inout LevelMass, right: LevelMass) {
    left.power += right.power
    left.hops &+= right.hops
  }
}

/// The highest threshold active in each hop: the largest of the last 200 ms and this one.
///
/// P.56 keeps counting for the hangover after the envelope fell below a threshold; for all
/// thresholds at once that is a running maximum.
struct HangoverMaximum {
  private let hangoverHops: Int32
  private var hop: Int32 = 0
  private var largest = 0
  /// When each threshold was the highest that was reached for the last time.
  private var lastHops: [16 of Int32]

  /// Makes a running maximum over the hangover and the present hop.
  init(hopSeconds: Double) {
    hangoverHops = Int32((ActiveSpeechLevel.hangoverSeconds / hopSeconds).rounded())
    lastHops = .init(repeating: -hangoverHops - 1)
  }

  /// Takes the number of thresholds that the next hop's envelope reaches, 0…15, and returns the highest
  /// active one.
  mutating func next(_ reached: UInt8) -> Int {
    let reached = Int(reached)
    lastHops[reached] = hop
    largest = max(largest, reached)
    while largest > reached, hop - lastHops[largest] > hangoverHops { largest -= 1 }
    hop += 1
    return largest
  }
}
