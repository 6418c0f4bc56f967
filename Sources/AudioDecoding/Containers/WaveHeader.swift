internal import CallTypes

/// Header of a WAV file (RIFF, RIFX, RF64, BW64): Microsoft's RIFF, EBU Tech 3306 for RF64.
struct WaveHeader {
  /// Number of chunks looked at before a file is given up as no recording.
  private static let chunkLimit = 4096

  /// RIFX: numbers are big-endian.
  var isBigEndian: Bool
  /// RF64 or BW64: sizes stand in the `ds64` chunk.
  var is64Bit: Bool
  /// BW64, which libsndfile reads when it is called RF64.
  var isBW64: Bool
  /// Size in the first eight bytes.
  var riffSize: UInt64
  /// Where the payload of the `ds64` chunk begins.
  var ds64Offset: Int64?
  /// Format tag, that of the sub-format for `WAVE_FORMAT_EXTENSIBLE`.
  var formatTag = 0
  /// Number of channels.
  var channelCount = 0
  /// Sampling rate.
  var sampleRateHz = 0
  /// Bytes of one block of all channels.
  var blockBytes = 0
  /// Bits of one sample.
  var bitsPerSample = 0
  /// Samples per channel in a block, for ADPCM and GSM; 0 = not said.
  var blockFrames = 0
  /// Sample frames according to the `fact` chunk.
  var factFrames: Int64?
  /// Where the `fact` count stands.
  var factOffset: Int64?
  /// Where the size of the `data` chunk stands.
  var dataSizeOffset: Int64
  /// First byte of audio.
  var dataOffset: Int64 { dataSizeOffset + 4 }
  /// Size that the header gives the audio.
  var dataSize: UInt64

  /// Reads the header up to the `data` chunk.
  ///
  /// - Throws: `.unreadable` when chunks lead nowhere, `.noSamples` when no `data` chunk follows.
  init(of file: RecordingFile, start: FileBytes) throws(AudioDecodingError) {
    isBigEndian = start.has("RIFX")
    isBW64 = start.has("BW64")
    is64Bit = isBW64 || start.has("RF64")
    riffSize = start.number(at: 4, width: 4, bigEndian: isBigEndian)
    dataSizeOffset = 0
    dataSize = 0
    var offset: Int64 = 12
    var dataSize64: UInt64?
    var foundFormat = false
    for _ in 0..<Self.chunkLimit {
      let head = try file.bytes(at: offset, count: 56)
      guard head.count >= 8 else { break }
      let size = head.number(at: 4, width: 4, bigEndian: isBigEndian)
      if head.has("data") {
        guard foundFormat else { throw .unreadable(Message("unreadable.formatChunkMissing")) }
        dataSizeOffset = offset + 4
        dataSize = size
        if is64Bit, let dataSize64, size == 0xFFFF_FFFF || size == 0 { dataSize = dataSize64 }
        return
      }
      if head.has("fmt ") {
        readFormat(head)
        foundFormat = true
      } else if head.has("ds64") {
        ds64Offset = offset + 8
        riffSize = head.little(8, 8)
        dataSize64 = head.little(16, 8)
      } else if head.has("fact"), size >= 4 {
        factOffset = offset + 8
        factFrames = Int64(head.number(at: 8, width: 4, bigEndian: isBigEndian))
      }
      offset += 8 + Int64(size) + Int64(size % 2)
    }
    throw foundFormat ? .noSamples : .unreadable(Message("unreadable.headerWithoutAudio", "WAV"))
  }

  private mutating func readFormat(_ chunk: FileBytes) {
    func field(_ offset: Int, _ width: Int) -> Int {
      Int(chunk.number(at: 8 + offset, width: width, bigEndian: isBigEndian))
    }
    formatTag = field(0, 2)
    channelCount = field(2, 2)
    sampleRateHz = field(4, 4)
    blockBytes = field(12, 2)
    bitsPerSample = field(14, 2)
    if formatTag == WaveTag.extensible {
      formatTag = field(24, 2)
    } else if [WaveTag.imaADPCM, WaveTag.msADPCM, WaveTag.gsm].contains(formatTag) {
      blockFrames = field(18, 2)
    }
  }

  /// Sample frames in so many bytes of audio; `nil` where the coding does not tell.
  func frames(inBytes bytes: Int64) -> Int64? {
    guard blockBytes > 0 else { return nil }
    let blocks = bytes / Int64(blockBytes)
    return switch formatTag {
    case WaveTag.pcm, WaveTag.float, WaveTag.aLaw, WaveTag.muLaw: blocks
    case WaveTag.imaADPCM, WaveTag.msADPCM, WaveTag.gsm:
      blockFrames > 0 ? product(blocks, Int64(blockFrames)) : nil
    default: nil
    }
  }

  /// Name of the sample coding.
  var codecName: String {
    WaveTag.names[formatTag] ?? "WAV format tag \(formatTag)"
  }
}

/// The product; `nil` where a lying header makes it overflow.
func product(_ left: Int64, _ right: Int64) -> Int64? {
  let (value, overflow) = left.multipliedReportingOverflow(by: right)
  return overflow ? nil : value
}

/// Format tags of `mmreg.h`.
enum WaveTag {
  static let pcm = 1
  static let msADPCM = 2
  static let float = 3
  static let aLaw = 6
  static let muLaw = 7
  static let imaADPCM = 0x11
  static let gsm = 0x31
  static let mpegLayer3 = 0x55
  static let extensible = 0xFFFE

  /// Names of the codings that occur in recorders.
  static let names = [
    pcm: "pcm", msADPCM: "ms_adpcm", float: "pcm_float", aLaw: "alaw", muLaw: "mulaw",
    imaADPCM: "ima_adpcm", gsm: "gsm", mpegLayer3: "mp3", 0x10: "oki_adpcm", 0x17: "oki_adpcm",
    0x14: "g723_1", 0x42: "g723_1", 0x111: "g723_1", 0x40: "g726", 0x45: "g726", 0x64: "g726",
    0x65: "g722", 0x28F: "g722", 0x83: "g729", 0x133: "g729", 0x50: "mp2", 0x22: "truespeech",
    0xFF: "aac", 0x160: "wmav1", 0x161: "wmav2", 0x162: "wmapro", 0xA109: "speex",
    0x57: "amr_nb", 0x58: "amr_wb", 0x7A21: "amr_nb", 0x7A22: "amr_wb",
  ]
  /// Tags that libsndfile decodes.
  static let native: Set = [pcm, msADPCM, float, aLaw, muLaw, imaADPCM, gsm]
}
