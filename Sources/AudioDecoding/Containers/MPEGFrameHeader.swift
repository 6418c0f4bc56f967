/// Header of one MPEG audio frame, ISO/IEC 11172-3 clause 2.4.2.3 and 13818-3.
struct MPEGFrameHeader: Equatable {
  /// 3 = MPEG-1, 2 = MPEG-2, 0 = MPEG-2.5.
  let version: Int
  /// 1…3.
  let layer: Int
  /// Sampling rate.
  let sampleRateHz: Int
  /// One channel.
  let isMono: Bool
  /// Length of the frame with its header.
  let frameBytes: Int
  /// The four bytes.
  private let word: UInt32

  /// kbit/s by bit-rate index for MPEG-1 layers I, II, III, then MPEG-2 layer I, layers II and III.
  private static let kilobits: [[Int]] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]

  /// Reads a header; `nil` when the four bytes are none (free format is not accepted).
  init?(_ word: UInt32) {
    let version = Int(word >> 19 & 3)
    let layer = 4 - Int(word >> 17 & 3)
    let rateIndex = Int(word >> 10 & 3)
    let bitrateIndex = Int(word >> 12 & 15)
    guard word >> 21 == 0x7FF, version != 1, layer != 4, rateIndex != 3,
      (1...14).contains(bitrateIndex), word & 3 != 2
    else { return nil }
    let row = version == 3 ? layer - 1 : (layer == 1 ? 3 : 4)
    let bitsPerSecond = Self.kilobits[row][bitrateIndex] * 1000
    let halvings = version == 3 ? 0 : (version == 2 ? 1 : 2)
    sampleRateHz = [44_100, 48_000, 32_000][rateIndex] >> halvings
    let padding = Int(word >> 9 & 1)
    switch layer {
    case 1: frameBytes = (12 * bitsPerSecond / sampleRateHz + padding) * 4
    case 3 where version != 3: frameBytes = 72 * bitsPerSecond / sampleRateHz + padding
    default: frameBytes = 144 * bitsPerSecond / sampleRateHz + padding
    }
    self.word = word
    self.version = version
    self.layer = layer
    isMono = word >> 6 & 3 == 3
  }

  /// Sample frames in one frame.
  var frameSamples: Int {
    switch layer {
    case 1: 384
    case 3 where version != 3: 576
    default: 1152
    }
  }

  /// Whether another frame can belong to the same stream.
  func isContinued(by next: MPEGFrameHeader) -> Bool {
    version == next.version && layer == next.layer && sampleRateHz == next.sampleRateHz
      && isMono == next.isMono
  }

  /// Bytes of side information behind the header of a layer III frame.
  var sideInfoBytes: Int {
    version == 3 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
  }

  /// A silent frame that tells the length of the stream behind it, as Xing's encoder wrote it.
  ///
  /// - Returns: The frame; empty where the frame is no layer III or has no room.
  func xingFrame(frameCount: Int64, audioBytes: Int64) -> [UInt8] {
    // Never with a checksum: protection bit set.
    let header = word | 1 << 16
    let place = 4 + sideInfoBytes
    guard layer == 3, frameBytes >= place + 16, frameCount > 0 else { return [] }
    var frame = [UInt8](repeating: 0, count: frameBytes)
    func put(_ value: UInt32, at offset: Int) {
      for index in 0..<4 {
        frame[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(index)))
      }
    }
    put(header, at: 0)
    frame.replaceSubrange(place..<place + 4, with: Array("Xing".utf8))
    put(3, at: place + 4)
    put(UInt32(clamping: frameCount), at: place + 8)
    put(UInt32(clamping: audioBytes + Int64(frameBytes)), at: place + 12)
    return frame
  }
}
