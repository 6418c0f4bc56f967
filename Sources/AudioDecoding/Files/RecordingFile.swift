internal import CallTypes
internal import Glibc
internal import SystemPackage

/// A regular file held open for reading; the name plays no part after the opening.
final class RecordingFile {
  /// The open file; closed on deinit.
  let descriptor: Int32
  /// Size when it was opened.
  let sizeBytes: Int64

  /// Opens a file without ever blocking on a pipe.
  ///
  /// - Throws: `.notARegularFile`, `.inaccessible` or `.noBytes`.
  init(opening path: FilePath) throws(AudioDecodingError) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else {
      throw .inaccessible(errorNumber: errno)
    }
    try requireRegular(status)
    // The file may have been replaced since `stat`: O_NONBLOCK keeps a pipe from blocking here.
    let opened = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard opened >= 0 else { throw .inaccessible(errorNumber: errno) }
    do throws(AudioDecodingError) {
      guard fstat(opened, &status) == 0 else { throw .inaccessible(errorNumber: errno) }
      try requireRegular(status)
      guard status.st_size > 0 else { throw .noBytes }
    } catch {
      close(opened)
      throw error
    }
    descriptor = opened
    sizeBytes = Int64(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads into memory from a place in the file, whole but for the end of the file.
  ///
  /// - Returns: Bytes read, or minus the system's error number.
  func read(at offset: Int64, into target: UnsafeMutableRawBufferPointer) -> Int {
    guard let base = target.baseAddress else { return 0 }
    var filled = 0
    while filled < target.count {
      let count = pread(descriptor, base + filled, target.count - filled, Int(offset) + filled)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        return -Int(errno)
      }
      filled += count
    }
    return filled
  }

  /// Bytes at a place in the file; fewer than asked at its end, none beyond.
  func bytes(at offset: Int64, count: Int) throws(AudioDecodingError) -> FileBytes {
    guard offset >= 0, offset < sizeBytes, count > 0 else { return FileBytes([]) }
    var bytes = [UInt8](repeating: 0, count: Int(min(Int64(count), sizeBytes - offset)))
    let found = bytes.withUnsafeMutableBytes { read(at: offset, into: $0) }
    guard found >= 0 else { throw .inaccessible(errorNumber: Int32(-found)) }
    return FileBytes(Array(bytes.prefix(found)))
  }
}

/// - Throws: `.notARegularFile` for anything but a regular file.
private func requireRegular(_ status: stat) throws(AudioDecodingError) {
  switch status.st_mode & S_IFMT {
  case S_IFREG: return
  case S_IFDIR: throw .notARegularFile(kind: Message("kind.folder"))
  case S_IFIFO: throw .notARegularFile(kind: Message("kind.pipe"))
  case S_IFSOCK: throw .notARegularFile(kind: Message("kind.socket"))
  default: throw .notARegularFile(kind: Message("kind.device"))
  }
}
