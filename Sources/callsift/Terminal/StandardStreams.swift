internal import CallTypes
internal import Foundation

/// Standard error: progress, warnings, failures.
enum StandardError {
  static func write(_ text: String) {
    // If nobody reads standard error any more, there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

extension StandardError {
  /// Tells the user something in the user's language.
  static func tell(_ message: Message) {
    write("callsift: \(message.text(in: TerminalLanguage.current))\n")
  }
}

/// The language of everything that a person reads.
enum TerminalLanguage {
  /// The language by `--lang`, `CALLSIFT_LANG` and the locale; English where they name none of ours.
  ///
  /// Also known where the command line itself is wrong, as errors are told in it.
  static var current: Language {
    let arguments = CommandLine.arguments
    let words = zip(arguments, arguments.dropFirst()).filter { $0.0 == "--lang" }.map(\.1)
    let joined = arguments.filter { $0.hasPrefix("--lang=") }.map { String($0.dropFirst(7)) }
    return (words + joined).last.flatMap(Language.init(rawValue:)) ?? ofEnvironment ?? ofLocale
  }

  /// The language of `CALLSIFT_LANG`; `nil` where it names none of ours.
  private static var ofEnvironment: Language? {
    ProcessInfo.processInfo.environment["CALLSIFT_LANG"].flatMap(Language.init(rawValue:))
  }

  /// The language of the locale, by the rules of POSIX: the first of `LC_ALL`, `LC_MESSAGES` and
  /// `LANG` that says anything.
  static var ofLocale: Language {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// The language that a switch or the environment names, else that of the locale.
  ///
  /// - Parameter name: Value of `--lang`; `nil` = not given.
  /// - Throws: `CommandFailure` for a language that there is none of.
  static func named(_ name: String?) throws(CommandFailure) -> Language {
    guard let name = name ?? ProcessInfo.processInfo.environment["CALLSIFT_LANG"] else {
      return ofLocale
    }
    guard let language = Language(rawValue: name) else {
      throw CommandFailure(.usage, Message("command.noLanguage", .text(name)))
    }
    return language
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
