internal import CSndFile
internal import CallTypes

/// Everything that libsndfile reads: the usual case, in process.
enum SndFileDecoder: RecordingDecoder {
  static let name = "libsndfile"
  static let summary = "built in; streams in process"
  static let formats = [
    "WAV, RF64, W64 (PCM, float, µ-law, A-law, GSM 06.10, IMA and MS ADPCM)", "MP3",
    "Ogg Opus, Vorbis and FLAC", "FLAC", "AU", "AIFF", "CAF", "NIST SPHERE",
    "raw PCM, µ-law, A-law, GSM 06.10, Dialogic ADPCM",
  ]

  static func canDecode(_ content: RecordingContent) -> Bool {
    switch content.container {
    case .wav, .rf64: content.wave.map { WaveTag.native.contains($0.formatTag) } ?? false
    case .ogg: content.codec.map { ["opus", "vorbis", "flac"].contains($0) } ?? false
    case .w64, .aiff, .au, .caf, .nist, .flac, .mp3: true
    case .raw: content.rawFormat.map { subtype(of: $0.codec) != nil } ?? false
    case .aac, .amr, .amrwb, .mp4, .matroska, .asf: false
    }
  }

  static func open(
    _ file: RecordingFile, content: RecordingContent, settings: AudioDecodingSettings
  ) throws(AudioDecodingError) -> any AudioStream {
    var info = SF_INFO()
    if let raw = content.rawFormat, let subtype = subtype(of: raw.codec) {
      info.format = Int32(SF_FORMAT_RAW) | subtype
      info.samplerate = Int32(clamping: raw.sampleRateHz)
      info.channels = Int32(clamping: raw.channelCount)
    }
    if let wave = content.wave {
      // libsndfile refuses some of these without saying why.
      try requirePlausible(
        AudioFormat(
          container: "wav", codec: wave.codecName, sampleRateHz: wave.sampleRateHz,
          channelCount: wave.channelCount, declaredFrameCount: nil), settings)
    }
    let survey = try survey(of: file, content)
    let shown = VirtualFile(
      file, patches: survey.patches, prefix: survey.prefix, stretch: survey.stretch)
    var callbacks = VirtualFile.callbacks()
    let handle = sf_open_virtual(
      &callbacks, Int32(SFM_READ), &info, Unmanaged.passUnretained(shown).toOpaque())
    guard let handle else {
      if shown.errorNumber != 0 { throw .inaccessible(errorNumber: shown.errorNumber) }
      throw .unreadable(Message("unreadable.headerDamaged", "\(content.container.rawValue)"))
    }
    return SndFileStream(
      handle: handle, info: info, source: shown, file: file, content: content, survey: survey,
      settings: settings)
  }

  private static func survey(
    of file: RecordingFile, _ content: RecordingContent
  ) throws(AudioDecodingError) -> ContainerSurvey {
    switch content.container {
    case .wav, .rf64: try content.wave?.survey(of: file) ?? ContainerSurvey()
    case .w64: try W64Header.survey(of: file)
    case .aiff: try SimpleHeaders.surveyAIFF(of: file)
    case .au: try SimpleHeaders.surveyAU(of: file)
    case .caf: try SimpleHeaders.surveyCAF(of: file)
    case .nist: try SimpleHeaders.surveyNIST(of: file)
    case .flac: try SimpleHeaders.surveyFLAC(of: file)
    case .mp3: try MPEGFrames(of: file, from: content.audioOffset).survey()
    case .ogg, .raw, .aac, .amr, .amrwb, .mp4, .matroska, .asf: ContainerSurvey()
    }
  }

  /// libsndfile's number for a coding without header; `nil` for those it does not know.
  private static func subtype(of codec: RawAudioFormat.Codec) -> Int32? {
    switch codec {
    case .mulaw: Int32(SF_FORMAT_ULAW)
    case .alaw: Int32(SF_FORMAT_ALAW)
    case .s16le: Int32(SF_FORMAT_PCM_16) | Int32(SF_ENDIAN_LITTLE)
    case .s16be: Int32(SF_FORMAT_PCM_16) | Int32(SF_ENDIAN_BIG)
    case .s24le: Int32(SF_FORMAT_PCM_24) | Int32(SF_ENDIAN_LITTLE)
    case .s32le: Int32(SF_FORMAT_PCM_32) | Int32(SF_ENDIAN_LITTLE)
    case .u8: Int32(SF_FORMAT_PCM_U8)
    case .s8: Int32(SF_FORMAT_PCM_S8)
    case .f32le: Int32(SF_FORMAT_FLOAT) | Int32(SF_ENDIAN_LITTLE)
    case .gsm: Int32(SF_FORMAT_GSM610)
    case .vox: Int32(SF_FORMAT_VOX_ADPCM)
    case .g722, .g729: nil
    }
  }
}
