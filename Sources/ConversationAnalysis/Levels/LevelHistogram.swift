import CallTypes

/// Counts of levels in fixed bins: percentiles of hours of frames in two kilobytes.
struct LevelHistogram: Hashable, Sendable {
  /// Width of a bin, in dB; the resolution of a percentile.
  static let binDB: Float = 0.5
  private static let lowestDBFS = ChannelTracks.levelFloorDBFS
  private static let binCount = 272  // up to +16 dBFS: float recordings may exceed full scale

  private var counts = [Int](repeating: 0, count: binCount)
  /// Number of levels counted.
  private(set) var total = 0

  /// Counts a level; levels outside the bins fall into the first or last one.
  mutating func add(_ levelDBFS: Float) {
    counts[Self.bin(of: levelDBFS)] += 1
    total += 1
  }

  /// Takes a level away that was counted before.
  mutating func remove(_ levelDBFS: Float) {
    counts[Self.bin(of: levelDBFS)] -= 1
    total -= 1
  }

  /// Counts levels.
  mutating func add(_ levelsDBFS: ArraySlice<Float>) {
    counts.withUnsafeMutableBufferPointer { counts in
      for levelDBFS in levelsDBFS { counts[Self.bin(of: levelDBFS)] += 1 }
    }
    total += levelsDBFS.count
  }

  private static func bin(of levelDBFS: Float) -> Int {
    let position = (levelDBFS - lowestDBFS) / binDB
    return Int(min(max(position, 0), Float(binCount - 1)))
  }

  /// Centre of the bin below or in which the share `ratio` of all levels lies; `nil` when empty.
  func percentileDBFS(_ ratio: Double) -> Double? {
    guard total > 0 else { return nil }
    let needed = Double(total) * ratio
    var seen = 0
    for (bin, count) in counts.enumerated() where count > 0 {
      seen += count
      if Double(seen) >= needed { return Double(Self.lowestDBFS + (Float(bin) + 0.5) * Self.binDB) }
    }
    return nil
  }
}
