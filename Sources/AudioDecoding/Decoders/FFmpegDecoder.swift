/// FFmpeg as a child process, for what libsndfile does not read; optional.
enum FFmpegDecoder: RecordingDecoder {
  static let name = "ffmpeg"
  static let summary = "child process; needs FFmpeg (apt-get install ffmpeg)"
  static let formats = [
    "M4A, MP4, 3GP", "AAC", "AMR", "WebM, Matroska", "WMA", "Ogg Speex",
    "WAV with G.722, G.723.1, G.726, G.729, MP3 or TrueSpeech", "raw G.722, G.729",
  ]

  static func canDecode(_ content: RecordingContent) -> Bool { demuxer(for: content) != nil }

  static func open(
    _ file: RecordingFile, content: RecordingContent, settings: AudioDecodingSettings
  ) throws(AudioDecodingError) -> any AudioStream {
    throw .decoderMissing(codec: content.description)
  }

  /// FFmpeg's name for the file format; `nil` for those it is not trusted with.
  private static func demuxer(for content: RecordingContent) -> String? {
    switch content.container {
    case .wav, .rf64:
      content.wave.flatMap { WaveTag.names[$0.formatTag] } == nil ? nil : "wav"
    case .ogg: content.codec == "speex" ? "ogg" : nil
    case .aac: "aac"
    case .amr, .amrwb: "amr"
    case .mp4: "mov"
    case .matroska: "matroska"
    case .asf: "asf"
    case .raw: content.rawFormat.map(\.codec.rawValue)
    case .w64, .aiff, .au, .caf, .nist, .flac, .mp3: nil
    }
  }
}
