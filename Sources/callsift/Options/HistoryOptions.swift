internal import ArgumentParser
internal import CallPipeline
internal import CallTypes
internal import Foundation

/// The switch for how agents spoke in earlier calls.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: .of(
      Message("help.agentHistory", "callsift export --format agent-history"), "file"))
  var agentHistory: String?

  /// Reads the history; `nil` = none given.
  ///
  /// - Throws: `CommandFailure` for a file that cannot be read, and for one that is no history.
  func load() throws(CommandFailure) -> AgentHistoryFile? {
    let inherited = ProcessInfo.processInfo.environment["CALLSIFT_AGENT_HISTORY"]
    guard let name = agentHistory ?? inherited, !name.isEmpty else { return nil }
    do throws(SettingsError) { return try AgentHistoryFile(at: filePath(ofArgument: name)) } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }
}
