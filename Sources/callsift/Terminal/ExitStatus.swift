internal import CallTypes

/// Exit codes of DESIGN.md section 4; the only ones that the program gives.
enum ExitStatus: Int32 {
  /// Every call was processed.
  case success = 0
  /// The command itself failed, such as on a full disk.
  case failed = 1
  /// A mistake on the command line or in the settings.
  case usage = 2
  /// Finished, but some inputs could not be read.
  case someUnreadable = 3
  /// Only with `--fail-on-flag`: a call was flagged.
  case flagged = 4
  /// No input matched.
  case noInput = 10
  /// Another process holds the store.
  case storeLocked = 11
  /// Ended by an interrupt.
  case interrupted = 130
}

/// Ends the program with a status, and a message where there is something to say.
struct CommandFailure: Error {
  var status: ExitStatus
  /// Text for standard error, without the program's name; `nil` = all has been said.
  var message: Message?

  init(_ status: ExitStatus, _ message: Message? = nil) {
    self.status = status
    self.message = message
  }
}
