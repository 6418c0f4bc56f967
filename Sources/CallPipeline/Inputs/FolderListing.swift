internal import AudioDecoding
internal import Glibc
public import SystemPackage

/// What `readdir` says of one entry.
private struct FolderEntry {
  var name: FilePath.Component
  var isFolder: Bool
}

/// Lists the recordings, or other files, below a folder.
///
/// Names are bytes, not text: what is no UTF-8 is found all the same. Hidden entries are left out,
/// each folder is entered once however many links lead to it, and the order is that of the bytes of
/// the paths, on every machine.
public struct FolderListing {
  /// Recordings found, as paths below the folder.
  public private(set) var recordings: [FilePath] = []
  /// Folders that could not be read, with the reason.
  public private(set) var unreadable: [(path: FilePath, reason: Errno)] = []

  private var entered: Set<FileIdentity> = []
  private let root: FilePath
  private let exclusions: [String]
  private let isListed: (FilePath) -> Bool
  private let entering: (FilePath) -> Void

  /// Lists everything at once.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - exclusions: Glob patterns (`fnmatch`); what matches by name or by path below the root is left
  ///     out, folders with all they hold.
  ///   - entering: Called with each folder before it is read.
  ///   - isListed: Whether a file is looked for.
  public init(
    of root: FilePath, excluding exclusions: [String] = [],
    entering: @escaping (FilePath) -> Void = { _ in },
    where isListed: @escaping (FilePath) -> Bool
  ) {
    self.root = root
    self.exclusions = exclusions
    self.entering = entering
    self.isListed = isListed
    enter(FilePath(""))
    recordings.sort { bytes(of: $0).lexicographicallyPrecedes(bytes(of: $1)) }
  }

  /// Lists the recordings.
  init(of root: FilePath, excluding exclusions: [String]) {
    self.init(of: root, excluding: exclusions, where: hasRecordingExtension)
  }

  private mutating func enter(_ folder: FilePath) {
    let path = folder.isEmpty ? root : root.pushing(folder)
    guard let identity = FileIdentity(of: path), entered.insert(identity).inserted else { return }
    entering(folder)
    let entries: [FolderEntry]
    do throws(Errno) {
      entries = try readFolder(path)
    } catch {
      unreadable.append((folder, error))
      return
    }
    for entry in entries {
      let below = folder.appending(entry.name)
      if isExcluded(below, name: entry.name) { continue }
      if entry.isFolder {
        enter(below)
      } else if isListed(below) {
        recordings.append(below)
      }
    }
  }

  private func isExcluded(_ path: FilePath, name: FilePath.Component) -> Bool {
    exclusions.contains { pattern in
      let byPath = path.withPlatformString { fnmatch(pattern, $0, 0) }
      let byName = name.withPlatformString { fnmatch(pattern, $0, 0) }
      return byPath == 0 || byName == 0
    }
  }
}

/// Names of the files in a folder itself that are not hidden; of one that cannot be read none.
func fileNames(in folder: FilePath) -> [FilePath.Component] {
  do throws(Errno) { return try readFolder(folder).filter { !$0.isFolder }.map(\.name) } catch {
    return []
  }
}

/// Device and inode: the same for every name of a file.
struct FileIdentity: Hashable {
  var device: UInt64
  var inode: UInt64

  /// `nil` when there is no such file.
  init?(of path: FilePath) {
    guard let status = fileStatus(of: path) else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

/// What `stat` says, links followed; `nil` when there is no such file.
func fileStatus(of path: FilePath) -> stat? {
  var status = stat()
  return path.withPlatformString { stat($0, &status) } == 0 ? status : nil
}

/// Whether a name ends as recordings do, whatever it holds.
public func hasRecordingExtension(_ name: FilePath) -> Bool {
  RecordingFormats.isRecordingExtension(name.extension ?? "")
}

/// Whether the path leads to a folder.
public func isFolder(_ path: FilePath) -> Bool {
  fileStatus(of: path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
}

private func bytes(of path: FilePath) -> [UInt8] {
  path.withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
}

/// Entries of a folder that are not hidden.
private func readFolder(_ path: FilePath) throws(Errno) -> [FolderEntry] {
  guard let folder = path.withPlatformString({ opendir($0) }) else { throw Errno(rawValue: errno) }
  defer { closedir(folder) }
  var entries: [FolderEntry] = []
  while let entry = readdir(folder) {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    guard bytes.pointee != CChar(UInt8(ascii: ".")),
      let name = FilePath(platformString: bytes).lastComponent
    else { continue }
    let type = entry.pointee.d_type
    let mayBeFolder = type == UInt8(DT_LNK) || type == UInt8(DT_UNKNOWN)
    entries.append(
      FolderEntry(
        name: name,
        isFolder: type == UInt8(DT_DIR) || (mayBeFolder && isFolder(path.appending(name)))))
  }
  return entries
}
