internal import CallTypes

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
    guard let demuxer = demuxer(for: content) else {
      throw .unsupportedFormat(.text(content.description))
    }
    guard let program = programPath(settings.externalDecoderProgram) else {
      throw .decoderMissing(codec: content.description)
    }
    let survey = try survey(of: file, content)
    var arguments = [
      "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-f", demuxer,
    ]
    if demuxer == "wav", survey.isUnfinalized { arguments += ["-ignore_length", "1"] }
    arguments += [
      // Opened anew by the child, so that it can seek and its place is its own.
      "-i", "file:/proc/self/fd/0", "-map", "0:a:0", "-vn", "-sn", "-dn",
      "-c:a", "pcm_f32be", "-f", "au", "pipe:1",
    ]
    let child = try ChildProcess(program: program, arguments: arguments, input: file.descriptor)
    return try FFmpegStream(child: child, content: content, survey: survey, settings: settings)
  }

  private static func survey(
    of file: RecordingFile, _ content: RecordingContent
  ) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    switch content.container {
    case .wav, .rf64: survey = try content.wave?.survey(of: file) ?? survey
    case .aac: survey = try ADTSFrames.survey(of: file)
    case .mp4: survey.endsEarly = try BoxChain.mp4EndsEarly(file)
    case .matroska: survey.endsEarly = try BoxChain.matroskaEndsEarly(file)
    case .asf: survey.endsEarly = try BoxChain.asfEndsEarly(file)
    case .amr: survey = try AMRFrames.survey(of: file, isWideband: false)
    case .amrwb: survey = try AMRFrames.survey(of: file, isWideband: true)
    case .ogg: survey.endsEarly = try !OggPages(of: file).isComplete
    case .w64, .aiff, .au, .caf, .nist, .flac, .mp3, .raw: break
    }
    return survey
  }

  /// FFmpeg's name for the file format; `nil` for what it does not read.
  private static func demuxer(for content: RecordingContent) -> String? {
    switch content.container {
    case .wav, .rf64:
      content.wave == nil ? nil : "wav"
    case .ogg: "ogg"
    case .aac: "aac"
    case .amr, .amrwb: "amr"
    case .mp4: "mov"
    case .matroska: "matroska"
    case .asf: "asf"
    case .raw:
      content.rawFormat.flatMap { [.g722, .g729].contains($0.codec) ? $0.codec.rawValue : nil }
    // Read by libsndfile, but for variants that it does not know.
    case .w64, .aiff, .au, .caf, .flac, .mp3: content.container.rawValue
    case .nist: "nistsphere"
    }
  }
}
