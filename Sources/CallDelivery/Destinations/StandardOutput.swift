public import CallStore
internal import Dispatch
public import Glibc

/// Standard output: one event a line, as `scan --format jsonl` writes it.
public struct StandardOutput: EventDestination {
  public let name = "stdout"
  public let kind = DestinationKind.stdout
  public let batchCount = 256

  /// A thread of its own: a reader that is slow holds up nobody else.
  private let queue = DispatchQueue(label: "callsift.stdout")
  private let descriptor: Int32

  /// Writes to a descriptor, by default that of standard output.
  public init(descriptor: Int32 = STDOUT_FILENO) { self.descriptor = descriptor }

  public func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    let lines = deliveries.flatMap { $0.payload + [UInt8(ascii: "\n")] }
    let isWritten = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Self.write(lines, to: descriptor)) }
    }
    return deliveries.map { _ in isWritten ? .delivered : .closed }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        // Somebody else has made the pipe non-blocking: wait for the reader.
        var awaited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&awaited, 1, -1)
        continue
      }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}
