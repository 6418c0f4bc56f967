/// AAC in ADTS frames, ISO/IEC 13818-7 clause 6.2.
enum ADTSFrames {
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

  /// Whether the file ends inside a frame.
  static func endsEarly(in file: RecordingFile) throws(AudioDecodingError) -> Bool {
    var window = FileWindow(file)
    var cursor: Int64 = 0
    while let length = try frameBytes(at: cursor, in: &window) { cursor += length }
    return cursor > file.sizeBytes
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
