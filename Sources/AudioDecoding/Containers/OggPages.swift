/// An Ogg file as a chain of pages, RFC 3533.
struct OggPages {
  private static let headBytes: Int64 = 27

  /// Whether the last page is whole and marked as the last.
  var isComplete = false

  /// Walks all page headers of a file.
  init(of file: RecordingFile) throws(AudioDecodingError) {
    var window = FileWindow(file)
    var offset: Int64 = 0
    while try window.has("OggS", at: offset) {
      guard let segmentCount = try window.little(offset + 26, 1),
        try window.load(offset, Int(Self.headBytes + Int64(segmentCount)))
      else {
        isComplete = false
        return
      }
      var bodyBytes: Int64 = 0
      for index in 0..<Int64(segmentCount) {
        bodyBytes += Int64(try window.byte(offset + Self.headBytes + index))
      }
      let end = offset + Self.headBytes + Int64(segmentCount) + bodyBytes
      guard end <= file.sizeBytes else {
        isComplete = false
        return
      }
      isComplete = try window.byte(offset + 5) & 4 != 0
      offset = end
    }
  }

  /// Name of the coding that the first packet announces; `nil` when it is none that we know.
  static func codec(ofFirstPage page: FileBytes) -> String? {
    let packet = 27 + Int(page[26])
    if page.has("OpusHead", at: packet) { return "opus" }
    if page.has("vorbis", at: packet + 1), page[packet] == 1 { return "vorbis" }
    if page.has("FLAC", at: packet + 1), page[packet] == 0x7F { return "flac" }
    if page.has("Speex   ", at: packet) { return "speex" }
    return nil
  }
}
