internal import CallTypes

/// Finds out what a file is, from its bytes; the extension counts only where there is no header.
enum ContentSniffer {
  /// Bytes looked at first: the largest fixed header, and the first Ogg page with its packet.
  private static let startBytes = 512

  /// - Returns: What the file is.
  /// - Throws: `.unsupportedFormat` for what is no known recording, `.unreadable` for a damaged
  ///   header.
  static func content(
    of file: RecordingFile, fileExtension: String?, rawFormat: RawAudioFormat?
  ) throws(AudioDecodingError) -> RecordingContent {
    if let rawFormat {
      return RecordingContent(
        container: .raw, codec: rawFormat.codec.rawValue, rawFormat: rawFormat)
    }
    let start = try file.bytes(at: 0, count: startBytes)
    if let known = try magic(start, in: file) { return known }
    if let fileExtension, let assumed = RecordingFormats.headerlessFormat(of: fileExtension) {
      return RecordingContent(container: .raw, codec: assumed.codec.rawValue, rawFormat: assumed)
    }
    if let aac = try ADTSFrames.firstOffset(in: file) {
      return RecordingContent(container: .aac, codec: "aac", audioOffset: aac)
    }
    if let audioOffset = try MPEGFrames.firstOffset(in: file) {
      return RecordingContent(container: .mp3, audioOffset: audioOffset)
    }
    throw refusal(start)
  }

  private static func magic(
    _ start: FileBytes, in file: RecordingFile
  ) throws(AudioDecodingError) -> RecordingContent? {
    let isRIFF = start.has("RIFF") || start.has("RIFX") || start.has("RF64") || start.has("BW64")
    if isRIFF, start.has("WAVE", at: 8) {
      let wave = try WaveHeader(of: file, start: start)
      return RecordingContent(
        container: wave.is64Bit ? .rf64 : .wav, codec: wave.codecName, wave: wave)
    }
    if start.has("FORM"), start.has("AIFF", at: 8) || start.has("AIFC", at: 8) {
      return RecordingContent(container: .aiff)
    }
    if start.has("OggS") {
      return RecordingContent(container: .ogg, codec: OggPages.codec(ofFirstPage: start))
    }
    if start.has("ftyp", at: 4) || start.has("moov", at: 4) || start.has("mdat", at: 4) {
      return RecordingContent(container: .mp4, codec: try CodecNames.mp4(file))
    }
    for (magic, container) in simpleMagic where start.bytes.starts(with: magic) {
      switch container {
      case .matroska:
        return RecordingContent(container: container, codec: try CodecNames.matroska(file))
      case .amr: return RecordingContent(container: container, codec: "amr_nb")
      case .asf: return RecordingContent(container: container, codec: "wma")
      case .amrwb: return RecordingContent(container: container, codec: "amr_wb")
      default: return RecordingContent(container: container)
      }
    }
    return nil
  }

  /// First bytes that alone tell the format; the longer of two that begin alike stands first.
  private static let simpleMagic: [([UInt8], Container)] = [
    (W64Header.riffGUID, .w64),
    (Array(".snd".utf8), .au), (Array("dns.".utf8), .au),
    (Array("caff".utf8), .caf), (Array("fLaC".utf8), .flac), (Array("NIST_1A".utf8), .nist),
    (Array("#!AMR-WB\n".utf8), .amrwb), (Array("#!AMR\n".utf8), .amr),
    ([0x1A, 0x45, 0xDF, 0xA3], .matroska),
    (
      [
        0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE,
        0x6C,
      ], .asf
    ),
  ]

  private static func refusal(_ start: FileBytes) -> AudioDecodingError {
    if start.has("RIFF") || start.has("RIFX") || start.has("RF64") || start.has("BW64") {
      return start.count < 12
        ? .unreadable(Message("unreadable.endsInHeader"))
        : .unsupportedFormat(.message(Message("content.riffNoWav")))
    }
    if start.bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) || start.has("MZ") {
      return .unsupportedFormat(.message(Message("content.program")))
    }
    if start.bytes.allSatisfy({ $0 == 0 }) {
      return .unreadable(Message("unreadable.zeros"))
    }
    return .unreadable(Message("unreadable.unknownContent"))
  }
}
