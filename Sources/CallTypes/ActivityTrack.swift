/// Envelope of ITU-T P.56 per frame, as what the method asks of it: how many thresholds it reaches.
public struct ActivityTrack: Hashable, Sendable {
  /// Number of thresholds: 15 for 16-bit samples (P.56 clause 7.3), 2⁻¹⁵…2⁻¹ of full scale.
  public static let thresholdCount = 15

  /// Where the values lie in time.
  public var grid: FrameGrid
  /// Thresholds reached, from the lowest on: 0…15; shape `[grid.frameCount]`.
  public var reached: [UInt8]

  /// Makes a track.
  ///
  /// - Precondition: one number for each frame of the grid.
  public init(grid: FrameGrid, reached: [UInt8]) {
    precondition(reached.count == grid.frameCount, "a track has one value per frame")
    self.grid = grid
    self.reached = reached
  }

  /// Number of thresholds that an envelope reaches, full scale 1.0.
  public static func reached(by envelope: Double) -> UInt8 {
    // Thresholds are powers of two, and zero has the least of exponents.
    guard envelope > 0 else { return 0 }
    return UInt8(max(0, min(Int(envelope.exponent) + thresholdCount + 1, thresholdCount)))
  }
}
