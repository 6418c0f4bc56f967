import Foundation
import Testing

/// The built program, run as a child process.
enum CallSiftProgram {
  /// The package's root.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where the program lies: `CALLSIFT_BINARY`, else a release build, else a debug build.
  static let path: String? = {
    let named = ProcessInfo.processInfo.environment["CALLSIFT_BINARY"].map { [$0] } ?? []
    let built = ["release", "debug"].map { root.path + "/.build/\($0)/callsift" }
    return (named + built).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let isBuilt = path != nil

  /// Why tests of the program are skipped.
  static let notBuilt: Comment = "callsift is not built: run swift build, or set CALLSIFT_BINARY"
}

/// What a run of the program gave.
struct ProgramResult: CustomStringConvertible {
  var arguments: [String]
  var status: Int32
  /// The number of the signal that ended it; `nil` when it ended by itself.
  var signal: Int32?
  var standardOutput: [UInt8]
  var standardError: String
  /// Whether the test ended it, because it took too long.
  var isTimedOut: Bool

  var output: String { String(decoding: standardOutput, as: UTF8.self) }
  var lines: [String] { output.split(separator: "\n").map(String.init) }
  var description: String {
    "callsift \(arguments.joined(separator: " ")): status \(status), signal "
      + "\(signal.map(String.init) ?? "none")\(isTimedOut ? ", timed out" : "")\n"
      + "\(output.prefix(2000))\n\(standardError.prefix(2000))"
  }
}

/// What is read of standard output.
enum OutputReading {
  /// Everything.
  case all
  /// The pipe is closed after the first bytes, as `head -1` does.
  case firstBytes
}

/// Runs the program to its end.
///
/// Both pipes are read by threads of their own, so that no full pipe can hold the program up.
///
/// - Parameters:
///   - environment: Laid over an environment of `PATH`, `TMPDIR` and an empty `HOME` only, so that no
///     setting of the developer's machine changes a test.
///   - limitSeconds: The program is killed after that long.
func callsift(
  _ arguments: [String], environment: [String: String] = [:], input: [UInt8]? = nil,
  in folder: String? = nil, reading: OutputReading = .all, limitSeconds: Double = 120
) throws -> ProgramResult {
  let program = try #require(CallSiftProgram.path, CallSiftProgram.notBuilt)
  return try run(
    program, arguments, environment: environment, input: input, in: folder, reading: reading,
    limitSeconds: limitSeconds)
}

/// Runs any program to its end; see `callsift`.
func run(
  _ program: String, _ arguments: [String], environment: [String: String] = [:],
  input: [UInt8]? = nil, in folder: String? = nil, reading: OutputReading = .all,
  limitSeconds: Double = 120
) throws -> ProgramResult {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.environment = inherited.merging(environment) { $1 }
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  let (output, error, ended) = (Pipe(), Pipe(), DispatchSemaphore(value: 0))
  process.standardOutput = output
  process.standardError = error
  let inputPipe = input.map { _ in Pipe() }
  process.standardInput = inputPipe ?? FileHandle.nullDevice
  process.terminationHandler = { _ in ended.signal() }
  try process.run()
  if let input, let inputPipe { feed(input, to: inputPipe.fileHandleForWriting) }
  let outputBytes = Collector(output.fileHandleForReading, reading)
  let errorBytes = Collector(error.fileHandleForReading, .all)
  let isTimedOut = ended.wait(timeout: .now() + limitSeconds) == .timedOut
  if isTimedOut {
    kill(process.processIdentifier, SIGKILL)
    ended.wait()
  }
  let isSignal = process.terminationReason == .uncaughtSignal
  return ProgramResult(
    arguments: arguments, status: process.terminationStatus,
    signal: isSignal ? process.terminationStatus : nil, standardOutput: outputBytes.all(),
    standardError: String(decoding: errorBytes.all(), as: UTF8.self), isTimedOut: isTimedOut)
}

private let inherited: [String: String] = {
  let own = ProcessInfo.processInfo.environment
  let kept = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"].compactMap { name in
    own[name].map { (name, $0) }
  }
  // A test that wants a store names it: none must be left behind in a working folder.
  return Dictionary(
    uniqueKeysWithValues: kept + [("HOME", "/nonexistent"), ("CALLSIFT_STORE", "none")])
}()

/// Writes from a thread of its own; the reader may go away early.
private func feed(_ bytes: [UInt8], to handle: FileHandle) {
  signal(SIGPIPE, SIG_IGN)
  Thread.detachNewThread {
    // A program that does not read its input is judged by its output.
    try? handle.write(contentsOf: Data(bytes))
    try? handle.close()
  }
}

/// Reads a pipe to its end in a thread of its own.
///
/// `@unchecked Sendable`: `bytes` is written by the thread before it signals `done`, and read only
/// after that signal.
private final class Collector: @unchecked Sendable {
  private var bytes: [UInt8] = []
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle, _ reading: OutputReading) {
    Thread.detachNewThread { [self] in
      switch reading {
      case .all: bytes = [UInt8]((try? handle.readToEnd()) ?? Data())
      case .firstBytes: bytes = [UInt8]((try? handle.read(upToCount: 1)) ?? Data())
      }
      try? handle.close()
      done.signal()
    }
  }

  /// Everything that came.
  func all() -> [UInt8] {
    done.wait()
    return bytes
  }
}
