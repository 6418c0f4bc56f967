internal import CallTypes
@preconcurrency internal import Dispatch
internal import Foundation
internal import Synchronization

/// Ends a scan in good order at the first interrupt: calls at work are finished, half an output file is
/// removed. Calls that are not finished by `drainSeconds` are given up, as who stops a service kills it
/// soon after. A second interrupt ends the program at once.
final class Interruption: Sendable {
  /// Longest time that calls at work are given: what stops services waits for ten seconds or more.
  private static let drainSeconds = 7.0

  private let requested = Atomic<Bool>(false)
  private let overdue = Atomic<Bool>(false)
  private let sources: [any DispatchSourceSignal]

  /// Starts to listen for SIGINT and SIGTERM.
  ///
  /// - Parameter wake: Called at the first of them, to end what would wait for ever.
  init(waking wake: @escaping @Sendable () -> Void = {}) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for source in sources {
      source.setEventHandler { [weak self] in
        let isSecond = self?.requested.exchange(true, ordering: .relaxed) ?? true
        if isSecond { _exit(ExitStatus.interrupted.rawValue) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.drainSeconds) { [weak self] in
          self?.overdue.store(true, ordering: .relaxed)
        }
        StandardError.write("\n")
        StandardError.tell(Message("command.interrupted"))
        wake()
      }
      source.resume()
    }
  }

  /// Whether an interrupt came so long ago that calls at work are given up.
  var isOverdue: Bool { overdue.load(ordering: .relaxed) }

  /// - Throws: `CommandFailure` with the interrupted status, once an interrupt has come.
  func check() throws(CommandFailure) {
    if requested.load(ordering: .relaxed) { throw CommandFailure(.interrupted) }
  }
}
