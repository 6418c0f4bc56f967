/// A few bytes of a file, read as numbers; what lies beyond the end reads as zero.
struct FileBytes {
  /// The bytes.
  let bytes: [UInt8]

  /// Wraps bytes.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Number of bytes.
  var count: Int { bytes.count }

  /// A byte, zero beyond the end.
  subscript(index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0 }

  /// Whether the text stands at an offset.
  func has(_ text: StaticString, at offset: Int = 0) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[offset..<offset + $0.count]) }
  }

  /// Unsigned number of `width` bytes at an offset.
  func number(at offset: Int, width: Int, bigEndian: Bool) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<width {
      let place = bigEndian ? index : width - 1 - index
      value = value << 8 | UInt64(self[offset + place])
    }
    return value
  }

  /// Little-endian unsigned number.
  func little(_ offset: Int, _ width: Int) -> UInt64 {
    number(at: offset, width: width, bigEndian: false)
  }

  /// Big-endian unsigned number.
  func big(_ offset: Int, _ width: Int) -> UInt64 {
    number(at: offset, width: width, bigEndian: true)
  }
}
