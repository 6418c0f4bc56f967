/// Frame headers at the end of a FLAC file, RFC 9639 section 9.1.
enum FLACFrames {
  /// Longest frame looked for: eight channels of 4608 samples of 24 bits, stored verbatim.
  private static let longestFrameBytes: Int64 = 1 << 18
  /// Sync code, blocking strategy, sizes, 7 bytes of number, 2 of size, 2 of rate, checksum.
  private static let longestHeaderBytes = 16

  /// Largest number of samples in a frame.
  static let longestBlockSamples: Int64 = 65_536

  /// Whether a frame begins near the end of the file whose last sample is one of those given,
  /// counted from 1.
  ///
  /// Tells a file that was cut from one that is damaged in the middle: a decoder stops alike.
  static func holdFrame(
    endingIn range: ClosedRange<Int64>, of file: RecordingFile
  ) throws(AudioDecodingError) -> Bool {
    let fixedBlockSamples = Int64(try file.bytes(at: 8, count: 2).big(0, 2))
    let start = max(file.sizeBytes - longestFrameBytes, 0)
    let tail = try file.bytes(at: start, count: Int(longestFrameBytes)).bytes
    for index in tail.indices.reversed() where tail[index] == 0xFF {
      let header = FileBytes(Array(tail[index...].prefix(longestHeaderBytes)))
      if let end = lastSample(of: header, fixedBlockSamples: fixedBlockSamples),
        range.contains(end)
      {
        return true
      }
    }
    return false
  }

  /// Number of the first sample behind a frame; `nil` when the bytes are no frame header.
  private static func lastSample(of header: FileBytes, fixedBlockSamples: Int64) -> Int64? {
    guard header[0] == 0xFF, header[1] & 0xFE == 0xF8, header[3] & 1 == 0 else { return nil }
    let lead = header[4]
    let numberBytes = lead < 0x80 ? 1 : (~lead).leadingZeroBitCount
    guard lead < 0x80 || (2...7).contains(numberBytes) else { return nil }
    var number = Int64(lead < 0x80 ? lead : lead & (0x7F >> UInt8(numberBytes)))
    for index in 1..<max(numberBytes, 1) { number = number << 6 | Int64(header[4 + index] & 0x3F) }
    var place = 4 + numberBytes
    let blockSamples: Int64
    switch header[2] >> 4 {
    case 0: return nil
    case 1: blockSamples = 192
    case 2...5: blockSamples = 144 << Int64(header[2] >> 4)
    case 6:
      blockSamples = Int64(header[place]) + 1
      place += 1
    case 7:
      blockSamples = Int64(header.big(place, 2)) + 1
      place += 2
    default: blockSamples = 1 << Int64(header[2] >> 4)
    }
    switch header[2] & 15 {
    case 12: place += 1
    case 13, 14: place += 2
    case 15: return nil
    default: break
    }
    guard place < header.count, checksum(header.bytes[..<place]) == header[place] else {
      return nil
    }
    let isVariable = header[1] & 1 == 1
    return (isVariable ? number : number * fixedBlockSamples) + blockSamples
  }

  /// CRC-8 with the polynomial x⁸ + x² + x + 1 of section 9.1.8.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { sum, byte in
      (0..<8).reduce(sum ^ byte) { value, _ in value & 0x80 != 0 ? value << 1 ^ 7 : value << 1 }
    }
  }
}
