internal import Foundation

extension SpeechNetwork {
  /// Steps computed together: two minutes, so that memory does not grow with the recording.
  private static let blockSteps = 3000

  /// Probabilities of frames.
  ///
  /// - Parameters:
  ///   - frames: Frames of `input`; starts at a whole step, and ends at one or at the input's end.
  ///   - input: What was heard, with at least `reachSteps` on both sides of `frames` or the
  ///     recording's end.
  ///   - loudDBFS: Level that all levels are taken relative to.
  func output(
    for frames: Range<Int>, of input: DetectorInput, loudDBFS: Float
  ) -> NetworkOutput {
    let stepCount = (input.frameCount + Self.stepFrames - 1) / Self.stepFrames
    let last = (frames.upperBound + Self.stepFrames - 1) / Self.stepFrames
    var output = NetworkOutput()
    var step = frames.lowerBound / Self.stepFrames
    while step < last {
      let end = min(step + Self.blockSteps, last)
      let known = max(0, step - Self.reachSteps)..<min(stepCount, end + Self.reachSteps)
      var first = inputLayer(steps: known, of: input, loudDBFS: loudDBFS)
      var state = first
      for (block, dilation) in zip(blocks, Self.dilations) {
        apply(block, dilation: dilation, to: &state)
      }
      head(step - known.lowerBound..<end - known.lowerBound, &first, &state, into: &output)
      step = end
    }
    output.speech.removeLast(output.speech.count - frames.count)
    return output
  }

  /// Rectified first layer; one row per step.
  private func inputLayer(
    steps: Range<Int>, of input: DetectorInput, loudDBFS: Float
  ) -> [SIMD32<Float>] {
    let rowLength = DetectorInput.rowLength
    let scaled = ScaledRows(of: input, steps: steps, loudDBFS: loudDBFS)
    let (window, background) = (scaled.frames.span, scaled.floors.span)
    let weights = inputWeights
    let weightSpan = weights.span
    let floorLength = DetectorInput.floorLength
    var rows = [SIMD32<Float>](repeating: inputBias, count: steps.count)
    for step in 0..<steps.count {
      var sum = inputBias
      let start = step * Self.stepFrames * rowLength
      for index in 0..<Self.windowLength { sum += weightSpan[index] * window[start + index] }
      let floor = scaled.floorRow(ofStep: steps.lowerBound + step) * floorLength
      for index in 0..<floorLength {
        sum += weightSpan[Self.windowLength + index] * background[floor + index]
      }
      sum += weightSpan[Self.inputCount - 1] * scaled.loudness
      rows[step] = rectified(sum)
    }
    return rows
  }

  /// Adds a block's contribution to every step.
  private func apply(_ block: Block, dilation: Int, to state: inout [SIMD32<Float>]) {
    let count = state.count
    let before = state
    let rows = before.span
    let point = block.point
    let pointSpan = point.span
    var mixed = [Float](repeating: 0, count: Self.channels)
    var lanes = mixed.mutableSpan
    var after = state.mutableSpan
    for step in 0..<count {
      var sum = block.depthBias
      for tap in 0..<Self.kernel {
        let source = step + (tap - Self.kernel / 2) * dilation
        if source >= 0 && source < count { sum += rows[source] * block.depth[tap] }
      }
      sum = rectified(sum)
      for lane in 0..<Self.channels { lanes[lane] = sum[lane] }
      var added = rows[step] + block.pointBias
      for lane in 0..<Self.channels { added += pointSpan[lane] * lanes[lane] }
      after[step] = added
    }
  }

  /// Logits of a range of steps, as probabilities.
  private func head(
    _ steps: Range<Int>, _ first: inout [SIMD32<Float>], _ state: inout [SIMD32<Float>],
    into output: inout NetworkOutput
  ) {
    let (near, far, weights) = (first.span, state.span, headWeights)
    let weightSpan = weights.span
    for step in steps {
      var sum = headBias
      for tap in 0..<Self.headSteps {
        let source = step + tap - Self.headSteps / 2
        guard source >= 0, source < near.count else { continue }
        let row = tap * 2 * Self.channels
        let (own, context) = (near[source], rectified(far[source]))
        for lane in 0..<Self.channels {
          sum += weightSpan[row + lane] * own[lane]
          sum += weightSpan[row + Self.channels + lane] * context[lane]
        }
      }
      for frame in 0..<Self.stepFrames { output.speech.append(probability(ofLogit: sum[frame])) }
      output.music.append(probability(ofLogit: sum[Self.stepFrames]))
    }
  }
}

/// Largest of each lane and zero.
private func rectified(_ row: SIMD32<Float>) -> SIMD32<Float> {
  row.replacing(with: 0, where: row .< 0)
}

/// Logistic function.
private func probability(ofLogit logit: Float) -> Float { 1 / (1 + exp(-logit)) }

/// The detector's input as the network takes it: levels relative to loud sound, in units of 20 dB.
private struct ScaledRows {
  /// Rows of the frames that the steps see; shape `[steps × 4 + 4, rowLength]`.
  var frames: [Float]
  /// Rows of the background that the steps see.
  var floors: [Float]
  /// Loud level, absolute.
  let loudness: Float
  private let firstFloor: Int
  private let lastFloor: Int

  init(of input: DetectorInput, steps: Range<Int>, loudDBFS: Float) {
    let length = DetectorInput.rowLength
    let levelCount = DetectorInput.floorLength + 1
    let levels = (0...255).map { Self.scaled(DetectorInput.levelDBFS(ofByte: $0) - loudDBFS + 30) }
    let f0 = (0...255).map { $0 > 0 ? Float($0) / 128 - 0.5 : 0 }
    let start = steps.lowerBound * SpeechNetwork.stepFrames - SpeechNetwork.sideFrames
    let end = steps.upperBound * SpeechNetwork.stepFrames + SpeechNetwork.sideFrames
    var rows = [Float](repeating: 0, count: (end - start) * length)
    let bytes = input.rows.span
    for frame in start..<end {
      let source = min(max(frame, 0), input.frameCount - 1) * length
      let target = (frame - start) * length
      for index in 0..<levelCount { rows[target + index] = levels[Int(bytes[source + index])] }
      rows[target + levelCount] = Float(bytes[source + levelCount]) / 255
      rows[target + levelCount + 1] = f0[Int(bytes[source + levelCount + 1])]
      rows[target + levelCount + 2] = Float(bytes[source + levelCount + 2]) / 255
    }
    frames = rows
    let rowCount = input.floors.count / DetectorInput.floorLength
    firstFloor = Self.floorRow(ofStep: steps.lowerBound)
    lastFloor = rowCount - 1
    let lastSeen = min(Self.floorRow(ofStep: max(steps.upperBound - 1, 0)), lastFloor)
    let kept = firstFloor * DetectorInput.floorLength..<(lastSeen + 1) * DetectorInput.floorLength
    floors = input.floors[kept].map { levels[Int($0)] }
    loudness = Self.scaled(loudDBFS + 40)
  }

  /// Row of `floors` that holds for a step.
  func floorRow(ofStep step: Int) -> Int { min(Self.floorRow(ofStep: step), lastFloor) - firstFloor }

  private static func floorRow(ofStep step: Int) -> Int {
    step * SpeechNetwork.stepFrames / DetectorInput.floorFrames
  }

  private static func scaled(_ decibels: Float) -> Float { min(max(decibels / 20, -2), 3) }
}
