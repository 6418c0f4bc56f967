internal import CDeflate

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
    /// Differences of noisy numbers: little comes again, and what does is near.
    case numbers

    /// How hard libdeflate looks for what comes again: beyond it text takes more time than it gets
    /// smaller, and an hour of tracks goes from 796 KB at 2 only to 763 at 6, for twice the time.
    fileprivate var level: Int32 { self == .text ? 6 : 2 }
  }

  /// Compresses.
  init(_ bytes: [UInt8], as content: Content = .text) {
    precondition(bytes.count <= Self.largestCount, "a value of a store is small")
    guard let compressor = libdeflate_alloc_compressor(content.level) else {
      preconditionFailure("there is memory for a compressor")
    }
    defer { libdeflate_free_compressor(compressor) }
    let limit = libdeflate_zlib_compress_bound(compressor, bytes.count)
    kept = [UInt8](unsafeUninitializedCapacity: Self.lengthCount + limit) { buffer, used in
      for index in 0..<Self.lengthCount {
        buffer[index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index))
      }
      let room = UnsafeMutableBufferPointer(rebasing: buffer[Self.lengthCount...])
      let count = bytes.withUnsafeBytes {
        libdeflate_zlib_compress(compressor, $0.baseAddress, $0.count, room.baseAddress, room.count)
      }
      precondition(count > 0, "libdeflate_zlib_compress_bound() bytes hold every stream")
      used = Self.lengthCount + count
    }
  }

  /// The bytes; `nil` when they are not what was kept.
  var bytes: [UInt8]? {
    guard kept.count >= Self.lengthCount else { return nil }
    let length = kept[..<Self.lengthCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.largestCount else { return nil }
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { room, used in
      // An empty value has no room; libdeflate wants a place all the same.
      var nowhere: UInt8 = 0
      let status = kept[Self.lengthCount...].withUnsafeBytes { stream in
        withUnsafeMutablePointer(to: &nowhere) { nowhere in
          // Without a place for the count, success is a stream of just this length.
          libdeflate_zlib_decompress(
            decompressor, stream.baseAddress, stream.count, room.baseAddress ?? nowhere, length, nil
          )
        }
      }
      isWhole = status == LIBDEFLATE_SUCCESS
      used = isWhole ? length : 0
    }
    return isWhole ? bytes : nil
  }
}
