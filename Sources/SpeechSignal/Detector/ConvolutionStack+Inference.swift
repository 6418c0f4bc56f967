extension ConvolutionStack {
  /// What the first layer and the stack make of some steps; each of shape `[steps, channels]`.
  struct Activity {
    /// Rectified first layer.
    var first: [Float]
    /// Sum of it and all blocks.
    var state: [Float]
  }

  /// Works on some steps and all that lies between; what lies beyond is taken as the recording's end.
  func activity(steps: Range<Int>, of input: DetectorInput, loudDBFS: Float) -> Activity {
    let first = inputLayer(steps: steps, of: input, loudDBFS: loudDBFS)
    var state = first
    for (block, dilation) in zip(blocks, shape.dilations) {
      apply(block, dilation: dilation, to: &state)
    }
    return Activity(first: first, state: state)
  }

  private func inputLayer(
    steps: Range<Int>, of input: DetectorInput, loudDBFS: Float
  ) -> [Float] {
    let scale = InputScale(loudDBFS: loudDBFS)
    var rows = [Float](repeating: 0, count: steps.count * shape.channels)
    for start in stride(from: steps.lowerBound, to: steps.upperBound, by: Self.tileSteps) {
      let tile = start..<min(start + Self.tileSteps, steps.upperBound)
      let scaled = ScaledRows(of: input, steps: tile, scale: scale)
      addInput(scaled, steps: tile, to: &rows, at: (start - steps.lowerBound) * shape.channels)
    }
    return rows
  }

  private func addInput(
    _ scaled: ScaledRows, steps: Range<Int>, to rows: inout [Float], at place: Int
  ) {
    let floorLength = DetectorInput.floorLength
    var seen = [Float](repeating: 0, count: Self.inputCount)
    for step in 0..<steps.count {
      let start = step * Self.stepFrames * DetectorInput.rowLength
      for index in 0..<Self.windowLength { seen[index] = scaled.frames[start + index] }
      let floor = scaled.floorRow(ofStep: steps.lowerBound + step) * floorLength
      for index in 0..<floorLength {
        seen[Self.windowLength + index] = scaled.floors[floor + index]
      }
      seen[Self.inputCount - 1] = scaled.loudness
      for (group, weights) in inputWeights.enumerated() {
        var sum = Lanes32(inputBias, at: group * Self.groupLength)
        sum.add(weights, times: seen)
        sum.rectified()
          .store(in: &rows, at: place + step * shape.channels + group * Self.groupLength)
      }
    }
  }

  /// Adds a block's contribution to every step.
  private func apply(_ block: Block, dilation: Int, to state: inout [Float]) {
    let (channels, kernel, length) = (shape.channels, Self.kernel, Self.groupLength)
    let count = state.count / channels
    let before = state
    var mixed = [Float](repeating: 0, count: channels)
    for step in 0..<count {
      for first in stride(from: 0, to: channels, by: length) {
        var sum = Lanes32(block.depthBias, at: first)
        for tap in 0..<kernel {
          let source = step + (tap - kernel / 2) * dilation
          guard source >= 0, source < count else { continue }
          sum.add(
            Lanes32(before, at: source * channels + first),
            times: Lanes32(block.depth, at: tap * channels + first))
        }
        sum.rectified().store(in: &mixed, at: first)
      }
      for (group, point) in block.point.enumerated() {
        let place = step * channels + group * length
        var added = Lanes32(before, at: place)
        added.add(Lanes32(block.pointBias, at: group * length))
        added.add(point, times: mixed)
        added.store(in: &state, at: place)
      }
    }
  }
}
