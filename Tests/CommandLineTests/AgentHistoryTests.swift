import CallTypes
import Foundation
import TestSupport
import Testing

/// Agents' own measures, from a store by a file to a scan.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct AgentHistoryTests {
  private static let samples = CallSiftProgram.root.path + "/audio-fixtures"
  /// The agent's answer to a quiet customer is 8 dB over the rest of the call.
  private static let raised = "agent-raises-voice-stereo-8k-ima-adpcm"

  /// A folder with a manifest of sample calls, all of one agent.
  private func archive(_ names: [String], agent: String = "ada") throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let lines = names.map {
      #"{"path": "\#(Self.samples)/\#($0)/call.wav", "id": "\#($0)", "#
        + #""metadata": {"agentId": "\#(agent)"}}"#
    }
    try folder.write(lines.joined(separator: "\n") + "\n", as: "calls.jsonl")
    return folder
  }

  /// A history of an agent at a level.
  private func history(agent: String = "ada", levelDBFS: Double, callCount: Int = 5) -> String {
    let calls = (0..<callCount).map { #""other\#($0)": {"levelDBFS": \#(levelDBFS)}"# }
    return #"{"schema": "callsift.agentHistory/1", "agents": {"\#(agent)": {"#
      + calls.joined(separator: ", ") + "}}}\n"
  }

  private func scan(
    _ folder: ScratchFolder, history: String?, options: [String] = []
  ) throws -> ProgramResult {
    if let history { try folder.write(history, as: "agents.json") }
    return try callsift(
      [
        "scan", "--manifest", "calls.jsonl", "--format", "jsonl", "--settings",
        Self.samples + "/callsift.yaml",
      ] + (history == nil ? [] : ["--agent-history", "agents.json"]) + options, in: folder.path)
  }

  private func flag(_ result: ProgramResult) throws -> QualityFlag? {
    try #require(try records(of: result).first?.report).flags.first { $0.code.rawValue == "QC107" }
  }

  @Test func `a loud agent does not raise the voice by answering as ever`() throws {
    let folder = try archive([Self.raised])
    let alone = try #require(try flag(try scan(folder, history: nil)))
    #expect(alone.baseline == .call)
    #expect(try flag(try scan(folder, history: history(levelDBFS: -10))) == nil)
  }

  @Test func `an agent who is loud all through the call raises the voice against earlier calls`()
    throws
  {
    // The answer is 8 dB over the rest of the call: under a limit of 15, but not against -50 dBFS.
    let folder = try archive([Self.raised])
    let limit = ["--set", "agentRaisedVoiceAtQuietCustomer.maximumRiseDB=15"]
    #expect(try flag(try scan(folder, history: nil, options: limit)) == nil)
    let found = try #require(
      try flag(try scan(folder, history: history(levelDBFS: -50), options: limit)))
    #expect(found.baseline == .history)
  }

  @Test func `another agent's calls, and fewer than five, are no measure`() throws {
    let folder = try archive([Self.raised])
    for other in [
      history(agent: "bob", levelDBFS: -10), history(levelDBFS: -10, callCount: 4),
    ] {
      #expect(try #require(try flag(try scan(folder, history: other))).baseline == .call)
    }
  }

  @Test func `a history that is damaged or missing ends with 2, and names no agent`() throws {
    let folder = try archive([Self.raised], agent: "agent-4711")
    let damaged = String(history(agent: "agent-4711", levelDBFS: -20).dropLast(20))
    let result = try scan(folder, history: damaged)
    #expect(result.status == 2 && result.standardOutput.isEmpty, "\(result)")
    #expect(result.standardError.contains("agents.json is no history of agents"))
    #expect(!result.standardError.contains("4711"))
    let missing = ["scan", ".", "--agent-history", "missing.json", "--lang", "zh"]
    let none = try callsift(missing, in: folder.path)
    #expect(none.status == 2 && none.standardError.contains("missing.json"), "\(none)")
  }

  @Test func `a store's history is frozen, and a scan in two parts writes what one would`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.samples)
      .filter { $0.hasSuffix("stereo-8k-ima-adpcm") }.sorted()
    let folder = try archive(Array(names.prefix(8)))
    let store = ["--store", "s.sqlite"]
    _ = try scan(folder, history: nil, options: store)
    let export = ["export", "--format", "agent-history"] + store
    let first = try callsift(export, in: folder.path)
    #expect(first.status == 0 && first.standardError.contains("1 agents"), "\(first)")
    #expect(!first.standardError.contains("ada"))
    let whole = try scan(folder, history: first.output, options: ["--jobs", "1"])
    #expect(whole.status == 0 && whole.standardOutput.count > 1000)

    let all = try String(contentsOfFile: folder.path("calls.jsonl"), encoding: .utf8)
    let some = all.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n"
    try folder.write(some, as: "calls.jsonl")
    _ = try scan(folder, history: first.output, options: store + ["--jobs", "2"])
    try folder.write(all, as: "calls.jsonl")
    let resumed = try scan(folder, history: first.output, options: store + ["--jobs", "2"])
    #expect(resumed.standardError.contains("3 of 8"), "\(resumed)")
    #expect(resumed.standardOutput == whole.standardOutput)
    // Reports made with a history give the same history again.
    #expect(try callsift(export, in: folder.path).standardOutput == first.standardOutput)
  }

  @Test func `killed at several moments, a scan with a history gives the output of one run`() throws
  {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.samples)
      .filter { $0.hasSuffix("-ima-adpcm") || $0.hasSuffix("-mulaw") }.sorted()
    let folder = try archive(names)
    let measure = history(levelDBFS: -50, callCount: 9)
    let whole = try scan(folder, history: measure)
    #expect(whole.lines.count == names.count)
    #expect(try scan(folder, history: nil).standardOutput != whole.standardOutput)
    for milliseconds in [30, 60, 90, 120] {
      let killed = try run(
        "/usr/bin/timeout",
        [
          "--signal=KILL", "\(Double(milliseconds) / 1000)", try #require(CallSiftProgram.path),
          "scan", "--manifest", "calls.jsonl", "--format", "jsonl", "--store", "kill.sqlite",
          "--settings", Self.samples + "/callsift.yaml", "--agent-history", "agents.json",
          "--output", "killed.jsonl",
        ], in: folder.path)
      #expect([0, 124, 137].contains(killed.status) || killed.signal == SIGKILL, "\(killed)")
    }
    let resumed = try scan(folder, history: measure, options: ["--store", "kill.sqlite"])
    #expect(resumed.standardOutput == whole.standardOutput)
    let again = try scan(folder, history: measure, options: ["--store", "kill.sqlite"])
    #expect(again.standardError.contains("\(names.count) of \(names.count)"), "\(again)")
  }

  @Test func `a rescore goes by the history, and a scan after it has nothing to do`() throws {
    let folder = try archive([Self.raised])
    let store = ["--store", "s.sqlite"]
    _ = try scan(folder, history: history(levelDBFS: -10), options: store + ["--dry-run"])
    _ = try scan(folder, history: nil, options: store)
    let settings = ["--settings", Self.samples + "/callsift.yaml"]
    let rescored = try callsift(
      ["rescore", "--agent-history", "agents.json"] + store + settings, in: folder.path)
    #expect(rescored.status == 0 && rescored.output.hasPrefix("1 calls"), "\(rescored)")
    let after = try scan(folder, history: history(levelDBFS: -10), options: store)
    #expect(after.standardError.contains("1 of 1 calls were already done"), "\(after)")
    #expect(try flag(after) == nil)
  }

  @Test func `the history of an export is one file`() throws {
    let folder = try folderOfCalls(count: 1)
    #expect(try callsift(["scan", ".", "--store", "s.sqlite"], in: folder.path).status == 0)
    let export = ["export", "--format", "agent-history", "--store", "s.sqlite"]
    let refused = try callsift(export + ["--by-date", "-o", "x"], in: folder.path)
    #expect(refused.status == 2, "\(refused)")
    let empty = try callsift(export + ["-o", "agents.json"], in: folder.path)
    #expect(empty.status == 0 && empty.standardError.contains("0 agents"), "\(empty)")
    #expect(
      try callsift(["scan", ".", "--agent-history", "agents.json"], in: folder.path).status == 0)
  }
}
