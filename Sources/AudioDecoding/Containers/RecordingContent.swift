/// File formats told apart by their first bytes.
enum Container: String, CaseIterable, Hashable, Sendable {
  case wav, rf64, w64, aiff, au, caf, nist, flac, ogg, mp3, aac, amr, amrwb, mp4, matroska, asf
  /// No header: the file's extension or the user tells what it holds.
  case raw
}

/// What a file was found to be, before any decoder has seen it.
struct RecordingContent {
  /// File format.
  var container: Container
  /// Sample coding where the sniffer knows it: that of the first Ogg packet, or a WAV format tag.
  var codec: String?
  /// Header of a file in the RIFF family.
  var wave: WaveHeader?
  /// First byte of audio behind tags, for MPEG audio.
  var audioOffset: Int64 = 0
  /// What the user or the extension says about a file without header.
  var rawFormat: RawAudioFormat?
}

/// What the header promises against what the file holds, and how to show it to the decoder.
struct ContainerSurvey {
  /// Header fields to be shown in place of those in the file.
  var patches: [BytePatch] = []
  /// Bytes shown before the file's own.
  var prefix: [UInt8] = []
  /// Part of the file to be shown; `nil` = all.
  var stretch: Range<Int64>?
  /// Sample frames that the header promises.
  var declaredFrameCount: Int64?
  /// Sample frames that the bytes hold, where that can be counted without decoding.
  var countedFrameCount: Int64?
  /// The same in seconds, for codings whose rate only the decoder knows.
  var countedSeconds: Double?
  /// Sample frames by which a decoder may fall short of the count, by the nature of the coding.
  var codecDelayFrames: Int64 = 0
  /// Bytes of audio that the header promises.
  var declaredBytes: Int64?
  /// Bytes of audio between the header and the end of the file.
  var foundBytes: Int64?
  /// Whether the recorder never wrote the length.
  var isUnfinalized = false
  /// Whether the file ends inside a frame or page, or before its declared end.
  var endsEarly = false

  /// Notes the promised and the found size of the audio.
  mutating func compare(declaredBytes: Int64, foundBytes: Int64) {
    self.declaredBytes = declaredBytes
    self.foundBytes = foundBytes
    if declaredBytes > foundBytes { endsEarly = true }
  }
}

extension RecordingContent: CustomStringConvertible {
  /// Words for a user.
  var description: String {
    guard let codec else { return "\(container.rawValue) audio" }
    return container == .raw ? "\(codec) audio" : "\(codec) audio in \(container.rawValue)"
  }
}
