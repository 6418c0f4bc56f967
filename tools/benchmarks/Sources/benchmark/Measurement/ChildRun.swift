internal import Foundation
internal import Glibc

/// What a child process cost, its own children included, from start to end.
struct ChildRun {
  /// User and system time.
  let cpuSeconds: Double
  /// Largest resident set.
  let peakBytes: Int
  /// What it wrote to standard output.
  let output: Data
  /// Exit code; 128 and the signal's number for one that was killed.
  let exitCode: Int

  /// Runs a program to its end; standard error is shared with this process.
  ///
  /// The kernel counts the memory of the process that starts a child as the child's: this one must
  /// stay smaller than what it measures, so all that needs memory happens in children.
  ///
  /// - Parameter program: Path, or name to be found in `PATH`.
  init(of program: String, _ arguments: [String]) throws {
    let pipe = Pipe()
    let writeEnd = pipe.fileHandleForWriting
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, writeEnd.fileDescriptor, STDOUT_FILENO)

    var argumentPointers = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, nil, &argumentPointers, environ)
    guard code == 0 else {
      throw BenchmarkError("\(program) does not start: \(String(cString: strerror(code)))")
    }
    try writeEnd.close()
    output = try pipe.fileHandleForReading.readToEnd() ?? Data()

    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) == -1 {
      guard errno == EINTR else { throw BenchmarkError("lost track of \(program)") }
    }
    cpuSeconds = usage.cpuSeconds
    peakBytes = usage.ru_maxrss * 1024
    let signal = Int(status & 0x7F)
    exitCode = signal == 0 ? Int(status >> 8) & 0xFF : 128 + signal
  }

  /// Runs a program that has to succeed.
  static func succeeding(_ program: String, _ arguments: [String]) throws -> ChildRun {
    let run = try ChildRun(of: program, arguments)
    guard run.exitCode == 0 else {
      let line = ([program] + arguments).joined(separator: " ")
      throw BenchmarkError("exit code \(run.exitCode) from: \(line)")
    }
    return run
  }

  /// Runs a subcommand of this program.
  static func ofBenchmark(_ arguments: [String]) throws -> ChildRun {
    try succeeding("/proc/self/exe", arguments)
  }
}
