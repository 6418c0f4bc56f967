internal import AudioDecoding
internal import CallStore
internal import Foundation
internal import Glibc
internal import SystemPackage

/// What became of a recording in a process that read nothing else.
public enum TrialResult: Hashable, Sendable {
  /// The process came to an outcome.
  case lasted
  /// The recording ended the process.
  case ended
  /// No process could be started, or it told nothing.
  case untold
}

/// Has a recording analysed by another process, and tells what became of that.
public typealias RecordingTrial = @Sendable (CallInput, CallAnalyzer) -> TrialResult

/// Another process of this program, which analyses one recording as this one would: it is started with
/// the same arguments, gets the recording on its standard input, and discards what comes of it.
///
/// A process that has ended over a recording says little: whoever stops a scan by force ends processes,
/// too. That one which does nothing else ends by a signal of its own says that the recording is the
/// cause. When this process ends before that has been seen, nobody is blamed, and the other one ends.
public enum SuspectTrial {
  /// The variable that makes a process such a one.
  private static let variable = "CALLSIFT_TRIAL"
  /// What the processor or the system sends to a program that does what it must not.
  private static let ownSignals = [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGSYS]
  /// So often it is asked whether the calls at work are given up.
  private static let pollMilliseconds: Int32 = 250
  /// A process whose output has ended is about to leave; long, as killing it would be a wrong verdict.
  private static let exitMilliseconds: Int32 = 60_000

  /// Whether this process is one.
  public static var isThisProcess: Bool {
    ProcessInfo.processInfo.environment[variable] != nil
  }

  /// Tries a recording; see `RecordingTrial`.
  @Sendable public static func result(
    of input: CallInput, with analyzer: CallAnalyzer
  ) -> TrialResult {
    let first = exit(after: input, with: analyzer)
    // So ends who takes all memory, and so ends everything of a service that is killed, perhaps this
    // one a moment before us. Only the former comes again.
    switch first == .signal(SIGKILL) ? exit(after: input, with: analyzer) : first {
    case .status(0): return .lasted
    case .signal(let number) where ownSignals.contains(number) || number == SIGKILL: return .ended
    default: return .untold
    }
  }

  /// Starts a process and waits for its end; `nil` = there was none, or it was not waited for.
  private static func exit(
    after input: CallInput, with analyzer: CallAnalyzer
  ) -> ChildProcess.Exit? {
    guard let request = try? JSONEncoder().encode(input) else { return nil }
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    // Open as long as this process waits: its end ends the other's standard input.
    defer { close(ends[0]) }
    var variables = ProcessInfo.processInfo.environment
    variables[variable] = "1"
    // Nobody reads a backtrace, for which Swift's runtime would hold up the end.
    variables["SWIFT_BACKTRACE"] = "enable=no"
    let child = try? ChildProcess(
      program: "/proc/self/exe", arguments: Array(CommandLine.arguments.dropFirst()),
      input: ends[1], environment: variables.map { "\($0)=\($1)" })
    close(ends[1])
    guard let child else { return nil }
    send([UInt8](request) + [UInt8(ascii: "\n")], to: ends[0])
    var output = [UInt8](repeating: 0, count: 4096)
    while true {
      switch output.withUnsafeMutableBytes({
        child.read(into: $0, milliseconds: pollMilliseconds)
      }) {
      case 0: return child.finish(milliseconds: exitMilliseconds)
      case nil where analyzer.isAbandoned(): return nil  // it is killed with `child`
      default: break
      }
    }
  }

  /// Writes all; what does not arrive is told by how the other process ends.
  private static func send(_ bytes: [UInt8], to socket: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Analyses the recording of standard input, in such a process.
  ///
  /// - Throws: Whatever keeps it from an outcome, which the other process takes for no answer.
  public static func answer(with analyzer: CallAnalyzer) throws {
    let line = readLine() ?? ""
    let input = try JSONDecoder().decode(CallInput.self, from: Data(line.utf8))
    Thread.detachNewThread {
      // Nothing more is sent: this waits for the end of the process that asked.
      while readLine() != nil {}
      _exit(0)
    }
    // What is made of a report on its way into a store is part of what may end a process.
    let store = try CallStore.inMemory()
    var unrecorded = UnrecordedCalls(store)
    try unrecorded.add(ScanStore(store).step(input, analyzer))
    try unrecorded.record()
  }
}
