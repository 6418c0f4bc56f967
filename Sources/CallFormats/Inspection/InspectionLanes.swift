public import CallTypes

/// What was measured along a call, for drawing: plain numbers on one regular grid.
public struct InspectionLanes: Hashable, Sendable {
  /// One side of the call.
  public struct Side: Hashable, Sendable {
    /// Whose side it is.
    public var party: Party
    /// Level in dBFS, one value per hop from the start of the call.
    public var levelDBFS: [Float]
    /// F0 in Hz, one value per hop; `nil` where the voice has none. May be empty.
    public var f0Hz: [Float?]

    /// Makes a side.
    public init(party: Party, levelDBFS: [Float], f0Hz: [Float?] = []) {
      self.party = party
      self.levelDBFS = levelDBFS
      self.f0Hz = f0Hz
    }
  }

  /// Step from one value to the next, in seconds.
  public var hopSeconds: Double
  /// The sides, from top to bottom.
  public var sides: [Side]

  /// Makes lanes.
  ///
  /// - Precondition: `hopSeconds > 0`.
  public init(hopSeconds: Double, sides: [Side]) {
    precondition(hopSeconds > 0, "a grid has a step")
    self.hopSeconds = hopSeconds
    self.sides = sides
  }
}

extension InspectionLanes.Side {
  /// The highest level of each of so many equal parts of the call.
  ///
  /// - Returns: One value per part; `nil` where nothing was measured or the value is not finite.
  func peakLevelsDBFS(
    parts: Int, durationSeconds: Double, hopSeconds: Double
  ) -> [Float?] {
    let ranges = sampleRanges(parts, durationSeconds, hopSeconds, count: levelDBFS.count)
    return ranges.map { range in levelDBFS[range].filter(\.isFinite).max() }
  }

  /// The median F0 of each of so many equal parts of the call; `nil` where there is none.
  func mediansF0Hz(parts: Int, durationSeconds: Double, hopSeconds: Double) -> [Float?] {
    let ranges = sampleRanges(parts, durationSeconds, hopSeconds, count: f0Hz.count)
    return ranges.map { range in
      let values = f0Hz[range].compactMap(\.self).filter { $0.isFinite && $0 > 0 }.sorted()
      return values.isEmpty ? nil : values[values.count / 2]
    }
  }

  /// The values that lie in each part; a part shorter than a hop has the one value that covers it.
  private func sampleRanges(
    _ parts: Int, _ durationSeconds: Double, _ hopSeconds: Double, count: Int
  ) -> [Range<Int>] {
    let samplesPerPart = durationSeconds / hopSeconds / Double(max(parts, 1))
    return (0..<max(parts, 0)).map { part in
      let start = min(count, Int(Double(part) * samplesPerPart))
      let end = min(count, max(start + 1, Int(Double(part + 1) * samplesPerPart)))
      return start..<end
    }
  }
}
