internal import CallTypes

/// Header of a Sony Wave64 file: chunks with 16-byte names and 64-bit sizes, aligned to 8 bytes.
enum W64Header {
  /// Name of the outermost chunk.
  static let riffGUID: [UInt8] = [
    0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00,
  ]
  /// Bytes of a chunk's name and size; the size counts them.
  private static let headBytes: Int64 = 24

  /// Compares the size of the audio with the file and repairs it when it was never written.
  static func survey(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    var offset: Int64 = 40
    for _ in 0..<1000 {
      let head = try file.bytes(at: offset, count: Int(headBytes))
      guard head.count == Int(headBytes) else { break }
      let size = Int64(clamping: head.little(16, 8))
      if head.has("data") {
        let found = file.sizeBytes - offset - headBytes
        if found <= 0 { throw .noSamples }
        if size <= headBytes || size == .max {
          survey.isUnfinalized = true
          survey.patches = [
            BytePatch(
              offset: 16, value: UInt64(file.sizeBytes), width: 8, bigEndian: false),
            BytePatch(
              offset: offset + 16, value: UInt64(found + headBytes), width: 8, bigEndian: false),
          ]
        } else {
          survey.compare(
            declaredBytes: size - headBytes, foundBytes: min(found, size - headBytes))
        }
        return survey
      }
      guard size >= headBytes, size < file.sizeBytes else { break }
      offset += (size + 7) / 8 * 8
    }
    throw .unreadable(Message("unreadable.headerWithoutAudio", "W64"))
  }
}
