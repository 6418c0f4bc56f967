import CallTypes
import Foundation
import TestSupport
import Testing

/// Agents' voices, from recordings by a store to a scan.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct EnrollTests {
  private static let samples = CallSiftProgram.root.path + "/audio-fixtures"
  /// Calls of one synthetic agent, who speaks for 5 s and more in each.
  private static let enrolled = [
    "agent-monologue-stereo-8k-ima-adpcm", "talk-ratio-agent-heavy-stereo-8k-ima-adpcm",
  ]
  /// Another call of that agent, in which the customer speaks for more than 3 s, too.
  private static let judged = "talk-over-stereo-8k-mulaw"
  private static let store = ["--store", "callsift.sqlite"]
  private static let ownSettings = ["--settings", samples + "/callsift.yaml"]

  private func archive(
    _ names: [String], agent: String? = "agent-4711", channels: String? = #"["agent", "customer"]"#
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let metadata = agent.map { #", "metadata": {"agentId": "\#($0)"}"# } ?? ""
    let roles = channels.map { #", "channels": \#($0)"# } ?? ""
    let lines = names.map {
      #"{"path": "\#(Self.samples)/\#($0)/call.wav", "id": "\#($0)"\#(roles)\#(metadata)}"#
    }
    try folder.write(lines.joined(separator: "\n") + "\n", as: "calls.jsonl")
    return folder
  }

  private func enroll(_ folder: ScratchFolder, _ more: [String] = []) throws -> ProgramResult {
    try callsift(
      ["enroll", "--manifest", "calls.jsonl"] + Self.store + Self.ownSettings + more,
      in: folder.path)
  }

  private func scan(
    _ folder: ScratchFolder, voices: String, _ more: [String] = Self.ownSettings
  ) throws -> CallReport {
    let result = try callsift(
      ["scan", "--manifest", "calls.jsonl", "--store", "none", "--format", "jsonl"]
        + ["--agent-voices", voices] + more, in: folder.path)
    #expect(result.status == 0, "\(result)")
    return try #require(try records(of: result).first?.report)
  }

  @Test func `voices are kept, listed without being told in a log, and deleted`() throws {
    let folder = try archive(Self.enrolled)
    let first = try enroll(folder)
    #expect(first.status == 0 && first.output.contains("2 of 2"), "\(first)")
    #expect(!(first.standardError + first.output).contains("4711"))
    #expect(try enroll(folder).status == 0)
    let listed = try callsift(["voices"] + Self.store, in: folder.path)
    #expect(listed.output.contains("agent-4711: 2 recordings"), "\(listed)")
    let json = try callsift(["voices", "--json"] + Self.store, in: folder.path)
    #expect(json.output.contains(#""recordingCount":2"#), "\(json)")
    let deleted = try callsift(["voices", "--delete", "agent-4711"] + Self.store, in: folder.path)
    #expect(deleted.status == 0 && deleted.output.contains("2 recordings"), "\(deleted)")
    #expect(try callsift(["voices"] + Self.store, in: folder.path).output.contains("0 agents"))
    let scanned = try callsift(
      ["scan", "--manifest", "calls.jsonl", "--agent-voices", "callsift.sqlite"], in: folder.path)
    #expect(scanned.status == 2 && scanned.standardError.contains("callsift enroll"), "\(scanned)")
  }

  @Test func `a voice on the other channel raises a suspicion, and on its own none`() throws {
    let voices = try archive(Self.enrolled)
    #expect(try enroll(voices).status == 0)
    let store = voices.path("callsift.sqlite")
    for (channels, isSwapped) in [
      (#"["agent", "customer"]"#, false), (#"["customer", "agent"]"#, true),
    ] {
      let report = try scan(try archive([Self.judged], channels: channels), voices: store)
      #expect(report.flags.contains { $0.code.rawValue == "QC132" } == isSwapped)
      #expect((report.score.points == nil) == isSwapped)
      // Another agent's voice says nothing of this one.
      let other = try archive([Self.judged], agent: "another", channels: channels)
      #expect(try scan(other, voices: store).flags.allSatisfy { $0.code.rawValue != "QC132" })
    }
  }

  @Test func `a recording is not its own measure`() throws {
    let folder = try archive([Self.judged])
    #expect(try enroll(folder).status == 0)
    let swapped = try archive([Self.judged], channels: #"["customer", "agent"]"#)
    let report = try scan(swapped, voices: folder.path("callsift.sqlite"))
    #expect(report.flags.allSatisfy { $0.code.rawValue != "QC132" })
  }

  @Test func `roles are inferred from a voice, whichever channel it is on`() throws {
    let voices = try archive(Self.enrolled)
    #expect(try enroll(voices).status == 0)
    // The settings of the samples declare roles: here nobody does.
    let report = try scan(
      try archive([Self.judged], channels: nil), voices: voices.path("callsift.sqlite"),
      ["--channels", "auto"])
    #expect(report.channels.map(\.party) == [.agent, .customer])
    #expect((report.channels[0].partyConfidence ?? 0) > 0.9)
  }

  @Test(arguments: ["en", "zh"]) func `what cannot be enrolled is told with what to do`(
    language: String
  ) throws {
    let unknown = try archive([Self.judged], channels: #"["unknown", "unknown"]"#)
    let refused = try enroll(unknown, ["--lang", language])
    #expect(refused.status == 3 && refused.standardError.contains("--channels"), "\(refused)")
    let nobody = try enroll(try archive([Self.judged], agent: nil), ["--lang", language])
    #expect(nobody.status == 3 && nobody.standardError.contains("--agent"), "\(nobody)")
    #expect(
      try enroll(try archive([Self.judged], agent: nil), ["--agent", "A-17"]).status == 0)
  }
}
