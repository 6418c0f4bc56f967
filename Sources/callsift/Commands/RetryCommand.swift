internal import ArgumentParser
internal import CallStore
internal import CallTypes

/// `callsift retry`: has what came to nothing tried again.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: Message("help.retry").onTerminal,
    discussion: """
      \(Message("help.retry.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift retry --quarantined
        callsift retry --deliveries
      """)

  @Flag(help: .of(Message("help.retry.quarantined")))
  var quarantined = false

  @Flag(help: .of(Message("help.retry.deliveries")))
  var deliveries = false

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  func validate() throws {
    if !quarantined && !deliveries { throw ValidationError(Message("store.retryWhat")) }
  }

  func run() throws {
    let opened = try store.openExisting()
    let language = TerminalLanguage.current
    do throws(CallStoreError) {
      if quarantined {
        let count = try opened.retryFailures()
        print(Message("store.retriedFailures", "\(count)").text(in: language))
      }
      if deliveries {
        let count = try opened.retryDeliveries()
        print(Message("store.retriedDeliveries", "\(count)").text(in: language))
      }
    } catch {
      throw CommandFailure(error)
    }
  }
}
