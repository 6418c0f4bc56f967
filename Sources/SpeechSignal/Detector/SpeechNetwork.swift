internal import Foundation

/// What the network says of a run of frames.
struct NetworkOutput {
  /// Probability that a person speaks; one value per frame.
  var speech: [Float] = []
  /// Probability of music; one value per step of four frames.
  var music: [Float] = []
}

/// The learned speech detector: a small convolutional network over the detector's input.
///
/// A residual stack of depthwise-separable dilated convolutions over time that looks both ways (Bai,
/// Kolter & Koltun 2018, arXiv:1803.01271; Chollet 2017, CVPR), in steps of 40 ms: each step sees
/// eight frames and the background, the stack ±5 s, and the head gives one logit per frame and one for
/// music. Trained by tools/train (models/speech-detector/MODEL.md). Beyond the ends of a recording
/// every layer sees zeros, and the first layer repeats the first and last frame.
struct SpeechNetwork: Sendable {
  /// Frames per step.
  static let stepFrames = 4
  /// Frames on either side of a step's own that it sees.
  static let sideFrames = 2
  /// Steps on either side that an output depends on: 2 × (1 + 2 + … + 32) and one of the head.
  static let reachSteps = 2 * Self.dilations.reduce(0, +) + 1

  static let channels = 32
  static let kernel = 5
  static let dilations = [1, 2, 4, 8, 16, 32]
  static let headSteps = 3
  static let outputCount = stepFrames + 1
  static let windowLength = (stepFrames + 2 * sideFrames) * DetectorInput.rowLength
  static let inputCount = windowLength + DetectorInput.floorLength + 1
  /// Number of weights in the file.
  static let weightCount =
    dilations.count * (kernel + 1 + channels + 1) * channels
    + outputCount + headSteps * 2 * channels * outputCount + channels + inputCount * channels

  /// One residual block: depthwise convolution, rectifier, mixing of channels.
  struct Block {
    /// Shape `[kernel, channels]`.
    var depth: [Float]
    var depthBias: [Float]
    /// Shape `[channels, channels]`, a row for each input.
    var point: [Float]
    var pointBias: [Float]
  }

  /// Shape `[inputCount, channels]`.
  let inputWeights: [Float]
  let inputBias: [Float]
  let blocks: [Block]
  /// Shape `[headSteps × 2 × channels, headLanes]`; lanes from `outputCount` on are zero.
  let headWeights: [Float]
  let headBias: [Float]
  /// Outputs with room for whole registers.
  static let headLanes = 8

  /// The network of models/speech-detector.
  static let shared = SpeechNetwork(weights: weights(in: PackageResources.speech_detector_weights))

  /// Reads weights in the order of the file: names ascending, little-endian 32-bit floats.
  ///
  /// - Precondition: There are `weightCount` of them.
  init(weights: [Float]) {
    precondition(weights.count == Self.weightCount, "the weights are those of another network")
    var reader = WeightReader(weights: weights)
    let channels = Self.channels
    blocks = Self.dilations.map { _ in
      Block(
        depth: reader.values(Self.kernel * channels), depthBias: reader.values(channels),
        point: reader.values(channels * channels), pointBias: reader.values(channels))
    }
    headBias = reader.headRow()
    headWeights = (0..<Self.headSteps * 2 * channels).flatMap { _ in reader.headRow() }
    inputBias = reader.values(channels)
    inputWeights = reader.values(Self.inputCount * channels)
  }

  /// Decodes little-endian 32-bit floats.
  static func weights(in bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count - 3, by: 4).map { at in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }
}

/// Hands out weights in the order of the file.
private struct WeightReader {
  let weights: [Float]
  var place = 0

  mutating func values(_ count: Int) -> [Float] {
    place += count
    return Array(weights[place - count..<place])
  }

  mutating func headRow() -> [Float] {
    values(SpeechNetwork.outputCount)
      + [Float](repeating: 0, count: SpeechNetwork.headLanes - SpeechNetwork.outputCount)
  }
}
