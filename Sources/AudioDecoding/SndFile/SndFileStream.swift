internal import CSndFile
internal import CallTypes

/// A recording that libsndfile decodes.
final class SndFileStream: AudioStream {
  let format: AudioFormat
  private(set) var warnings: [AnalysisWarning] = []

  private let handle: OpaquePointer
  /// libsndfile reads through it and holds it unretained.
  private let source: VirtualFile
  private let file: RecordingFile
  private let content: RecordingContent
  private let survey: ContainerSurvey
  private let toleranceSeconds: Double
  private var decodedFrames: Int64 = 0
  private var hasEnded = false

  init(
    handle: OpaquePointer, info: SF_INFO, source: VirtualFile, file: RecordingFile,
    content: RecordingContent, survey: ContainerSurvey, settings: AudioDecodingSettings
  ) {
    self.handle = handle
    self.source = source
    self.file = file
    self.content = content
    self.survey = survey
    toleranceSeconds = settings.durationToleranceSeconds
    var declared = survey.declaredFrameCount
    if declared == nil, !survey.isUnfinalized, content.container.declaresLength,
      info.frames > 0, info.frames != .max
    {
      declared = info.frames
    }
    format = AudioFormat(
      container: content.container.rawValue,
      codec: sndFileCodecName(info.format, in: content.container),
      sampleRateHz: Int(info.samplerate), channelCount: Int(info.channels),
      declaredFrameCount: declared)
    // Integers scale to ±1, floats pass unchanged.
    sf_command(handle, Int32(SFC_SET_NORM_FLOAT), nil, Int32(SF_TRUE))
  }

  deinit { sf_close(handle) }

  func read(into buffer: inout [Float]) throws(AudioDecodingError) -> Int {
    let wanted = buffer.count / format.channelCount
    precondition(wanted > 0, "the buffer holds less than one sample frame")
    guard !hasEnded else { return 0 }
    let count = buffer.withUnsafeMutableBufferPointer {
      sf_readf_float(handle, $0.baseAddress, Int64(wanted))
    }
    if count > 0 {
      decodedFrames += count
      return Int(count)
    }
    hasEnded = true
    try judgeEnd()
    return 0
  }

  /// Compares what was decoded with what was promised.
  private func judgeEnd() throws(AudioDecodingError) {
    let ogg = content.container == .ogg ? try OggPages(of: file) : nil
    var survey = survey
    if try endsInsideFrame() { survey.endsEarly = true }
    let judgement = EndJudgement(
      format: format, survey: survey, decodedFrames: decodedFrames,
      decoderError: sf_error(handle), readErrorNumber: source.errorNumber,
      bytesEnded: try bytesEnded(), ogg: ogg, toleranceSeconds: toleranceSeconds)
    warnings = try judgement.warnings()
  }
}

extension SndFileStream {
  /// Whether the file ended before the audio did, rather than the decoder giving up in the middle.
  private func bytesEnded() throws(AudioDecodingError) -> Bool {
    guard source.reachedEnd else { return false }
    guard content.container == .flac, let declared = survey.declaredFrameCount else { return true }
    // A short file is read whole before its first sample comes out.
    return try !FLACFrames.holdFrame(endingIn: declared...declared, of: file)
  }

  /// Whether a FLAC file of unknown length ends in a frame that was begun and not decoded.
  private func endsInsideFrame() throws(AudioDecodingError) -> Bool {
    guard content.container == .flac, survey.declaredFrameCount == nil else { return false }
    let next = decodedFrames + 1...decodedFrames + FLACFrames.longestBlockSamples
    return try FLACFrames.holdFrame(endingIn: next, of: file)
  }
}

extension Container {
  /// Whether the header tells the length, or libsndfile finds it otherwise.
  fileprivate var declaresLength: Bool {
    switch self {
    case .raw, .flac, .mp3: false
    default: true
    }
  }
}

/// Name of a coding as reports show it.
private func sndFileCodecName(_ format: Int32, in container: Container) -> String {
  // libsndfile names the width of FLAC's samples, as if they were PCM.
  if container == .flac { return "flac" }
  return switch Int(format) & Int(SF_FORMAT_SUBMASK) {
  case Int(SF_FORMAT_PCM_S8): "pcm_s8"
  case Int(SF_FORMAT_PCM_U8): "pcm_u8"
  case Int(SF_FORMAT_PCM_16): "pcm_s16"
  case Int(SF_FORMAT_PCM_24): "pcm_s24"
  case Int(SF_FORMAT_PCM_32): "pcm_s32"
  case Int(SF_FORMAT_FLOAT): "pcm_f32"
  case Int(SF_FORMAT_DOUBLE): "pcm_f64"
  case Int(SF_FORMAT_ULAW): "mulaw"
  case Int(SF_FORMAT_ALAW): "alaw"
  case Int(SF_FORMAT_IMA_ADPCM): "ima_adpcm"
  case Int(SF_FORMAT_MS_ADPCM): "ms_adpcm"
  case Int(SF_FORMAT_GSM610): "gsm"
  case Int(SF_FORMAT_VOX_ADPCM): "vox"
  case Int(SF_FORMAT_G721_32): "g721"
  case Int(SF_FORMAT_VORBIS): "vorbis"
  case Int(SF_FORMAT_OPUS): "opus"
  case Int(SF_FORMAT_MPEG_LAYER_I): "mp1"
  case Int(SF_FORMAT_MPEG_LAYER_II): "mp2"
  case Int(SF_FORMAT_MPEG_LAYER_III): "mp3"
  case Int(SF_FORMAT_ALAC_16), Int(SF_FORMAT_ALAC_20), Int(SF_FORMAT_ALAC_24),
    Int(SF_FORMAT_ALAC_32):
    "alac"
  default: "other"
  }
}
