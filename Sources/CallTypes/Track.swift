/// One number per frame.
public struct Track: Hashable, Sendable {
  /// Where the values lie in time.
  public var grid: FrameGrid
  /// One value per frame, finite; shape `[grid.frameCount]`.
  public var values: [Float]

  /// Makes a track.
  ///
  /// - Precondition: one value for each frame of the grid.
  public init(grid: FrameGrid, values: [Float]) {
    precondition(values.count == grid.frameCount, "a track has one value per frame")
    self.grid = grid
    self.values = values
  }
}

/// One number in 0…1 per frame, kept in steps of 1/255: a quarter of the memory of a `Track`.
public struct UnitTrack: Hashable, Sendable {
  /// Where the values lie in time.
  public var grid: FrameGrid
  /// Values × 255; shape `[grid.frameCount]`.
  public var steps: [UInt8]

  /// Makes a track from steps of 1/255.
  ///
  /// - Precondition: one step for each frame of the grid.
  public init(grid: FrameGrid, steps: [UInt8]) {
    precondition(steps.count == grid.frameCount, "a track has one value per frame")
    self.grid = grid
    self.steps = steps
  }

  /// The nearest step to a value; values outside 0…1 are clamped.
  public static func step(for value: Float) -> UInt8 {
    UInt8(min(max(value, 0), 1) * 255 + 0.5)
  }

  /// Value of a frame, 0…1.
  public subscript(frame: Int) -> Float { Float(steps[frame]) / 255 }
}

/// F0 per frame, with no value where the voice is not periodic.
public struct F0Track: Hashable, Sendable {
  /// Where the values lie in time.
  public var grid: FrameGrid
  /// F0 in Hz, zero standing for "no value" in storage only; shape `[grid.frameCount]`.
  @usableFromInline var storage: [Float]

  /// Makes a track from values in Hz, where zero means unvoiced.
  ///
  /// - Precondition: one value for each frame of the grid.
  public init(grid: FrameGrid, valuesOrZeroHz: [Float]) {
    precondition(valuesOrZeroHz.count == grid.frameCount, "a track has one value per frame")
    self.grid = grid
    storage = valuesOrZeroHz
  }

  /// F0 of a frame in Hz; `nil` where it is unvoiced.
  @inlinable
  public subscript(frame: Int) -> Float? {
    let value = storage[frame]
    return value > 0 ? value : nil
  }
}
