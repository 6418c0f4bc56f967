import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct WorkerTests {
  private let worker = ["worker", "--jsonl"]

  private func answers(_ lines: [String], in folder: ScratchFolder) throws -> [String] {
    let result = try callsift(
      worker, input: [UInt8](lines.joined(separator: "\n").utf8), in: folder.path)
    #expect(result.status == 0 && result.standardError.isEmpty, "\(result)")
    return result.lines
  }

  @Test func `answers are what a scan of the manifest writes`() throws {
    let folder = try folderOfCalls(count: 3, withBadFiles: true)
    let manifest = [
      #"{"path": "call0.wav", "id": "a", "channels": ["agent", "customer"], "platform": "p"}"#,
      #"{"path": "call1.wav", "metadata": {"agentId": "7", "startTime": "2026-01-31T10:00:00Z"}}"#,
      #"{"path": "bad-text.wav"}"#, #"{"path": "missing.wav"}"#,
      #"{"path": "call2.wav", "sha256": "00"}"#,
    ]
    try folder.write(manifest.joined(separator: "\n"), as: "manifest.jsonl")
    let scan = try callsift(
      ["scan", "--manifest", "manifest.jsonl", "--format", "jsonl"], in: folder.path)
    #expect(scan.lines.count == 5)
    #expect(try answers(manifest, in: folder) == scan.lines)
  }

  @Test func `the callsift.yaml of the working folder holds, as in a scan`() throws {
    let folder = try folderOfCalls(count: 1)
    let line = #"{"path": "call0.wav"}"#
    let before = try answers([line], in: folder)
    try folder.write("silence:\n  minimumSeconds: 5\n", as: "callsift.yaml")
    let after = try answers([line], in: folder)
    #expect(after != before)
    #expect(after == (try callsift(["scan", ".", "--format", "jsonl"], in: folder.path).lines))
  }

  @Test func `a bad line is answered with its number and never ends the worker`() throws {
    let folder = try folderOfCalls(count: 1)
    let tooLong = String(repeating: "x", count: 3 << 20)
    let bad = [
      "", "{", "[]", "null", "7", "{}", #"{"path": 7}"#, #"{"path": ""}"#, "\u{FFFD}\u{1}",
      #"{"path": "a", "channels": ["nobody"]}"#, #"{"pth": "a"}"#, #"{"health": false}"#, tooLong,
    ]
    let lines = try answers(bad + [#"{"path": "call0.wav"}"#], in: folder)
    #expect(lines.count == bad.count + 1)
    for (index, line) in lines.dropLast().enumerated() {
      let answer = try JSONValue(parsing: line)
      #expect(answer["schema"] == .string("callsift.requestError/1"), "\(line)")
      #expect(answer["line"] == .number(Double(index + 1)))
      #expect(!line.contains("xxx"))
    }
    #expect(lines.last?.contains(#""callId":"call0.wav""#) == true)
  }

  @Test func `health says what has been answered so far`() throws {
    let folder = try folderOfCalls(count: 1)
    let lines = try answers(
      [#"{"path": "call0.wav"}"#, #"{"path": "no.wav"}"#, "?", #"{"health": true}"#], in: folder)
    let health = try JSONValue(parsing: try #require(lines.last))
    #expect(health["schema"] == .string("callsift.health/1"))
    #expect(health["lineCount"] == .number(4))
    for key in ["reportCount", "failureCount", "errorCount"] {
      #expect(health[key] == .number(1), "\(key)")
    }
  }

  @Test func `no input is no mistake, and a worker without its protocol is`() throws {
    let folder = try folderOfCalls(count: 0)
    #expect(try answers([], in: folder).isEmpty)
    #expect(try callsift(["worker"]).status == 2)
    #expect(try callsift(worker + ["--channels", "nobody"]).status == 2)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `an answer comes before the next line is asked for, and a signal ends the wait`(
    signal: Int32
  ) throws {
    let folder = try folderOfCalls(count: 1)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(CallSiftProgram.path))
    process.arguments = worker
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let (input, output, error) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = error
    try process.run()
    for request in [#"{"path": "call0.wav"}"#, #"{"health": true}"#] {
      try input.fileHandleForWriting.write(contentsOf: Data("\(request)\n".utf8))
      var answer = Data()
      while answer.last != UInt8(ascii: "\n") {
        let bytes = output.fileHandleForReading.availableData
        try #require(!bytes.isEmpty)
        answer += bytes
      }
      #expect(answer.first == UInt8(ascii: "{"))
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
  }
}
