import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct RescoreCommandTests {
  @Test func `a store is rescored by the settings of the command line`() throws {
    let folder = try folderOfCalls(count: 2)
    let store = ["--store", "s.sqlite"]
    #expect(try callsift(["scan", "."] + store, in: folder.path).status == 0)
    let eager = ["--set", "silence.minimumSeconds=0.5"]
    let result = try callsift(["rescore"] + store + eager, in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(result.output == "2 calls rescored, 0 to be listened to (callsift scan)\n")
    let scan = try callsift(["scan", "."] + store + eager, in: folder.path)
    #expect(scan.standardError.contains("2 of 2 calls were already done"), "\(scan)")
  }

  @Test func `roles of the archive's settings stay where others say nothing of roles`() throws {
    let folder = try folderOfCalls(count: 1)
    try folder.write(CallBytes.stereo(seconds: 3).bytes, as: "calls/stereo.wav")
    try folder.write("roles:\n  channels: [agent, customer]\n", as: "calls/callsift.yaml")
    try folder.write("silence:\n  minimumSeconds: 0.5\n", as: "new.yaml")
    let store = ["--store", "s.sqlite"]
    #expect(try callsift(["scan", "calls"] + store, in: folder.path).status == 0)
    let result = try callsift(["rescore", "--settings", "new.yaml"] + store, in: folder.path)
    #expect(result.output.hasPrefix("1 calls rescored"), "\(result)")
    let export = try callsift(["export", "--format", "csv"] + store, in: folder.path)
    #expect(export.lines.last?.contains("agent") == true, "\(export)")
    // Today's settings count where they name roles.
    try folder.write("roles:\n  channels: [customer, agent]\n", as: "other.yaml")
    #expect(
      try callsift(["rescore", "--settings", "other.yaml"] + store, in: folder.path).status == 0)
    let exchanged = try callsift(["export", "--format", "jsonl"] + store, in: folder.path)
    let report = try #require(try records(of: exchanged).first?.report)
    #expect(report.channels.map(\.party) == [.customer, .agent])
  }

  @Test func `what has no tracks has to be listened to, which is told by 3`() throws {
    let folder = try folderOfCalls(count: 2)
    let store = ["--store", "s.sqlite"]
    #expect(try callsift(["scan", ".", "--no-tracks"] + store, in: folder.path).status == 0)
    let result = try callsift(
      ["rescore", "--set", "silence.minimumSeconds=0.5"] + store, in: folder.path)
    #expect(result.status == 3, "\(result)")
    #expect(result.output.contains("2 to be listened to"))
  }

  @Test(arguments: [
    (["--store", "missing.sqlite"], "missing.sqlite"), (["--store", "none"], "none"),
    (["--since", "yesterday"], "2026-01-31"), (["--set", "silnce.x=1"], "silence"),
  ])
  func `a mistake ends with 2 and leaves no store behind`(
    arguments: [String], hint: String
  ) throws {
    let folder = try ScratchFolder()
    let result = try callsift(["rescore"] + arguments, in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.standardError.contains(hint), "\(result)")
    #expect(try folder.names() == [])
  }
}
