internal import Glibc

/// A program that reads a file on its standard input and writes to a pipe.
///
/// Its standard error is discarded: FFmpeg writes a line for every damaged packet. It is killed and
/// reaped on deinit at the latest, so no zombie and no descriptor stays behind.
package final class ChildProcess {
  /// How the program ended.
  package enum Exit: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  private var processID: pid_t = 0
  private var output: Int32 = -1
  private var exit: Exit?

  /// Starts a program, without a shell.
  ///
  /// - Parameters:
  ///   - program: Path of the program.
  ///   - arguments: Without the program's name.
  ///   - input: Open file that becomes its standard input; stays open here.
  ///   - environment: `NAME=value` each; `nil` = only what a program needs to start.
  /// - Throws: `.inaccessible` when the system cannot start it.
  package init(
    program: String, arguments: [String], input: Int32, environment: [String]? = nil
  ) throws(AudioDecodingError) {
    var ends: [Int32] = [-1, -1]
    // A socket pair, since `pipe` cannot be made close-on-exec in one step from Swift: a child
    // started at the same moment elsewhere would inherit the other end, and the end of the output
    // would not be seen.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .inaccessible(errorNumber: errno)
    }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let failure = Self.spawn(
      program, arguments, environment ?? Self.inheritedEnvironment(), input: input,
      output: writeEnd, into: &processID)
    close(writeEnd)
    guard failure == 0 else {
      close(readEnd)
      processID = 0
      throw .inaccessible(errorNumber: failure)
    }
    output = readEnd
  }

  deinit { stop() }

  /// Waits for output and reads it.
  ///
  /// - Returns: Bytes read, 0 at the end of the output, `nil` when the time is up.
  package func read(into target: UnsafeMutableRawBufferPointer, milliseconds: Int32) -> Int? {
    guard output >= 0 else { return 0 }
    while true {
      var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, milliseconds)
      if ready == 0 { return nil }
      if ready < 0, errno == EINTR { continue }
      let count = Glibc.read(output, target.baseAddress, target.count)
      if count < 0, errno == EINTR { continue }
      return max(count, 0)
    }
  }

  /// Waits for the end of a program whose output has ended, killing it when the time is up.
  package func finish(milliseconds: Int32) -> Exit {
    if let exit { return exit }
    closeOutput()
    var status: Int32 = 0
    var waited: Int32 = 0
    // The output has ended, so the program is about to leave; there is no waitpid with a limit.
    while waited < milliseconds {
      let reaped = waitpid(processID, &status, WNOHANG)
      if reaped == processID { return record(status) }
      if reaped < 0, errno != EINTR { break }
      usleep(2000)
      waited += 2
    }
    kill(-processID, SIGKILL)
    while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    return record(status)
  }

  /// Kills and reaps the program with all that it started, unless it has ended.
  func stop() {
    closeOutput()
    guard exit == nil, processID > 0 else { return }
    _ = finish(milliseconds: 0)
  }

  private func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  private func record(_ status: Int32) -> Exit {
    let signal = status & 0x7F
    let found: Exit = signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
    exit = found
    return found
  }

  /// - Returns: Zero, or the system's error number.
  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String], input: Int32,
    output: Int32, into processID: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // Copies above 2, so that neither dup2 below overwrites the other's source.
    let (inputCopy, outputCopy) = (
      fcntl(input, F_DUPFD_CLOEXEC, 3), fcntl(output, F_DUPFD_CLOEXEC, 3)
    )
    defer {
      if inputCopy >= 0 { close(inputCopy) }
      if outputCopy >= 0 { close(outputCopy) }
    }
    guard inputCopy >= 0, outputCopy >= 0 else { return errno }
    posix_spawn_file_actions_adddup2(&actions, inputCopy, 0)
    posix_spawn_file_actions_adddup2(&actions, outputCopy, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A group of its own: Ctrl-C lets us finish the call in hand. Default signals, none blocked.
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      Int(POSIX_SPAWN_SETPGROUP) | Int(POSIX_SPAWN_SETSIGDEF) | Int(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in argv + variables { free(text) } }
    return posix_spawn(&processID, program, &actions, &attributes, &argv, &variables)
  }

  /// Only what a program needs to start: FFmpeg obeys variables such as `FFREPORT`.
  private static func inheritedEnvironment() -> [String] {
    var environment = ["LC_ALL=C"]
    for name in ["PATH", "LD_LIBRARY_PATH", "HOME", "TMPDIR"] {
      if let value = getenv(name) { environment.append("\(name)=\(String(cString: value))") }
    }
    return environment
  }
}

/// Path of a program: as given when it contains a slash, else the first of its name in `PATH`.
func programPath(_ name: String) -> String? {
  if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
  guard let folders = getenv("PATH").map({ String(cString: $0) }) else { return nil }
  return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
}
