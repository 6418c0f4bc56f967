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

  /// Counts levels.
  mutating func add(_ levelsDBFS: ArraySlice<Float>) {
    counts.withUnsafeMutableBufferPointer { counts in
      for levelDBFS in levelsDBFS { counts[Self.bin(of: levelDBFS)] += 1 }
    }
    total += levelsDBFS.count
  }

  /// Counts those of some levels that a mask chooses.
  mutating func add(_ levelsDBFS: [Float], where mask: [Bool], in frames: Range<Int>) {
    var added = 0
    counts.withUnsafeMutableBufferPointer { counts in
      for frame in frames where mask[frame] {
        counts[Self.bin(of: levelsDBFS[frame])] += 1
        added += 1
      }
    }
    total += added
  }

  /// Forgets all levels, and keeps the room.
  mutating func removeAll() {
    counts.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    total = 0
  }

  static func += (left: inout LevelHistogram, right: LevelHistogram) {
    for bin in 0..<binCount { left.counts[bin] &+= right.counts[bin] }
    left.total += right.total
  }

  /// Takes away levels that were counted before.
  static func -= (left: inout LevelHistogram, right: LevelHistogram) {
    for bin in 0..<binCount { left.counts[bin] &-= right.counts[bin] }
    left.total -= right.total
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
