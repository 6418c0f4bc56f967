/// What the networks of the detector's input have in common: a first layer that sees eight frames and
/// the background, and a residual stack of depthwise-separable dilated convolutions over time that looks
/// both ways (Bai, Kolter & Koltun 2018, arXiv:1803.01271; Chollet 2017, CVPR), in steps of 40 ms.
///
/// Beyond the ends of a recording every layer sees zeros, and the first layer repeats the first and last
/// frame. Channels are worked on 32 at a time, so that they stay in registers.
struct ConvolutionStack: Sendable {
  /// Frames per step.
  static let stepFrames = 4
  /// Frames on either side of a step's own that it sees.
  static let sideFrames = 2
  static let kernel = 5
  static let windowLength = (stepFrames + 2 * sideFrames) * DetectorInput.rowLength
  static let inputCount = windowLength + DetectorInput.floorLength + 1
  /// Channels that are worked on together.
  static let groupLength = 32
  /// Steps whose input is scaled together: 100 KB, which the second-level cache holds.
  static let tileSteps = 250

  /// Number and order of weights of a stack, without its head.
  struct Shape: Sendable {
    /// A multiple of `groupLength`.
    var channels: Int
    /// One for each residual block.
    var dilations: [Int]

    /// Steps on either side that the state of a step depends on.
    var reachSteps: Int { kernel / 2 * dilations.reduce(0, +) }
    /// Number of weights of the residual blocks.
    var blockWeightCount: Int { dilations.count * (kernel + 1 + channels + 1) * channels }
    /// Number of weights of the first layer.
    var inputWeightCount: Int { (1 + inputCount) * channels }
  }

  /// One residual block: depthwise convolution, rectifier, mixing of channels.
  struct Block: Sendable {
    /// Shape `[kernel, channels]`.
    var depth: [Float]
    var depthBias: [Float]
    /// For each group of outputs, a row for each input; shape `[groups][channels, groupLength]`.
    var point: [[Float]]
    var pointBias: [Float]
  }

  let shape: Shape
  let blocks: [Block]
  /// For each group of channels, a row for each input; shape `[groups][inputCount, groupLength]`.
  let inputWeights: [[Float]]
  let inputBias: [Float]

  /// Reads the blocks, hands the reader on to take the head, and reads the first layer: the order of
  /// the files, names ascending.
  init(_ shape: Shape, from reader: inout WeightReader, head: (inout WeightReader) -> Void) {
    self.shape = shape
    let channels = shape.channels
    var made: [Block] = []
    for _ in shape.dilations {
      made.append(
        Block(
          depth: reader.values(Self.kernel * channels), depthBias: reader.values(channels),
          point: reader.groups(rowCount: channels, channels: channels),
          pointBias: reader.values(channels)))
    }
    blocks = made
    head(&reader)
    inputBias = reader.values(channels)
    inputWeights = reader.groups(rowCount: Self.inputCount, channels: channels)
  }
}

/// Hands out weights in the order of a file.
struct WeightReader {
  private let weights: [Float]
  private var place = 0

  /// Hands out these weights.
  init(_ weights: [Float]) { self.weights = weights }

  /// Decodes little-endian 32-bit floats.
  static func weights(in bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count - 3, by: 4).map { at in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }

  /// Decodes the upper halves of 32-bit floats (bfloat16), little-endian.
  static func halfWeights(in bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count - 1, by: 2).map { at in
      Float(bitPattern: UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 24)
    }
  }

  mutating func values(_ count: Int) -> [Float] {
    place += count
    return Array(weights[place - count..<place])
  }

  /// A row of `count` values with zeros up to `length`.
  mutating func row(_ count: Int, paddedTo length: Int) -> [Float] {
    values(count) + [Float](repeating: 0, count: length - count)
  }

  /// A matrix, cut into groups of columns.
  mutating func groups(rowCount: Int, channels: Int) -> [[Float]] {
    let matrix = values(rowCount * channels)
    let length = ConvolutionStack.groupLength
    return stride(from: 0, to: channels, by: length).map { first in
      (0..<rowCount).flatMap { row in
        matrix[row * channels + first..<row * channels + first + length]
      }
    }
  }
}
