/// One kind of recording, as `callsift formats` lists it.
public struct RecordingFormat: Hashable, Sendable {
  /// Name of the format.
  public let name: String
  /// Extensions in lower case, without the dot.
  public let extensions: [String]
  /// Codings that occur in it.
  public let codecs: [String]
  /// Name of the decoder.
  public let decoderName: String
}

/// What can be analysed, and which files of a folder are recordings.
public enum RecordingFormats {
  private static let native = SndFileDecoder.name
  private static let external = FFmpegDecoder.name

  /// Every kind of recording, common ones first.
  public static let all: [RecordingFormat] = [
    format(
      "WAV, RF64, BW64", "wav wave rf64 bw64 wav49",
      "pcm_u8 pcm_s16 pcm_s24 pcm_s32 pcm_f32 pcm_f64 mulaw alaw gsm ima_adpcm ms_adpcm", native),
    format(
      "WAV with telephone codecs", "wav",
      "g722 g723_1 g726 g729 mp3 truespeech oki_adpcm", external),
    format("MPEG audio", "mp3 mp2 mpga", "mp3 mp2 mp1", native),
    format("Ogg", "ogg oga opus", "opus vorbis flac", native),
    format("Ogg Speex", "spx", "speex", external),
    format("FLAC", "flac", "flac", native),
    format("Sun AU", "au snd", "pcm_s8 pcm_s16 pcm_s24 pcm_s32 pcm_f32 mulaw alaw", native),
    format("AIFF", "aif aiff aifc", "pcm_s16 pcm_s24 mulaw alaw ima_adpcm gsm", native),
    format("Core Audio Format", "caf", "pcm_s16 mulaw alaw ima_adpcm alac", native),
    format("Sony Wave64", "w64", "pcm_s16 pcm_s24 mulaw alaw gsm ima_adpcm ms_adpcm", native),
    format("NIST SPHERE", "sph nist", "pcm_s16 mulaw alaw", native),
    format("MPEG-4", "m4a m4b mp4 mov 3gp 3g2", "aac alac amr_nb amr_wb", external),
    format("AAC in ADTS", "aac", "aac", external),
    format("WebM, Matroska", "webm mka mkv", "opus vorbis aac", external),
    format("Windows Media", "wma asf wmv", "wmav1 wmav2 wmapro", external),
    format("AMR", "amr awb", "amr_nb amr_wb", external),
    format("without header: µ-law, 8 kHz mono", "ulaw ul mulaw pcmu", "mulaw", native),
    format("without header: A-law, 8 kHz mono", "alaw al pcma", "alaw", native),
    format(
      "without header: 16-bit PCM, mono; 8 kHz, or the rate in the name",
      "raw sln sln12 sln16 sln24 sln32 sln44 sln48 sln96 sln192", "s16le", native),
    format("without header: GSM 06.10", "gsm", "gsm", native),
    format("without header: Dialogic ADPCM, 8 kHz", "vox", "vox", native),
    format("without header: G.722", "g722", "g722", external),
    format("without header: G.729", "g729", "g729", external),
  ]

  /// Every extension of a recording, in small letters.
  public static let extensions = Set(all.flatMap(\.extensions))

  /// Whether a file with this extension, in any case, is taken for a recording in a folder.
  public static func isRecordingExtension(_ fileExtension: String) -> Bool {
    extensions.contains(fileExtension.lowercased())
  }

  /// What an extension says about a file without header; `nil` for formats that have one.
  static func headerlessFormat(of fileExtension: String) -> RawAudioFormat? {
    let (rateHz, codec): (Int, RawAudioFormat.Codec)
    switch fileExtension.lowercased() {
    case "ulaw", "ul", "mulaw", "pcmu": (rateHz, codec) = (8000, .mulaw)
    case "alaw", "al", "pcma": (rateHz, codec) = (8000, .alaw)
    case "raw", "sln": (rateHz, codec) = (8000, .s16le)
    case "sln12": (rateHz, codec) = (12_000, .s16le)
    case "sln16": (rateHz, codec) = (16_000, .s16le)
    case "sln24": (rateHz, codec) = (24_000, .s16le)
    case "sln32": (rateHz, codec) = (32_000, .s16le)
    case "sln44": (rateHz, codec) = (44_100, .s16le)
    case "sln48": (rateHz, codec) = (48_000, .s16le)
    case "sln96": (rateHz, codec) = (96_000, .s16le)
    case "sln192": (rateHz, codec) = (192_000, .s16le)
    case "gsm": (rateHz, codec) = (8000, .gsm)
    case "vox": (rateHz, codec) = (8000, .vox)
    case "g722": (rateHz, codec) = (16_000, .g722)
    case "g729": (rateHz, codec) = (8000, .g729)
    default: return nil
    }
    return RawAudioFormat(sampleRateHz: rateHz, codec: codec, channelCount: 1)
  }

  private static func format(
    _ name: String, _ extensions: String, _ codecs: String, _ decoderName: String
  ) -> RecordingFormat {
    RecordingFormat(
      name: name, extensions: extensions.split(separator: " ").map(String.init),
      codecs: codecs.split(separator: " ").map(String.init), decoderName: decoderName)
  }
}
