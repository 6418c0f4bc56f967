import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Agents' own measures from finished reports.
struct AgentHistoriesTests {
  /// A report of an agent at a level, with four syllables a second; its id is the content's hash, too.
  private func report(_ callId: String, agent: String?, level: Character = "#") -> CallReport {
    let talk = syllables(period: 25, hundredths: 1000, loud: level)
    let result = analysis(speech(talk, stepSeconds: 0.01), speech("."))
    var metadata = CallMetadata()
    metadata.agentId = agent
    return CallReport(
      callId: callId, file: FileReport(path: callId, sha256: callId, sizeBytes: nil),
      audio: AudioReport(
        container: "wav", codec: "mulaw", sampleRateHz: 8000, channelCount: 2,
        durationSeconds: 10, declaredDurationSeconds: nil),
      metadata: metadata, channels: result.channels, parties: result.parties, talk: result.talk,
      events: result.events, flags: result.flags, score: result.score, review: result.review,
      notes: result.notes, analysis: AnalysisReport(version: "0", fingerprint: "0", warnings: []))
  }

  @Test func `a call is measured by the agent's other calls`() throws {
    let reports = [
      report("a", agent: "1", level: "#"), report("b", agent: "1", level: "c"),
      report("c", agent: "1", level: "c"), report("d", agent: "2", level: "#"),
    ]
    let histories = AgentHistories(of: reports)
    let levels = try reports.map { try #require($0.parties[.agent]?.activeLevelDBFS) }
    let ofA = try #require(histories.history(ofAgent: "1", without: "a"))
    #expect((ofA.callCount, ofA.levelDBFS) == (2, levels[1]))
    #expect(abs(try #require(ofA.syllablesPerSecond) - 4) < 0.2)
    let ofNew = try #require(histories.history(ofAgent: "1", without: "new"))
    #expect((ofNew.callCount, ofNew.levelDBFS) == (3, levels[1]))
  }

  @Test func `the order of the reports does not matter`() {
    let reports = ["a", "b", "c", "d"].enumerated().map { index, callId in
      report(callId, agent: "1", level: index % 2 == 0 ? "#" : "c")
    }
    let (forth, back) = (AgentHistories(of: reports), AgentHistories(of: reports.reversed()))
    for callId in ["a", "b", "c", "d", "other"] {
      let known = forth.history(ofAgent: "1", without: callId)
      #expect(known != nil && known == back.history(ofAgent: "1", without: callId))
    }
  }

  @Test func `calls of nobody, of silent agents and of the same content twice do not count`() {
    let silent = analysis(speech("."), speech("####", stepSeconds: 1))
    var mute = report("b", agent: "1")
    mute.parties = silent.parties
    var unread = report("d", agent: "1")
    unread.file.sha256 = nil
    let reports = [
      report("a", agent: nil), mute, report("c", agent: "1"), report("c", agent: "1"), unread,
    ]
    let histories = AgentHistories(of: reports)
    #expect(histories.history(ofAgent: "1", without: "x")?.callCount == 1)
    #expect(histories.history(ofAgent: "1", without: "c") == nil)
    #expect(histories.history(ofAgent: "2", without: "x") == nil)
  }

  @Test func `of many calls a fixed number stays, the same ones in any order`() {
    let limit = AgentHistories.callLimitCount
    var call = report("", agent: "1")
    let reports = (0..<limit + 20).map { index in
      // Hashes that differ in the part that names a call.
      call.file.sha256 = String(String(1_000_000 + index * 7919).reversed())
      return call
    }
    let forth = AgentHistories(of: reports)
    #expect(forth.habits["1"]?.count == limit)
    #expect(forth == AgentHistories(of: reports.reversed()))
  }
}
