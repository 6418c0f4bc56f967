/// AMR as a chain of frames, RFC 4867 section 5.
enum AMRFrames {
  /// Length of every frame.
  private static let frameSeconds = 0.02
  /// Bytes of a frame with its first byte, by frame type; 0 = no such type.
  private static let narrowbandBytes: [Int64] = [
    13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1,
  ]
  private static let widebandBytes: [Int64] = [
    18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1,
  ]

  /// Counts the frames, and sees whether the last one is whole.
  static func survey(
    of file: RecordingFile, isWideband: Bool
  ) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    var window = FileWindow(file)
    let sizes = isWideband ? widebandBytes : narrowbandBytes
    var cursor: Int64 = isWideband ? 9 : 6
    var frameCount = 0
    while cursor < file.sizeBytes {
      let size = sizes[Int(try window.byte(cursor) >> 3 & 15)]
      guard size > 0 else { break }
      cursor += size
      if cursor <= file.sizeBytes { frameCount += 1 }
    }
    survey.endsEarly = cursor > file.sizeBytes
    survey.countedSeconds = Double(frameCount) * frameSeconds
    return survey
  }
}
