internal import ArgumentParser
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation

/// Switches for what is known of agents from other calls: how they speak, and their voices.
struct AgentOptions: ParsableArguments {
  @Option(
    help: .of(
      Message("help.agentHistory", "callsift export --format agent-history"), "file"))
  var agentHistory: String?

  @Option(help: .of(Message("help.agentVoices", "callsift enroll"), "file"))
  var agentVoices: String?

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Reads the history; `nil` = none given.
  ///
  /// - Throws: `CommandFailure` for a file that cannot be read, and for one that is no history.
  func history() throws(CommandFailure) -> AgentHistoryFile? {
    guard let name = agentHistory ?? environment["CALLSIFT_AGENT_HISTORY"], !name.isEmpty else {
      return nil
    }
    do throws(SettingsError) { return try AgentHistoryFile(at: filePath(ofArgument: name)) } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  /// Reads the voices of a store, as they are now; `nil` = none given.
  ///
  /// - Throws: `CommandFailure` where there is no such store, or none of its voices can be used.
  func voices() throws(CommandFailure) -> AgentVoices? {
    guard let name = agentVoices ?? environment["CALLSIFT_AGENT_VOICES"], !name.isEmpty else {
      return nil
    }
    let store = try StoreOptions.existing(at: name)
    let voices: AgentVoices
    do throws(CallStoreError) { voices = try AgentVoices(in: store) } catch {
      throw CommandFailure(error)
    }
    guard !voices.samples.isEmpty else {
      throw CommandFailure(.usage, Message("voices.none", .text(name)))
    }
    return voices
  }
}
