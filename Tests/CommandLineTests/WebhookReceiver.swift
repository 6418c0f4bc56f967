import Foundation
import TestSupport
import Testing

/// The receiver of `tools/oracles/webhook_receiver.py`, as a child process.
///
/// `@unchecked Sendable`: what the reading thread writes is under the lock.
final class WebhookReceiver: @unchecked Sendable {
  /// The example secret of Standard Webhooks' libraries.
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private let process = Process()
  private let input = Pipe()
  private let condition = NSCondition()
  private var records: [JSONValue] = []
  private(set) var port = 0

  init(_ answers: [String], port: Int = 0) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "python3", CallSiftProgram.root.path + "/tools/oracles/webhook_receiver.py", "--secret",
        Self.secret, "--port", "\(port)",
      ] + answers
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    let handle = output.fileHandleForReading
    Thread.detachNewThread { [weak self] in
      var pending = Data()
      while true {
        let bytes = handle.availableData
        if bytes.isEmpty { return }
        pending += bytes
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
          let line = String(decoding: pending[..<end], as: UTF8.self)
          pending = Data(pending[(end + 1)...])
          self?.take(line)
        }
      }
    }
    let start = try #require(requests(1).first)
    guard case .number(let number) = start["port"] else { return }
    self.port = Int(number)
  }

  deinit { stop() }

  /// Ends the receiver.
  func stop() {
    // It ends when its input does; a second time there is nothing to close.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func take(_ line: String) {
    condition.withLock {
      // What is no JSON is a traceback; the test fails for want of requests.
      if let record = try? JSONValue(parsing: line) { records.append(record) }
      condition.broadcast()
    }
  }

  /// Waits for so many lines, the first of which names the port, and gives all that have come.
  private func requests(_ count: Int) -> [JSONValue] {
    let limit = Date(timeIntervalSinceNow: 60)
    return condition.withLock {
      while records.count < count, condition.wait(until: limit) {}
      return records
    }
  }

  /// Waits for so many requests, and gives all that have come.
  func received(
    _ count: Int, _ location: SourceLocation = #_sourceLocation
  ) -> [JSONValue] {
    let found = Array(requests(count + 1).dropFirst())
    #expect(found.count >= count, "\(found.count) of \(count)", sourceLocation: location)
    return found
  }
}
