internal import CallTypes
internal import Foundation

/// What the voice network says of a run of steps.
struct VoiceOutput {
  /// Where each step lies among voices; shape `[steps, VoiceTrack.dimensionCount]`.
  var points: [Float] = []
  /// Probability that two speak at once; one value per step.
  var overlap: [Float] = []
}

/// The learned ear for voices: it turns each step of 40 ms into a point in a space in which steps of one
/// voice lie close together.
///
/// The squared distance of a point to a voice's mean is minus its log likelihood (prototypical networks;
/// Snell, Swersky & Zemel 2017, NeurIPS). It looks 1.2 s to both sides. Trained by tools/speakers
/// (models/voice-network/MODEL.md).
struct VoiceNetwork: Sendable {
  static let stepFrames = ConvolutionStack.stepFrames
  static let shape = ConvolutionStack.Shape(channels: 64, dilations: [1, 2, 4, 8])
  static let reachSteps = shape.reachSteps
  static let outputCount = VoiceTrack.dimensionCount + 1
  /// Number of weights in the file.
  static let weightCount =
    shape.blockWeightCount + outputCount + 2 * shape.channels * outputCount
    + shape.inputWeightCount
  /// Outputs with room for whole registers.
  static let headLanes = 32

  let stack: ConvolutionStack
  /// Shape `[2 × channels, headLanes]`; lanes from `outputCount` on are zero.
  let headWeights: [Float]
  let headBias: [Float]

  /// The network of models/voice-network.
  static let shared = VoiceNetwork(
    weights: WeightReader.halfWeights(in: PackageResources.voice_network_weights))

  /// Reads weights in the order of the file: names ascending.
  ///
  /// - Precondition: There are `weightCount` of them.
  init(weights: [Float]) {
    precondition(weights.count == Self.weightCount, "the weights are those of another network")
    var reader = WeightReader(weights)
    var (bias, matrix): ([Float], [Float]) = ([], [])
    stack = ConvolutionStack(Self.shape, from: &reader) { reader in
      bias = reader.row(Self.outputCount, paddedTo: Self.headLanes)
      matrix = (0..<2 * Self.shape.channels).flatMap { _ in
        reader.row(Self.outputCount, paddedTo: Self.headLanes)
      }
    }
    (headBias, headWeights) = (bias, matrix)
  }

  /// Points of some steps.
  ///
  /// - Parameters:
  ///   - steps: Steps of `input`.
  ///   - input: What was heard, with at least `reachSteps` on both sides of `steps` or the
  ///     recording's end.
  ///   - loudDBFS: Level that all levels are taken relative to.
  func output(for steps: Range<Int>, of input: DetectorInput, loudDBFS: Float) -> VoiceOutput {
    let stepCount = (input.frameCount + Self.stepFrames - 1) / Self.stepFrames
    let known =
      max(
        0, steps.lowerBound - Self.reachSteps)..<min(stepCount, steps.upperBound + Self.reachSteps)
    let activity = stack.activity(steps: known, of: input, loudDBFS: loudDBFS)
    var output = VoiceOutput()
    let channels = Self.shape.channels
    var seen = [Float](repeating: 0, count: 2 * channels)
    var made = [Float](repeating: 0, count: Self.headLanes)
    for step in steps {
      let place = (step - known.lowerBound) * channels
      for lane in 0..<channels {
        seen[lane] = activity.first[place + lane]
        seen[channels + lane] = max(activity.state[place + lane], 0)
      }
      var sum = Lanes32(headBias, at: 0)
      sum.add(headWeights, times: seen)
      sum.store(in: &made, at: 0)
      output.points.append(contentsOf: made[..<VoiceTrack.dimensionCount])
      output.overlap.append(1 / (1 + exp(-made[VoiceTrack.dimensionCount])))
    }
    return output
  }
}
