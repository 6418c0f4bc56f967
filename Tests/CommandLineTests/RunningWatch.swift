import Foundation
import TestSupport
import Testing

/// A `callsift watch` that runs beside the test.
///
/// `@unchecked Sendable`: what the reading threads write is under the lock.
final class RunningWatch: @unchecked Sendable {
  private let process = Process()
  private let condition = NSCondition()
  private var outputLines: [String] = []
  private var errorLines: [String] = []
  private var openPipeCount = 2

  /// Starts a watch of a folder, with a settle time that tests can wait for.
  ///
  /// - Parameters:
  ///   - folder: Working folder of the program.
  ///   - wrapper: Words of a command that the program's path and arguments follow, and that becomes it.
  init(
    _ arguments: [String], in folder: ScratchFolder, settleSeconds: Double = 0.2,
    environment: [String: String] = [:], through wrapper: [String] = []
  ) throws {
    let program = try #require(CallSiftProgram.path)
    let (output, error) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: wrapper.isEmpty ? program : "/usr/bin/env")
    process.arguments =
      wrapper + (wrapper.isEmpty ? [] : [program]) + [
        "watch", "--store", "store.sqlite", "--jobs", "2",
      ] + arguments + [
        "--set", "watch.settleSeconds=\(settleSeconds)",
        "--set", "watch.pollingSettleSeconds=\(settleSeconds)",
      ]
    let own = ProcessInfo.processInfo.environment
    let kept = ["PATH", "TMPDIR", "LD_LIBRARY_PATH"].compactMap { name in
      own[name].map { (name, $0) }
    }
    process.environment = Dictionary(uniqueKeysWithValues: kept + [("HOME", "/nonexistent")])
      .merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = output
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    read(output.fileHandleForReading) { $0.outputLines.append($1) }
    read(error.fileHandleForReading) { $0.errorLines.append($1) }
  }

  deinit {
    // A test that failed before its end leaves nothing behind.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  private func read(
    _ handle: FileHandle, _ take: @escaping @Sendable (RunningWatch, String) -> Void
  ) {
    Thread.detachNewThread { [weak self] in
      var pending = Data()
      while true {
        let bytes = handle.availableData
        pending += bytes
        let lines = pending.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        pending = Data(lines.last ?? Data())
        guard let self else { return }
        condition.withLock {
          for line in lines.dropLast() { take(self, String(decoding: line, as: UTF8.self)) }
          if bytes.isEmpty { openPipeCount -= 1 }
          condition.broadcast()
        }
        if bytes.isEmpty { return }
      }
    }
  }

  /// Lines of standard output so far.
  var lines: [String] { condition.withLock { outputLines } }
  /// Lines of the log so far.
  var log: [String] { condition.withLock { errorLines } }

  private func wait(_ limitSeconds: Double, until isTrue: () -> Bool) -> Bool {
    let limit = Date(timeIntervalSinceNow: limitSeconds)
    return condition.withLock {
      while !isTrue() {
        // Nothing more can come, or it took too long.
        if openPipeCount == 0 || !condition.wait(until: limit) { return isTrue() }
      }
      return true
    }
  }

  /// Waits for so many lines, and gives all that have come.
  func lines(
    _ count: Int, limitSeconds: Double = 60, _ location: SourceLocation = #_sourceLocation
  ) -> [String] {
    let isThere = wait(limitSeconds) { outputLines.count >= count }
    #expect(
      isThere, "\(lines.count) of \(count) lines\n\(log.suffix(20).joined(separator: "\n"))",
      sourceLocation: location)
    return lines
  }

  /// Waits for a line of the log that holds a text, and gives the first of them.
  @discardableResult
  func logLine(
    holding text: String, limitSeconds: Double = 60,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> String {
    _ = wait(limitSeconds) { errorLines.contains { $0.contains(text) } }
    return try #require(
      log.first { $0.contains(text) }, "\(text)\n\(log.suffix(20).joined(separator: "\n"))",
      sourceLocation: location)
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Asks the watch to end, and gives its status and how long it took.
  func end(_ number: Int32 = SIGTERM) -> (status: Int32, seconds: Double) {
    let start = ContinuousClock.now
    signal(number)
    process.waitUntilExit()
    _ = wait(10) { openPipeCount == 0 }
    return (process.terminationStatus, (ContinuousClock.now - start) / .seconds(1))
  }

  /// Waits for the end that comes by itself.
  func waitForEnd() -> Int32 {
    process.waitUntilExit()
    _ = wait(10) { openPipeCount == 0 }
    return process.terminationStatus
  }
}

/// Ids of calls in lines of JSON, sorted.
func callIds(_ lines: [String]) throws -> [String] {
  try lines.map { line in
    guard case .string(let id) = try JSONValue(parsing: line)["callId"] else { return "" }
    return id
  }.sorted()
}
