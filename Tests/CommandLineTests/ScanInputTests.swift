import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct ScanInputTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls() }

  @Test func `a scan that read everything ends with 0`() throws {
    #expect(try callsift(["scan", folder.path]).status == 0)
    #expect(try callsift(["scan", folder.path("call0.wav"), folder.path("call1.wav")]).status == 0)
  }

  @Test func `a folder without a recording ends with 10`() throws {
    let empty = try ScratchFolder()
    try empty.write("", as: "notes.txt")
    for arguments in [[empty.path], [folder.path, "--exclude", "*"]] {
      let result = try callsift(["scan"] + arguments)
      #expect(result.status == 10, "\(result)")
      #expect(result.output.isEmpty)
      #expect(result.standardError.contains("callsift formats"))
    }
  }

  @Test func `a path that does not exist ends with 2`() throws {
    let result = try callsift(["scan", folder.path("missing")])
    #expect(result.status == 2)
    #expect(result.standardError.contains("missing"))
  }

  @Test(.enabled(if: !AudioFixtures.cases.isEmpty, AudioFixtures.absent))
  func `a flagged call ends with 4 only when asked for`() throws {
    let fixture = try #require(AudioFixtures.cases.first { $0.hasPrefix("dead-air") })
    let call = "\(AudioFixtures.path)/\(fixture)/call.wav"
    let arguments = ["scan", call, "--settings", AudioFixtures.path + "/callsift.yaml"]
    #expect(try callsift(arguments).status == 0)
    let flagged = try callsift(arguments + ["--fail-on-flag"])
    #expect(flagged.status == 4, "\(flagged)")
    try folder.write("", as: "bad.wav")
    let both = try callsift(arguments + ["--fail-on-flag", folder.path("bad.wav")])
    #expect(both.status == 3)
    let good = try #require(AudioFixtures.cases.first { $0.hasPrefix("good-70-30") })
    let unflagged = try callsift(
      ["scan", "\(AudioFixtures.path)/\(good)/call.wav", "--fail-on-flag"] + arguments.dropFirst(2))
    #expect(unflagged.status == 0, "\(unflagged)")
  }

  @Test func `exclusions are by name and by path`() throws {
    try folder.write(CallBytes.mono().bytes, as: "sub/call9.wav")
    let result = try callsift(
      ["scan", folder.path, "--format", "jsonl", "--exclude", "call1*", "--exclude", "sub/*"])
    #expect(try records(of: result).map(\.callId) == ["call0.wav", "call2.wav"])
  }

  @Test func `a dry run lists the inputs and analyses nothing`() throws {
    try folder.write("", as: "bad.wav")
    let result = try callsift(
      ["scan", folder.path, "--dry-run", "--output", folder.path("result.txt")])
    #expect(result.status == 0, "\(result)")
    // Whole paths, which can be given to --files-from.
    let names = ["bad.wav", "call0.wav", "call1.wav", "call2.wav"]
    #expect(result.lines == names.map { folder.path($0) })
    #expect(try folder.names().contains("result.txt") == false)
  }

  @Test func `paths come from a file or from standard input`() throws {
    let paths = [folder.path("call2.wav"), folder.path("call0.wav")]
    try folder.write(paths.joined(separator: "\n"), as: "list.txt")
    let fromFile = try callsift(
      ["scan", "--files-from", folder.path("list.txt"), "--format", "jsonl"])
    // By the whole path, so that a call has one name whatever else is in the list.
    #expect(try records(of: fromFile).map(\.callId) == paths)
    let fromInput = try callsift(
      ["scan", "--files-from", "-", "-0", "--format", "jsonl"],
      input: Array(paths.joined(separator: "\0").utf8))
    #expect(fromInput.standardOutput == fromFile.standardOutput)
  }

  @Test func `an empty list ends with 10`() throws {
    #expect(try callsift(["scan", "--files-from", "-"], input: []).status == 10)
  }

  @Test func `a manifest names calls and declares roles`() throws {
    try folder.write(
      """
      {"path": "call1.wav", "id": "B", "channels": ["customer", "agent"], \
      "metadata": {"agentId": "17"}}
      {"path": "call0.wav"}
      """, as: "calls.jsonl")
    let result = try callsift([
      "scan", "--manifest", folder.path("calls.jsonl"), "--format", "jsonl",
    ])
    #expect(result.status == 0, "\(result)")
    let reports = try records(of: result).compactMap(\.report)
    #expect(reports.map(\.callId) == ["B", "call0.wav"])
    #expect(reports[0].channels.map(\.party) == [.customer, .agent])
    #expect(reports[0].channels.map(\.partySource) == [.manifest, .manifest])
    #expect(reports[0].metadata.agentId == "17")
    #expect(reports[1].channels.map(\.party) == [.unknown, .unknown])
  }

  @Test(arguments: [
    (#"{"path": "call1.wav", "id": "A"}"#, 1, 0), (#"{"path": "./call1.wav", "id": "B"}"#, 0, 2),
    (#"{"path": "call1.wav"}"#, 0, 2),
  ])
  func `a line that says something else of a file than one before it ends with 2`(
    second: String, calls: Int, status: Int32
  ) throws {
    let first = #"{"path": "call1.wav", "id": "A"}"#
    try folder.write("\(first)\n\n\(second)\n", as: "calls.jsonl")
    let result = try callsift([
      "scan", "--manifest", folder.path("calls.jsonl"), "--format", "jsonl",
    ])
    #expect(result.status == status, "\(result)")
    #expect(result.lines.count == calls)
    #expect(result.standardError.contains("line 3") == (status == 2))
    try folder.write("path,id\ncall1.wav,A\ncall1.wav,B\n", as: "calls.csv")
    #expect(try callsift(["scan", "--manifest", folder.path("calls.csv")]).status == 2)
  }

  @Test func `a folder and a manifest by its whole path name a file once`() throws {
    try folder.write(
      #"{"path": "\#(folder.path("call1.wav"))", "id": "A"}"#, as: "calls.jsonl")
    let result = try callsift(
      ["scan", ".", "--manifest", folder.path("calls.jsonl"), "--format", "jsonl"], in: folder.path)
    #expect(try records(of: result).map(\.callId) == ["call0.wav", "A", "call2.wav"])
  }

  @Test func `a manifest line that makes no sense ends with 2 and its number`() throws {
    try folder.write("{\"path\": \"call1.wav\"}\n{\"id\": \"x\"}\n", as: "calls.jsonl")
    let result = try callsift(["scan", "--manifest", folder.path("calls.jsonl")])
    #expect(result.status == 2)
    #expect(result.standardError.contains("line 2: path is missing"))
  }

  @Test func `a manifest that declares another content costs that file`() throws {
    let sha256 = String(repeating: "0", count: 64)
    try folder.write(
      "{\"path\": \"call0.wav\", \"sha256\": \"\(sha256)\"}\n{\"path\": \"call1.wav\"}\n",
      as: "calls.jsonl")
    let result = try callsift([
      "scan", "--manifest", folder.path("calls.jsonl"), "--format", "jsonl",
    ])
    #expect(result.status == 3)
    #expect(try records(of: result).map { $0.failure?.error.code } == [.unreadable, nil])
  }

  @Test func `a raw file is read as described`() throws {
    try folder.write([UInt8](repeating: 0xFF, count: 16_000), as: "raw/call.bin")
    let result = try callsift(
      [
        "scan", folder.path("raw/call.bin"), "--raw", "rate=8000,codec=mulaw,channels=2",
        "--format", "jsonl",
      ])
    let report = try #require(try records(of: result).first?.report)
    #expect(report.audio.codec == "mulaw")
    #expect(report.audio.durationSeconds == 1)
    #expect(report.audio.channelCount == 2)
  }

  @Test func `one and two jobs give the same bytes`() throws {
    for index in 3..<12 {
      let call = CallBytes.stereo(seconds: 4 - Double(index) / 4, f0Hz: 90 + 10 * Double(index))
      try folder.write(call.bytes, as: "call\(index).wav")
    }
    for format in ["jsonl", "table", "csv", "rttm"] {
      let arguments = ["scan", folder.path, "--format", format, "--jobs"]
      let one = try callsift(arguments + ["1"])
      #expect(one.status == 0)
      #expect(try callsift(arguments + ["2"]).standardOutput == one.standardOutput)
    }
  }

  @Test func `a reader who leaves early ends the scan without a trace`() throws {
    let bytes = CallBytes.mono(seconds: 0.1).bytes
    for index in 0..<300 { try folder.write(bytes, as: "short/\(index).wav") }
    let result = try callsift(
      ["scan", folder.path("short"), "--format", "jsonl"], reading: .firstBytes,
      limitSeconds: 60)
    #expect(!result.isTimedOut)
    #expect(!result.standardError.contains("Fatal error"), "\(result)")
    #expect(result.signal == nil || result.signal == SIGPIPE, "\(result)")
    #expect(result.status != 0)
  }
}
