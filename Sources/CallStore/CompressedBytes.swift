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

  /// Compresses.
  init(_ bytes: [UInt8]) {
    precondition(bytes.count <= Self.largestCount, "a value of a store is small")
    var count = compressBound(UInt(bytes.count))
    var stream = [UInt8](repeating: 0, count: Int(count))
    let status = compress2(&stream, &count, bytes, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
    precondition(status == Z_OK, "a buffer of compressBound() bytes holds every stream")
    let length = (0..<Self.lengthCount).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
    kept = length + stream[..<Int(count)]
  }

  /// The bytes; `nil` when they are not what was kept.
  var bytes: [UInt8]? {
    guard kept.count >= Self.lengthCount else { return nil }
    let length = kept[..<Self.lengthCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.largestCount else { return nil }
    var (bytes, count) = ([UInt8](repeating: 0, count: length), UInt(length))
    let stream = Array(kept[Self.lengthCount...])
    let status = uncompress(&bytes, &count, stream, UInt(stream.count))
    return status == Z_OK && count == UInt(length) ? bytes : nil
  }
}
