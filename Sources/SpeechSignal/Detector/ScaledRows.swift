/// From the bytes of the detector's input to what the network takes: levels relative to loud sound, in
/// units of 20 dB.
struct InputScale {
  /// By byte of a level.
  let levels: [Float]
  /// By byte of an F0.
  let f0: [Float]
  /// Loud level, absolute.
  let loudness: Float

  /// The scale of a recording.
  init(loudDBFS: Float) {
    levels = (0...255).map { Self.scaled(DetectorInput.levelDBFS(ofByte: $0) - loudDBFS + 30) }
    f0 = (0...255).map { $0 > 0 ? Float($0) / 128 - 0.5 : 0 }
    loudness = Self.scaled(loudDBFS + 40)
  }

  private static func scaled(_ decibels: Float) -> Float { min(max(decibels / 20, -2), 3) }
}

/// The detector's input as the network takes it, around some steps.
struct ScaledRows {
  /// Rows of the frames that the steps see; shape `[steps × 4 + 4, rowLength]`.
  let frames: [Float]
  /// Rows of the background that the steps see.
  let floors: [Float]
  /// Loud level, absolute.
  let loudness: Float
  private let firstFloor: Int
  private let lastFloor: Int

  /// Scales what the steps see; the first and last frame stand in for those beyond the ends.
  init(of input: DetectorInput, steps: Range<Int>, scale: InputScale) {
    let length = DetectorInput.rowLength
    let levelCount = DetectorInput.floorLength + 1
    let (levels, f0) = (scale.levels.span, scale.f0.span)
    let start = steps.lowerBound * ConvolutionStack.stepFrames - ConvolutionStack.sideFrames
    let end = steps.upperBound * ConvolutionStack.stepFrames + ConvolutionStack.sideFrames
    var values = [Float](repeating: 0, count: (end - start) * length)
    var rows = values.mutableSpan
    let bytes = input.rows.span
    for frame in start..<end {
      let source = min(max(frame, 0), input.frameCount - 1) * length
      let target = (frame - start) * length
      for index in 0..<levelCount { rows[target + index] = levels[Int(bytes[source + index])] }
      rows[target + levelCount] = Float(bytes[source + levelCount]) / 255
      rows[target + levelCount + 1] = f0[Int(bytes[source + levelCount + 1])]
      rows[target + levelCount + 2] = Float(bytes[source + levelCount + 2]) / 255
    }
    frames = values
    let rowCount = input.floors.count / DetectorInput.floorLength
    firstFloor = Self.floorRow(ofStep: steps.lowerBound)
    lastFloor = rowCount - 1
    let lastSeen = min(Self.floorRow(ofStep: max(steps.upperBound - 1, 0)), lastFloor)
    let kept = firstFloor * DetectorInput.floorLength..<(lastSeen + 1) * DetectorInput.floorLength
    floors = input.floors[kept].map { scale.levels[Int($0)] }
    loudness = scale.loudness
  }

  /// Row of `floors` that holds for a step.
  func floorRow(ofStep step: Int) -> Int {
    min(Self.floorRow(ofStep: step), lastFloor) - firstFloor
  }

  private static func floorRow(ofStep step: Int) -> Int {
    step * ConvolutionStack.stepFrames / DetectorInput.floorFrames
  }
}
