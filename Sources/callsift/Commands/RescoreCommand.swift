internal import ArgumentParser
internal import CallPipeline
internal import CallStore
internal import CallTypes

/// `callsift rescore`: other thresholds without listening again.
struct RescoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore",
    abstract: Message("help.rescore").onTerminal,
    discussion: """
      \(Message("help.rescore.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift rescore --settings new.yaml --since 2026-01-01

      \(Message("help.rescore.exitCodes").onTerminal)
      """)

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  @Option(
    help: .of(Message("help.rescore.since"), "date"))
  var since: String?

  @OptionGroup var agents: AgentOptions

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  func validate() throws { try refuseNoDate(since, switch: "--since") }

  func run() throws {
    let settings = try settings.load(forFolders: [filePath(ofArgument: ".")])
    let opened = try store.openExisting()
    let summary = try rescored(opened, try analyzer(settings))
    print(
      Message("store.rescored", "\(summary.rescoredCount)", "\(summary.unheardCount)")
        .text(in: try self.settings.language()))
    if summary.unheardCount > 0 { throw CommandFailure(.someUnreadable) }
  }

  private func analyzer(_ settings: CallSiftSettings) throws(CommandFailure) -> CallAnalyzer {
    let (history, voices) = (try agents.history(), try agents.voices())
    do throws(SettingsError) {
      return try CallAnalyzer(
        settings: settings, agentHistory: history, agentVoices: voices)
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  private func rescored(
    _ store: CallStore, _ analyzer: CallAnalyzer
  ) throws(CommandFailure) -> RescoreSummary {
    do throws(CallStoreError) {
      return try rescore(store, with: analyzer, since: since)
    } catch {
      throw CommandFailure(error)
    }
  }
}
