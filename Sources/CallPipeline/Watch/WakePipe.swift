internal import Glibc
internal import SystemPackage

/// Wakes a thread that waits by poll(2).
final class WakePipe: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32

  /// - Throws: `Errno` when the system gives no pipe.
  init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes the thread, now or when it next waits. A full pipe wakes, too.
  func signal() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Waits until somebody signals, a descriptor is readable, or the time is over.
  func wait(orFor descriptor: Int32?, seconds: Double) {
    var awaited = ([readEnd] + (descriptor.map { [$0] } ?? [])).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let milliseconds = Int32(min(max(0, (seconds * 1000).rounded(.up)), 60_000))
    // An interrupted wait is one that was over early.
    guard poll(&awaited, nfds_t(awaited.count), milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }
}
