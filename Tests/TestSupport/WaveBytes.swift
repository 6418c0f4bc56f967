/// A WAV file built byte by byte, so that a test can put any lie into its header.
public struct WaveBytes: Sendable {
  /// Format tag: 1 = PCM, 3 = float, 6 = A-law, 7 = µ-law.
  public var formatTag: UInt16 = 1
  /// Number of channels.
  public var channelCount: UInt16 = 1
  /// Sampling rate.
  public var sampleRateHz: UInt32 = 8000
  /// Bits of a sample.
  public var bitsPerSample: UInt16 = 16
  /// Write `WAVE_FORMAT_EXTENSIBLE`.
  public var isExtensible = false
  /// RIFX: big-endian numbers.
  public var isBigEndian = false
  /// Chunks between format and audio: name of four characters, payload.
  public var chunksBefore: [(name: String, payload: [UInt8])] = []
  /// Chunks behind the audio.
  public var chunksAfter: [(name: String, payload: [UInt8])] = []
  /// Size to write for the audio; `nil` = the truth.
  public var statedDataSize: UInt32?
  /// Size to write for the file; `nil` = the truth.
  public var statedRIFFSize: UInt32?
  /// The coded audio.
  public var audio: [UInt8] = []

  /// 16-bit PCM at 8 kHz, mono, no audio yet.
  public init() {}

  /// 16-bit PCM of samples in −1…1, interleaved.
  public init(samples: [Float], channelCount: Int = 1, sampleRateHz: Int = 8000) {
    self.channelCount = UInt16(channelCount)
    self.sampleRateHz = UInt32(sampleRateHz)
    audio = samples.flatMap { number(UInt64(bitPattern: Int64($0 * 32_767)), 2) }
  }

  /// The file.
  public var bytes: [UInt8] {
    let blockBytes = channelCount * (bitsPerSample / 8)
    var format = number(isExtensible ? 0xFFFE : formatTag, 2) + number(channelCount, 2)
    format += number(sampleRateHz, 4) + number(sampleRateHz * UInt32(blockBytes), 4)
    format += number(blockBytes, 2) + number(bitsPerSample, 2)
    if isExtensible {
      format += number(UInt16(22), 2) + number(bitsPerSample, 2) + number(UInt32(0), 4)
      format += number(formatTag, 2)
      format += [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
    }
    var body = Array("WAVE".utf8) + chunk("fmt ", format)
    for (name, payload) in chunksBefore { body += chunk(name, payload) }
    body += Array("data".utf8) + number(statedDataSize ?? UInt32(audio.count), 4) + audio
    if !chunksAfter.isEmpty, audio.count % 2 == 1 { body.append(0) }
    for (name, payload) in chunksAfter { body += chunk(name, payload) }
    let magic = isBigEndian ? "RIFX" : "RIFF"
    return Array(magic.utf8) + number(statedRIFFSize ?? UInt32(body.count), 4) + body
  }

  private func chunk(_ name: String, _ payload: [UInt8]) -> [UInt8] {
    let padding: [UInt8] = payload.count % 2 == 1 ? [0] : []
    return Array(name.utf8) + number(UInt32(payload.count), 4) + payload + padding
  }

  private func number(_ value: some BinaryInteger, _ width: Int) -> [UInt8] {
    let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? little.reversed() : little
  }
}
