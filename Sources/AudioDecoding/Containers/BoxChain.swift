/// Whether files made of sized boxes end before their outermost boxes do.
enum BoxChain {
  private static let boxLimit = 100_000

  /// MPEG-4, ISO/IEC 14496-12 section 4.2: 32-bit size and type, 64-bit size behind it when 1.
  static func mp4EndsEarly(_ file: RecordingFile) throws(AudioDecodingError) -> Bool {
    var offset: Int64 = 0
    for _ in 0..<boxLimit where offset < file.sizeBytes {
      let head = try file.bytes(at: offset, count: 16)
      var size = Int64(head.big(0, 4))
      if size == 1 { size = Int64(clamping: head.big(8, 8)) }
      if size == 0 { return false }
      guard size >= 8 else { return false }
      let (end, overflow) = offset.addingReportingOverflow(size)
      if overflow || end > file.sizeBytes { return true }
      offset = end
    }
    return false
  }

  /// Where the content of the first outermost box of a type begins; `nil` without one.
  static func mp4Box(
    _ type: StaticString, in file: RecordingFile
  ) throws(AudioDecodingError) -> Int64? {
    var offset: Int64 = 0
    for _ in 0..<boxLimit where offset < file.sizeBytes {
      let head = try file.bytes(at: offset, count: 16)
      if head.has(type, at: 4) { return offset + 8 }
      let size = head.big(0, 4) == 1 ? Int64(clamping: head.big(8, 8)) : Int64(head.big(0, 4))
      guard size >= 8, size < file.sizeBytes else { return nil }
      offset += size
    }
    return nil
  }

  /// Matroska, RFC 8794: the segment's size, unless it is unknown (all ones, as live writers do).
  static func matroskaEndsEarly(_ file: RecordingFile) throws(AudioDecodingError) -> Bool {
    var offset: Int64 = 0
    for _ in 0..<boxLimit where offset < file.sizeBytes {
      let head = try file.bytes(at: offset, count: 16)
      let idBytes = head[0].leadingZeroBitCount + 1
      let sizeBytes = head[idBytes].leadingZeroBitCount + 1
      guard idBytes <= 4, sizeBytes <= 8 else { return false }
      let unknown: UInt64 = 1 << (7 * UInt64(sizeBytes)) - 1
      let size = head.big(idBytes, sizeBytes) & unknown
      if size == unknown { return false }
      let (end, overflow) = (offset + Int64(idBytes + sizeBytes)).addingReportingOverflow(
        Int64(clamping: size))
      if overflow || end > file.sizeBytes { return true }
      offset = end
    }
    return false
  }

  /// ASF specification section 3: header object, then data object, each with a 64-bit size.
  static func asfEndsEarly(_ file: RecordingFile) throws(AudioDecodingError) -> Bool {
    var offset: Int64 = 0
    for _ in 0..<boxLimit where offset < file.sizeBytes {
      let size = Int64(clamping: try file.bytes(at: offset, count: 24).little(16, 8))
      guard size >= 24 else { return false }
      let (end, overflow) = offset.addingReportingOverflow(size)
      if overflow || end > file.sizeBytes { return true }
      offset = end
    }
    return false
  }
}
