/// AAC in ADTS frames, ISO/IEC 13818-7 clause 6.2.
enum ADTSFrames {
  /// Samples per channel in a frame of one data block, at the core rate.
  private static let frameSamples = 1024.0
  /// Sampling rates by index, table 35.
  private static let ratesHz = [
    96_000.0, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
    7350,
  ]
  /// Frames in a row that make chance negligible.
  private static let confirmingFrames = 3

  /// Where ADTS audio begins, behind ID3 tags; `nil` when the file holds none.
  static func firstOffset(in file: RecordingFile) throws(AudioDecodingError) -> Int64? {
    var window = FileWindow(file)
    var cursor: Int64 = 0
    for _ in 0..<confirmingFrames {
      guard let length = try frameBytes(at: cursor, in: &window) else { return nil }
      cursor += length
      if cursor == file.sizeBytes { break }
    }
    return 0
  }

  /// Counts the frames, and sees whether the last one is whole.
  static func survey(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    var window = FileWindow(file)
    var cursor: Int64 = 0
    var seconds = 0.0
    while let length = try frameBytes(at: cursor, in: &window) {
      let rateIndex = Int((try window.big(cursor, 4) ?? 0) >> 10 & 15)
      cursor += length
      if cursor <= file.sizeBytes { seconds += frameSamples / ratesHz[rateIndex] }
    }
    survey.endsEarly = cursor > file.sizeBytes
    survey.countedSeconds = seconds
    return survey
  }

  private static func frameBytes(
    at offset: Int64, in window: inout FileWindow
  ) throws(AudioDecodingError) -> Int64? {
    guard let word = try window.big(offset, 7), word >> 44 == 0xFFF, word >> 41 & 3 == 0,
      word >> 34 & 15 < 13
    else { return nil }
    let length = Int64(word >> 13 & 0x1FFF)
    return length >= 7 ? length : nil
  }
}
