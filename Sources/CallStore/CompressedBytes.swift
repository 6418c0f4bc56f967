internal import CZlib

/// Bytes kept small: their number, then a zlib stream (RFC 1950), whose checksum finds a changed bit.
struct CompressedBytes: Hashable, Sendable {
  /// Most bytes that a value of ours ever has; a length beyond it is damage.
  private static let largestCount = 1 << 30
  private static let lengthCount = 4

  /// As they are kept.
  var kept: [UInt8]

  /// Bytes as they were kept.
  init(kept: [UInt8]) { self.kept = kept }

  /// What bytes are like.
  enum Content {
    /// Words that come again.
    case text
    /// Differences of noisy numbers: only runs of one byte come again (zlib, `Z_RLE`).
    case numbers
  }

  /// Compresses.
  init(_ bytes: [UInt8], as content: Content = .text) {
    precondition(bytes.count <= Self.largestCount, "a value of a store is small")
    let limit = Int(compressBound(UInt(bytes.count)))
    let kept = [UInt8](unsafeUninitializedCapacity: Self.lengthCount + limit) { buffer, used in
      for index in 0..<Self.lengthCount {
        buffer[index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index))
      }
      let room = UnsafeMutableBufferPointer(rebasing: buffer[Self.lengthCount...])
      used = Self.lengthCount + Self.deflate(bytes, into: room, as: content)
    }
    self.kept = kept
  }

  private static func deflate(
    _ bytes: [UInt8], into room: UnsafeMutableBufferPointer<UInt8>, as content: Content
  ) -> Int {
    var stream = z_stream()
    let (windowBits, memoryLevel): (Int32, Int32) = (15, 8)  // zlib's own defaults
    let begun = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, memoryLevel,
      content == .numbers ? Z_RLE : Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(begun == Z_OK, "zlib has memory and the version that it was built with")
    defer { deflateEnd(&stream) }
    return bytes.withUnsafeBufferPointer { source in
      // zlib reads through this pointer and does not write.
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(source.count)
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(room.count)
      let status = CZlib.deflate(&stream, Z_FINISH)
      precondition(status == Z_STREAM_END, "compressBound() bytes hold every stream")
      return Int(stream.total_out)
    }
  }

  /// The bytes; `nil` when they are not what was kept.
  var bytes: [UInt8]? {
    guard kept.count >= Self.lengthCount else { return nil }
    let length = kept[..<Self.lengthCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.largestCount else { return nil }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { room, used in
      kept.withUnsafeBufferPointer { kept in
        let stream = UnsafeBufferPointer(rebasing: kept[Self.lengthCount...])
        var count = UInt(length)
        // An empty value has no room; zlib wants a place all the same.
        var nowhere: UInt8 = 0
        let status = withUnsafeMutablePointer(to: &nowhere) { nowhere in
          uncompress(room.baseAddress ?? nowhere, &count, stream.baseAddress, UInt(stream.count))
        }
        isWhole = status == Z_OK && count == UInt(length)
      }
      used = isWhole ? length : 0
    }
    return isWhole ? bytes : nil
  }
}
