/// Forward reading of single headers all over a file, in large pieces.
struct FileWindow {
  private static let pieceBytes = 1 << 16

  private let file: RecordingFile
  private var piece = FileBytes([])
  private var start: Int64 = 0

  /// Reads a file from anywhere; nothing is read yet.
  init(_ file: RecordingFile) { self.file = file }

  /// Size of the file.
  var sizeBytes: Int64 { file.sizeBytes }

  /// Makes `count` bytes available at a place; `false` when the file ends before.
  mutating func load(_ offset: Int64, _ count: Int) throws(AudioDecodingError) -> Bool {
    guard offset >= 0, offset + Int64(count) <= file.sizeBytes else { return false }
    if offset < start || offset + Int64(count) > start + Int64(piece.count) {
      piece = try file.bytes(at: offset, count: max(Self.pieceBytes, count))
      start = offset
    }
    return offset + Int64(count) <= start + Int64(piece.count)
  }

  /// A big-endian number; `nil` when the file ends before.
  mutating func big(_ offset: Int64, _ width: Int) throws(AudioDecodingError) -> UInt64? {
    try load(offset, width) ? piece.big(Int(offset - start), width) : nil
  }

  /// A little-endian number; `nil` when the file ends before.
  mutating func little(_ offset: Int64, _ width: Int) throws(AudioDecodingError) -> UInt64? {
    try load(offset, width) ? piece.little(Int(offset - start), width) : nil
  }

  /// Whether the text stands at a place.
  mutating func has(_ text: StaticString, at offset: Int64) throws(AudioDecodingError) -> Bool {
    try load(offset, text.utf8CodeUnitCount) && piece.has(text, at: Int(offset - start))
  }

  /// A byte, zero beyond the end.
  mutating func byte(_ offset: Int64) throws(AudioDecodingError) -> UInt8 {
    try load(offset, 1) ? piece[Int(offset - start)] : 0
  }
}
