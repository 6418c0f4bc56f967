internal import CSndFile
internal import Glibc

/// Bytes shown in place of those that the file holds.
struct BytePatch: Equatable {
  /// Where in the file.
  var offset: Int64
  /// What to show there.
  var bytes: [UInt8]

  /// Shows a number.
  init(offset: Int64, value: UInt64, width: Int, bigEndian: Bool) {
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    self.init(offset: offset, bytes: bigEndian ? bytes.reversed() : bytes)
  }

  /// Shows bytes.
  init(offset: Int64, bytes: [UInt8]) {
    self.offset = offset
    self.bytes = bytes
  }
}

/// A recording as libsndfile sees it: a stretch of the file, with repaired header fields and read
/// in large pieces (libsndfile itself reads 8 KB at a time).
final class VirtualFile {
  /// Bytes fetched at a time: large enough that system calls do not count, small enough for L2.
  private static let pieceBytes = 1 << 16

  private let file: RecordingFile
  private let patches: [BytePatch]
  private let prefix: [UInt8]
  private let stretch: Range<Int64>
  private var position: Int64 = 0
  private let piece: UnsafeMutableRawBufferPointer
  private var pieceStart: Int64 = 0
  private var pieceCount = 0
  /// The system's error number, if reading failed.
  private(set) var errorNumber: Int32 = 0
  /// Whether more was asked for than the file holds.
  private(set) var reachedEnd = false

  /// Shows a stretch of a file, the whole by default, behind bytes that the file does not hold.
  init(
    _ file: RecordingFile, patches: [BytePatch] = [], prefix: [UInt8] = [],
    stretch: Range<Int64>? = nil
  ) {
    self.file = file
    self.patches = patches
    self.prefix = prefix
    self.stretch = stretch ?? 0..<file.sizeBytes
    piece = .allocate(byteCount: Self.pieceBytes, alignment: 16)
  }

  deinit { piece.deallocate() }

  /// Length of what is shown.
  var count: Int64 { Int64(prefix.count) + Int64(stretch.count) }

  /// Moves the place of the next read; as `lseek`.
  func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
    let base: Int64 =
      switch whence {
      case SEEK_CUR: position
      case SEEK_END: count
      default: 0
      }
    let (sum, overflow) = base.addingReportingOverflow(offset)
    guard !overflow, sum >= 0 else { return -1 }
    position = sum
    return position
  }

  /// Place of the next read.
  var offset: Int64 { position }

  /// Copies the next bytes; fewer than asked only at the end or after an error.
  func read(into target: UnsafeMutableRawBufferPointer) -> Int {
    var copied = 0
    while copied < target.count {
      let inPiece = Int(position - pieceStart)
      guard position >= pieceStart, inPiece < pieceCount else {
        if fetch() { continue }
        break
      }
      let count = min(target.count - copied, pieceCount - inPiece)
      UnsafeMutableRawBufferPointer(rebasing: target[copied..<copied + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[inPiece..<inPiece + count]))
      copied += count
      position += Int64(count)
    }
    return copied
  }

  /// Fills the piece from the current place; `false` at the end or after an error.
  private func fetch() -> Bool {
    guard position < count else {
      reachedEnd = true
      return false
    }
    if position < Int64(prefix.count) {
      pieceStart = 0
      pieceCount = min(prefix.count, piece.count)
      piece.copyBytes(from: prefix.prefix(pieceCount))
      return true
    }
    let start = stretch.lowerBound + position - Int64(prefix.count)
    let wanted = Int(min(Int64(Self.pieceBytes), stretch.upperBound - start))
    let found = file.read(at: start, into: .init(rebasing: piece[..<wanted]))
    pieceStart = position
    pieceCount = max(found, 0)
    if found < 0 { errorNumber = Int32(-found) }
    if found == 0 { reachedEnd = true }
    for patch in patches {
      for (index, byte) in patch.bytes.enumerated() {
        let place = patch.offset + Int64(index) - start
        if place >= 0, place < Int64(pieceCount) { piece[Int(place)] = byte }
      }
    }
    return found > 0
  }

  /// The functions through which libsndfile reads; its user data is the unretained object.
  static func callbacks() -> SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { VirtualFile.from($0)?.count ?? 0 },
      seek: { VirtualFile.from($2)?.seek($0, $1) ?? -1 },
      read: { target, count, data in
        guard let target, count > 0 else { return 0 }
        return Int64(
          VirtualFile.from(data)?.read(into: .init(start: target, count: Int(count))) ?? 0)
      },
      write: { _, _, _ in 0 },
      tell: { VirtualFile.from($0)?.offset ?? 0 })
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> VirtualFile? {
    data.map { Unmanaged<VirtualFile>.fromOpaque($0).takeUnretainedValue() }
  }
}
