internal import Glibc
internal import SystemPackage

/// What a recording is like from outside: while this stays, nobody has written to it.
struct FileStamp: Hashable, Sendable {
  /// Size and time of a file.
  struct Part: Hashable, Sendable {
    var sizeBytes: Int
    var modifiedNanoseconds: Int
    var inode: UInt64
  }

  /// The recording.
  var recording: Part
  /// The files beside it that describe it.
  var sidecars: [Part]
}

extension FileStamp {
  /// What several files are like that are one call; `nil` for none.
  init?(joining stamps: [FileStamp]) {
    guard let first = stamps.first else { return nil }
    recording = first.recording
    sidecars = first.sidecars + stamps.dropFirst().flatMap { [$0.recording] + $0.sidecars }
  }
}

/// What is seen of a file at one moment.
enum FileSight: Hashable, Sendable {
  /// There is none.
  case absent
  /// It is there; whether somebody has it open for writing, as far as that can be known.
  case present(FileStamp, isOpen: Bool)
}

/// Looks at a recording and what lies beside it.
func fileSight(of path: FilePath) -> FileSight {
  guard let recording = part(of: path) else { return .absent }
  let sidecars = sidecarPaths(of: path)
  let stamp = FileStamp(recording: recording, sidecars: sidecars.compactMap(part))
  let isOpen = isOpenForWriting(path) || sidecars.contains(where: isOpenForWriting)
  return .present(stamp, isOpen: isOpen)
}

/// Looks at all files of a call, and what lies beside them; absent where one of them is.
func fileSight(of input: CallInput) -> FileSight {
  var stamps: [FileStamp] = []
  var isOneOpen = false
  for file in input.files {
    guard case .present(let stamp, let isOpen) = fileSight(of: file) else { return .absent }
    stamps.append(stamp)
    isOneOpen = isOneOpen || isOpen
  }
  return FileStamp(joining: stamps).map { .present($0, isOpen: isOneOpen) } ?? .absent
}

private func part(of path: FilePath) -> FileStamp.Part? {
  guard let status = fileStatus(of: path), status.st_mode & S_IFMT == S_IFREG else { return nil }
  let modified = status.st_mtim
  return FileStamp.Part(
    sizeBytes: Int(status.st_size),
    modifiedNanoseconds: modified.tv_sec * 1_000_000_000 + modified.tv_nsec,
    inode: UInt64(status.st_ino))
}

/// Whether some process has the file open for writing.
///
/// A read lease is refused with `EAGAIN` exactly then (fcntl(2), "Leases"). It can be had on local file
/// systems by the owner of the file and by `CAP_LEASE`; where it cannot, nothing is known and the answer
/// is no. It is given back at once. Whoever opens the file in between makes the kernel send `SIGIO`,
/// which the program has to ignore.
func isOpenForWriting(_ path: FilePath) -> Bool {
  let descriptor = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  if fcntl(descriptor, setLease, F_RDLCK) == 0 {
    _ = fcntl(descriptor, setLease, F_UNLCK)
    return false
  }
  return errno == EAGAIN
}

/// `F_SETLEASE` of <fcntl.h> (`F_LINUX_SPECIFIC_BASE`); Glibc imports it for `_GNU_SOURCE` only.
private let setLease: Int32 = 1024
