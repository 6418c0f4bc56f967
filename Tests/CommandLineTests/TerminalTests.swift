import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct TerminalTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls(withBadFiles: true) }

  @Test func `nothing is coloured and no progress shown where there is no terminal`() throws {
    for arguments in [["scan", folder.path], ["inspect", folder.path("call0.wav")], ["rules"]] {
      let result = try callsift(arguments)
      #expect(!result.output.contains("\u{1B}"), "\(result)")
      #expect(!result.standardError.contains("\u{1B}"), "\(result)")
      #expect(!result.standardError.contains("\r"), "\(result)")
    }
  }

  /// Runs the program on a terminal of `script` (util-linux).
  private func onTerminal(
    _ arguments: [String], _ environment: [String: String]
  ) throws -> ProgramResult {
    let script = try #require(installedProgram("script"))
    let program = try #require(CallSiftProgram.path)
    let command = ([program] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return try run(
      script, ["-qec", command, "/dev/null"],
      environment: ["TERM": "xterm"].merging(environment) { $1 })
  }

  @Test(.enabled(if: installedProgram("script") != nil, "script of util-linux is not installed"))
  func `colour needs a terminal that wants it`() throws {
    let arguments = ["inspect", folder.path("call0.wav"), "--channels", "agent,customer"]
    #expect(try onTerminal(arguments, [:]).output.contains("\u{1B}["))
    #expect(try !onTerminal(arguments, ["NO_COLOR": "1"]).output.contains("\u{1B}"))
    #expect(try !onTerminal(arguments, ["TERM": "dumb"]).output.contains("\u{1B}"))
    #expect(try onTerminal(arguments, ["NO_COLOR": ""]).output.contains("\u{1B}["))
  }

  @Test func `quiet says nothing but results and errors`() throws {
    let result = try callsift(["scan", folder.path, "--quiet", "--format", "jsonl"])
    #expect(result.status == 3)
    #expect(result.lines.count == 5)
    let told = result.standardError.split(separator: "\n")
    #expect(told.count == 2, "\(result)")
    #expect(told.allSatisfy { $0.hasPrefix("callsift: bad-") })
  }

  @Test func `verbose logs each call on standard error, and changes no result`() throws {
    let plain = try callsift(["scan", folder.path, "--format", "jsonl"])
    let verbose = try callsift(["scan", folder.path, "--format", "jsonl", "--verbose"])
    #expect(verbose.standardOutput == plain.standardOutput)
    for name in ["call0.wav", "call1.wav", "call2.wav", "bad-empty.wav"] {
      #expect(verbose.standardError.contains("call.id=\(name)"), "\(verbose)")
    }
  }

  @Test func `the table is Chinese when asked for`() throws {
    let chinese = try callsift(["scan", folder.path, "--lang", "zh"])
    let english = try callsift(["scan", folder.path, "--lang", "en"])
    #expect(chinese.status == 3)
    #expect(chinese.output.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(!english.output.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  @Test func `the width of the table is that of COLUMNS`() throws {
    let long = String(repeating: "long-name-", count: 15)
    try folder.write(CallBytes.mono().bytes, as: "\(long).wav")
    let result = try callsift(
      ["scan", folder.path, "--exclude", "bad*"], environment: ["COLUMNS": "90"])
    #expect(result.lines.allSatisfy { $0.count <= 90 }, "\(result)")
    #expect(result.output.contains("long-name"))
  }
}
