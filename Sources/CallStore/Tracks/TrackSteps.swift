internal import CallTypes
internal import Glibc

/// Levels in cells of a quarter of a decibel, −120…8 dBFS.
///
/// The bins of half a decibel in which percentiles of levels are counted are two cells each, and the
/// middle of a bin lies between them: a frame is in the same bin, and on the same side of a limit
/// that follows from a percentile, before and after.
enum LevelCells {
  private static let cellDB: Float = 0.25
  /// Cells of a bin: a byte says which bin, a bit which half of it.
  static let perBin = 2

  static func cell(for levelDBFS: Float) -> Int {
    let position = (levelDBFS - ChannelTracks.levelFloorDBFS) / cellDB
    return Int(min(max(position, 0), Float(256 * perBin - 1)))
  }

  /// The middle of each cell; digital silence stays at the floor.
  static let valuesDBFS = (0..<256 * perBin).map { cell in
    ChannelTracks.levelFloorDBFS + (cell == 0 ? 0 : (Float(cell) + 0.5) * cellDB)
  }
}

/// Thresholds that an envelope reaches: the number itself, and never more than there are.
enum ActivitySteps {
  static let values = (0...255).map { UInt8(min($0, ActivityTrack.thresholdCount)) }
}

/// Levels in steps of half a decibel, −120…7.5 dBFS, as the first version kept them.
enum LevelSteps {
  static let valuesDBFS = (0...255).map { ChannelTracks.levelFloorDBFS + Float($0) * 0.5 }
  /// What an envelope in such steps reaches.
  static let activities = valuesDBFS.map { ActivityTrack.reached(by: pow(10, Double($0) / 20)) }
}

/// Ratios in cells: zero for itself, then so many to each twentieth.
///
/// What thresholds compare ratios with are twentieths (0.35, 0.45, …): as none of them lies inside a cell,
/// a ratio is on the same side of it before and after.
struct UnitCells {
  /// Of a probability: fine, because spans begin and end where it crosses a threshold.
  static let probability = UnitCells(perTwentieth: 3)
  /// Of what is averaged, or compared with a threshold far from most values.
  static let coarse = UnitCells(perTwentieth: 2)

  /// The cell of each step of 1/255.
  let cells: [UInt8]
  /// The middle of each cell, and zeros up to 255.
  let values: [UInt8]

  private init(perTwentieth count: Int) {
    // Where a twentieth begins, as thresholds are rounded.
    let edges = (0...20).map { $0 == 20 ? 256 : Int(UnitTrack.step(for: Float($0) / 20)) }
    var (cells, values): ([UInt8], [UInt8]) = ([0], [0])
    for (first, next) in zip(edges, edges.dropFirst()) {
      let first = max(first, 1)
      for part in 0..<count {
        let start = first + (next - first) * part / count
        let end = first + (next - first) * (part + 1) / count
        cells += [UInt8](repeating: UInt8(values.count), count: end - start)
        values.append(UInt8((start + end - 1) / 2))
      }
    }
    self.cells = cells
    self.values = values + [UInt8](repeating: 0, count: 256 - values.count)
  }
}

/// Ratios in whole numbers of 1/255, as the first version kept them.
enum UnitSteps {
  static let probability = 4
  static let coarse = 8

  static func values(step: Int) -> [UInt8] { (0...255).map { UInt8(clamping: $0 * step) } }
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
