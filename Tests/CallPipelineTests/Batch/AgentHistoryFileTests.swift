import CallPipeline
import CallTypes
import ConversationAnalysis
import SystemPackage
import TestSupport
import Testing

/// The file of agents' histories, and what it does to the fingerprint.
struct AgentHistoryFileTests {
  private static let known = AgentHistoryFile(
    AgentHistories(habits: [
      "ada": [
        "00": .init(levelDBFS: -20.5, syllablesPerSecond: 4.25, f0SpreadSemitones: 3),
        "01": .init(levelDBFS: -22),
      ]
    ]))

  private func read(_ text: String) throws -> AgentHistoryFile {
    let folder = try ScratchFolder()
    return try AgentHistoryFile(at: FilePath(try folder.write(text, as: "agents.json")))
  }

  @Test func `what is written is read again`() throws {
    #expect(try read(Self.known.text()) == Self.known)
    #expect(try read(AgentHistoryFile(AgentHistories()).text()).histories.habits.isEmpty)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"schema": "callsift.agentHistory/1"}"#,
    #"{"schema": "callsift.agentHistory/2", "agents": {}}"#,
    #"{"schema": "callsift.agentHistory/1", "agents": {"ada": {"00": {}}}}"#,
    #"{"schema": "callsift.agentHistory/1", "agents": {"ada": {"00": {"levelDBFS": 30}}}}"#,
    #"{"schema": "callsift.agentHistory/1", "agents": {"ada": {"00": {"levelDBFS": "x"}}}}"#,
  ])
  func `what is no history is refused`(text: String) throws {
    let error = #expect(throws: SettingsError.self) { try read(text) }
    guard case .malformedHistory = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `half a file is refused`() throws {
    let text = Self.known.text()
    #expect(throws: SettingsError.self) { try read(String(text.prefix(text.count / 2))) }
  }

  @Test func `the fingerprint follows the content, not the layout`() throws {
    let settings = CallSiftSettings()
    func fingerprint(_ history: AgentHistoryFile?) throws -> String {
      try CallAnalyzer(settings: settings, agentHistory: history).fingerprint
    }
    let compact = try read(Self.known.text().filter { !$0.isWhitespace })
    var habits = Self.known.histories.habits
    habits["ada"]?["01"]?.levelDBFS = -23
    let other = AgentHistoryFile(AgentHistories(habits: habits))
    let empty = AgentHistoryFile(AgentHistories())
    #expect(try fingerprint(compact) == fingerprint(Self.known))
    #expect(
      try Set([nil, empty, Self.known, other].map { try fingerprint($0) }).count == 4)
  }
}
