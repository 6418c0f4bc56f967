internal import CallTypes
internal import Foundation
internal import SystemPackage

/// One line of a worker's input.
enum RequestLine {
  /// A line without its end.
  case text(Data)
  /// A line that was longer than the limit, of which nothing was kept.
  case tooLong
}

/// Reads lines from a pipe as they come, in constant memory, until it ends or an interrupt comes.
final class RequestLines {
  /// A request is a path and a few words; a longer line is somebody's mistake.
  static let limitBytes = 1 << 20

  private let source: FileDescriptor
  /// Becomes readable when waiting is to end.
  private let interrupt: FileDescriptor?
  private var pending = Data()
  private var isSkipping = false
  private var isAtEnd = false

  init(of source: FileDescriptor, until interrupt: FileDescriptor? = nil) {
    self.source = source
    self.interrupt = interrupt
  }

  /// The next line; `nil` at the end of the input, or when an interrupt has come.
  ///
  /// - Throws: `Errno` when the input cannot be read.
  func next() throws(Errno) -> RequestLine? {
    while true {
      if let line = nextPending() { return line }
      if isAtEnd { return nil }
      guard try isReadable() else { return nil }
      let bytes = try readBlock()
      isAtEnd = bytes.isEmpty
      pending.append(contentsOf: bytes)
    }
  }

  /// A line of what has been read already; at the end of the input also one without an end.
  private func nextPending() -> RequestLine? {
    if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      let line = Data(pending[..<end])
      pending = Data(pending[pending.index(after: end)...])
      return finished(line)
    }
    if pending.count > Self.limitBytes { (isSkipping, pending) = (true, Data()) }
    guard isAtEnd, !pending.isEmpty || isSkipping else { return nil }
    defer { pending = Data() }
    return finished(pending)
  }

  private func finished(_ line: Data) -> RequestLine {
    defer { isSkipping = false }
    return isSkipping || line.count > Self.limitBytes ? .tooLong : .text(line)
  }

  /// Waits for input.
  ///
  /// - Returns: `false` when an interrupt has come.
  private func isReadable() throws(Errno) -> Bool {
    var awaited = [source, interrupt].compactMap(\.self).map {
      pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0)
    }
    while poll(&awaited, nfds_t(awaited.count), -1) < 0 {
      if errno != EINTR { throw Errno(rawValue: errno) }
    }
    return awaited.count == 1 || awaited[1].revents == 0
  }

  private func readBlock() throws(Errno) -> [UInt8] {
    do {
      return try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw error as? Errno ?? .ioError
    }
  }
}
