internal import Foundation

/// Talks to systemd by the protocol of sd_notify(3): datagrams to the socket that it names. Where there is
/// no systemd nothing is said.
struct ServiceManager: Sendable {
  private let socketPath: String?
  /// How often it wants to hear that all is well; `nil` = not at all.
  let watchdogSeconds: Double?

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
    // Another process may be meant (sd_watchdog_enabled(3)).
    let isMeant = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap(Double.init)
    watchdogSeconds = isMeant ? microseconds.map { $0 / 1e6 } : nil
  }

  func ready() { send("READY=1") }
  func stopping() { send("STOPPING=1") }
  func alive(_ status: String) { send("WATCHDOG=1\nSTATUS=\(status)") }

  /// Settings are being read anew; `ready` follows.
  func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  private func send(_ text: String) {
    guard let socketPath else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A leading @ stands for the abstract namespace: a NUL byte.
    let path = Array(socketPath.utf8)
    let bytes = path.first == UInt8(ascii: "@") ? [0] + path.dropFirst() : path
    let length = withUnsafeMutableBytes(of: &address.sun_path) { buffer -> Int? in
      guard bytes.count < buffer.count else { return nil }
      buffer.copyBytes(from: bytes)
      return bytes.count
    }
    guard let length else { return }
    let pathOffset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 0
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        // A manager that does not listen is not waited for.
        _ = sendto(
          descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL), address,
          socklen_t(pathOffset + length))
      }
    }
  }
}
