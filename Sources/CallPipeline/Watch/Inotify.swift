internal import Glibc
internal import Synchronization
internal import SystemPackage

/// A folder below a watched one.
struct WatchedFolder: Hashable, Sendable {
  /// The folder that the user named.
  var root: FilePath
  /// Path below it; empty for the root itself.
  var relative: FilePath

  /// The path.
  var path: FilePath { relative.isEmpty ? root : root.pushing(relative) }
}

/// What the kernel tells about watched folders.
enum FolderEvent: Hashable, Sendable {
  /// A file appeared, was renamed into place, or was closed after writing.
  case file(WatchedFolder, FilePath.Component)
  /// A folder appeared.
  case folder(WatchedFolder)
  /// Events were lost: everything has to be listed.
  case overflow
  /// A watched folder is gone.
  case removed(WatchedFolder)
}

/// Watches folders by inotify(7).
///
/// Who adds a folder does so before listing it: what appears in between is told, or listed, or both.
final class Inotify: Sendable {
  /// Becomes readable when there are events.
  let descriptor: Int32
  private let folders = Mutex<[Int32: WatchedFolder]>([:])

  private static let mask = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
  /// Several hundred events at a time.
  private static let bufferBytes = 65_536

  /// - Throws: `Errno` when the system gives no more instances.
  init() throws(Errno) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
  }

  deinit { close(descriptor) }

  /// Watches a folder; one that is watched already gets its present name.
  ///
  /// - Throws: `Errno`: `.noSpace` when the user has no watches left.
  func add(_ folder: WatchedFolder) throws(Errno) {
    // Under the lock, so that no event is read before the folder's number is known.
    let number = folders.withLock { folders in
      let number = folder.path.withPlatformString { inotify_add_watch(descriptor, $0, Self.mask) }
      if number >= 0 { folders[number] = folder }
      return number >= 0 ? number : -errno
    }
    guard number >= 0 else { throw Errno(rawValue: -number) }
  }

  /// Reads what there is, without waiting.
  func events() -> [FolderEvent] {
    var events: [FolderEvent] = []
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.bufferBytes) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    let headerBytes = MemoryLayout<inotify_event>.size
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset + headerBytes <= buffer.count {
        let header = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let nameStart = offset + headerBytes
        let name = buffer[nameStart..<min(nameStart + Int(header.len), buffer.count)]
        offset = nameStart + Int(header.len)
        if let event = event(header, name: name.prefix { $0 != 0 }) { events.append(event) }
      }
    }
    return events
  }

  private func event(
    _ header: inotify_event, name: Slice<UnsafeRawBufferPointer>
  ) -> FolderEvent? {
    if header.mask & UInt32(IN_Q_OVERFLOW) != 0 { return .overflow }
    let isRemoved = header.mask & UInt32(IN_IGNORED) != 0
    let folder = folders.withLock { folders in
      isRemoved ? folders.removeValue(forKey: header.wd) : folders[header.wd]
    }
    guard let folder else { return nil }
    if isRemoved { return .removed(folder) }
    let text = name.map { CChar(bitPattern: $0) } + [0]
    let path = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) }
    }
    guard let component = path?.lastComponent else { return nil }
    if header.mask & UInt32(IN_ISDIR) != 0 {
      return .folder(
        WatchedFolder(root: folder.root, relative: folder.relative.appending(component)))
    }
    return .file(folder, component)
  }
}
