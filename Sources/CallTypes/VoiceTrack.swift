/// What tells the voices of one channel apart: a point in a learnt space for each 120 ms of speech.
///
/// Points of one voice lie close together, those of two voices apart; only distances mean anything.
public struct VoiceTrack: Hashable, Sendable {
  /// Coordinates of a point.
  public static let dimensionCount = 24
  /// Steps of a coordinate per unit: an eighth is small against the spread of a voice, which is one.
  public static let stepsPerUnit: Float = 8

  /// Where the points lie in time.
  public var grid: FrameGrid
  /// Coordinates in steps of 1/8; all zero where nobody speaks; shape
  /// `[grid.frameCount, dimensionCount]`.
  public var steps: [Int8]
  /// Probability that two people speak at once, × 255; shape `[grid.frameCount]`.
  public var overlapSteps: [UInt8]

  /// Makes a track.
  ///
  /// - Precondition: one point and one probability for each frame of the grid.
  public init(grid: FrameGrid, steps: [Int8], overlapSteps: [UInt8]) {
    precondition(
      steps.count == grid.frameCount * Self.dimensionCount
        && overlapSteps.count == grid.frameCount, "a track has one point per frame")
    self.grid = grid
    self.steps = steps
    self.overlapSteps = overlapSteps
  }

  /// The nearest step to a coordinate; those beyond ±16 are clamped.
  public static func step(for coordinate: Float) -> Int8 {
    Int8(clamping: Int((min(max(coordinate, -16), 16) * stepsPerUnit).rounded()))
  }

  /// Coordinates of a frame's point; shape `[dimensionCount]`.
  public func point(ofFrame frame: Int) -> [Float] {
    steps[frame * Self.dimensionCount..<(frame + 1) * Self.dimensionCount]
      .map { Float($0) / Self.stepsPerUnit }
  }

  /// Whether a frame has a point.
  public func hasPoint(_ frame: Int) -> Bool {
    steps[frame * Self.dimensionCount..<(frame + 1) * Self.dimensionCount].contains { $0 != 0 }
  }
}
