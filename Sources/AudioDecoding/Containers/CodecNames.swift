/// Names of codings in containers that FFmpeg opens for us: FFmpeg does not tell over a pipe.
enum CodecNames {
  /// Bytes of an index searched for a name.
  private static let searchBytes = 1 << 20

  /// First sample description of an MPEG-4 file that is audio, ISO/IEC 14496-12 section 8.5.2.
  static func mp4(_ file: RecordingFile) throws(AudioDecodingError) -> String? {
    guard let index = try BoxChain.mp4Box("moov", in: file) else { return nil }
    return name(
      in: try file.bytes(at: index, count: searchBytes),
      of: [
        ("mp4a", "aac"), ("alac", "alac"), ("samr", "amr_nb"), ("sawb", "amr_wb"),
        ("Opus", "opus"), (".mp3", "mp3"), ("ac-3", "ac3"),
      ])
  }

  /// Codec ID of a Matroska track, in the first bytes of the file.
  static func matroska(_ file: RecordingFile) throws(AudioDecodingError) -> String? {
    name(
      in: try file.bytes(at: 0, count: 1 << 14),
      of: [
        ("A_OPUS", "opus"), ("A_VORBIS", "vorbis"), ("A_AAC", "aac"), ("A_FLAC", "flac"),
        ("A_MPEG/L3", "mp3"), ("A_PCM", "pcm"),
      ])
  }

  /// The name whose mark comes first.
  private static func name(
    in bytes: FileBytes, of marks: [(mark: StaticString, name: String)]
  ) -> String? {
    for offset in 0..<bytes.count {
      for (mark, name) in marks where bytes.has(mark, at: offset) { return name }
    }
    return nil
  }
}
