internal import Foundation

extension SpeechNetwork {
  /// Steps computed together: two minutes, so that memory does not grow with the recording.
  private static let blockSteps = 3000
  /// Frames of such a block.
  static let blockFrames = blockSteps * stepFrames

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
      let activity = stack.activity(steps: known, of: input, loudDBFS: loudDBFS)
      head(
        step - known.lowerBound..<end - known.lowerBound, activity.first, activity.state,
        into: &output)
      step = end
    }
    output.speech.removeLast(output.speech.count - frames.count)
    return output
  }

  /// Logits of a range of steps, as probabilities.
  private func head(
    _ steps: Range<Int>, _ first: [Float], _ state: [Float], into output: inout NetworkOutput
  ) {
    let channels = Self.shape.channels
    let count = first.count / channels
    for step in steps {
      var sum = lanes8(headBias, at: 0)
      for tap in 0..<Self.headSteps {
        let source = step + tap - Self.headSteps / 2
        guard source >= 0, source < count else { continue }
        let row = tap * 2 * channels
        for lane in 0..<channels {
          let (near, far) = (first[source * channels + lane], state[source * channels + lane])
          sum += lanes8(headWeights, at: (row + lane) * Self.headLanes) * near
          sum += lanes8(headWeights, at: (row + channels + lane) * Self.headLanes) * max(far, 0)
        }
      }
      for frame in 0..<Self.stepFrames { output.speech.append(probability(ofLogit: sum[frame])) }
      output.music.append(probability(ofLogit: sum[Self.stepFrames]))
    }
  }
}

/// Logistic function.
private func probability(ofLogit logit: Float) -> Float { 1 / (1 + exp(-logit)) }
