internal import Foundation

/// Standard error: progress, warnings, failures.
enum StandardError {
  static func write(_ text: String) {
    // If nobody reads standard error any more, there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// What is known of the terminal.
struct Terminal {
  /// Whether standard output is read by a person.
  let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether standard error is read by a person.
  let isErrorTerminal = isatty(STDERR_FILENO) == 1

  private let environment = ProcessInfo.processInfo.environment

  /// Whether output may be coloured: on a terminal, unless `NO_COLOR` (no-color.org) or `TERM=dumb`.
  var allowsColour: Bool {
    isOutputTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Width in columns: that of the terminal, else `COLUMNS`, else 100.
  var widthColumns: Int {
    var size = winsize()
    if isOutputTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return environment["COLUMNS"].flatMap { Int($0) } ?? 100
  }
}
