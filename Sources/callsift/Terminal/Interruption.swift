internal import CallTypes
@preconcurrency internal import Dispatch
internal import Foundation
internal import Synchronization

/// Ends a scan in good order at the first interrupt: calls at work are finished, half an output file is
/// removed. A second interrupt ends the program at once.
final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)
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
        StandardError.write("\n")
        StandardError.tell(Message("command.interrupted"))
        wake()
      }
      source.resume()
    }
  }

  /// - Throws: `CommandFailure` with the interrupted status, once an interrupt has come.
  func check() throws(CommandFailure) {
    if requested.load(ordering: .relaxed) { throw CommandFailure(.interrupted) }
  }
}
