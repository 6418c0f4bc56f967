/// What the network says of a run of frames.
struct NetworkOutput {
  /// Probability that a person speaks; one value per frame.
  var speech: [Float] = []
  /// Probability of music; one value per step of four frames.
  var music: [Float] = []
}

/// The learned speech detector: a small convolutional network over the detector's input.
///
/// Each step sees eight frames and the background, the stack ±5 s, and the head gives one logit per
/// frame and one for music. Trained by tools/train (models/speech-detector/MODEL.md).
struct SpeechNetwork: Sendable {
  /// Frames per step.
  static let stepFrames = ConvolutionStack.stepFrames
  static let shape = ConvolutionStack.Shape(channels: 32, dilations: [1, 2, 4, 8, 16, 32])
  static let headSteps = 3
  /// Steps on either side that an output depends on: those of the stack, and one of the head.
  static let reachSteps = shape.reachSteps + headSteps / 2
  static let outputCount = stepFrames + 1
  static let headWeightCount = headSteps * 2 * shape.channels * outputCount
  /// Number of weights in the file.
  static let weightCount =
    shape.blockWeightCount + outputCount + headWeightCount + shape.inputWeightCount
  /// Outputs with room for whole registers.
  static let headLanes = 8

  let stack: ConvolutionStack
  /// Shape `[headSteps × 2 × channels, headLanes]`; lanes from `outputCount` on are zero.
  let headWeights: [Float]
  let headBias: [Float]

  /// The network for a channel that one party has for itself: a second, weaker voice is none of its.
  static let ofOneParty = SpeechNetwork(
    weights: WeightReader.weights(in: PackageResources.speech_detector_weights))
  /// The network for a channel that several share, beside the other: a weaker voice speaks, too.
  static let ofAllParties = SpeechNetwork(
    weights: WeightReader.weights(in: PackageResources.speech_detector_shared_weights))

  /// Reads weights in the order of the file: names ascending.
  ///
  /// - Precondition: There are `weightCount` of them.
  init(weights: [Float]) {
    precondition(weights.count == Self.weightCount, "the weights are those of another network")
    var reader = WeightReader(weights)
    var (bias, matrix): ([Float], [Float]) = ([], [])
    stack = ConvolutionStack(Self.shape, from: &reader) { reader in
      bias = reader.row(Self.outputCount, paddedTo: Self.headLanes)
      matrix = (0..<Self.headSteps * 2 * Self.shape.channels).flatMap { _ in
        reader.row(Self.outputCount, paddedTo: Self.headLanes)
      }
    }
    (headBias, headWeights) = (bias, matrix)
  }
}
