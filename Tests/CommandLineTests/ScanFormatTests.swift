import CallFormats
import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct ScanFormatTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls(withBadFiles: true) }

  private func scan(_ format: String, _ arguments: String...) throws -> ProgramResult {
    try callsift(
      ["scan", folder.path, "--format", format, "--channels", "agent,customer"] + arguments)
  }

  @Test func `the table ranks the calls and lists what could not be read`() throws {
    for arguments in [["--format", "table"], []] {
      let result = try callsift(["scan", folder.path] + arguments)
      #expect(result.status == 3, "\(result)")
      for name in ["call0.wav", "call1.wav", "call2.wav", "bad-empty.wav", "bad-text.wav"] {
        #expect(result.output.contains(name), "\(name) in \(result)")
      }
    }
  }

  @Test func `the JSON document is valid against the schema`() throws {
    let result = try scan("json")
    #expect(result.status == 3)
    let validator = try JSONSchemaValidator(schema: ReportSchema.json)
    #expect(try validator.problems(in: result.output) == [])
    let document = try JSONValue(parsing: result.output)
    #expect(document["summary"]?["reportCount"] == .number(3))
    #expect(document["summary"]?["failureCount"] == .number(2))
    #expect(try callsift(["scan", folder.path, "--json"]).output.hasPrefix("{\"schema\""))
  }

  @Test func `each JSON line is valid against the schema, in the order of the names`() throws {
    let result = try scan("jsonl")
    #expect(result.status == 3)
    let validator = try JSONSchemaValidator(schema: ReportSchema.json)
    for line in result.lines { #expect(try validator.problems(in: line) == []) }
    #expect(
      try records(of: result).map(\.callId) == [
        "bad-empty.wav", "bad-text.wav", "call0.wav", "call1.wav", "call2.wav",
      ])
    #expect(try records(of: result).compactMap(\.failure?.error.code) == [.empty, .unreadable])
  }

  @Test func `failures are told on standard error unless the table lists them`() throws {
    let told = try scan("jsonl").standardError
    #expect(told.contains("bad-empty.wav: empty: "))
    #expect(told.contains("bad-text.wav: unreadable: "))
    #expect(try scan("table").standardError.isEmpty)
  }

  @Test func `the CSV has a header and as many cells in every record`() throws {
    let result = try scan("csv")
    let records = result.output.components(separatedBy: "\r\n")
    #expect(records.last == "")
    #expect(records.count == 7)
    #expect(records[0].hasPrefix("callId,path,status,"))
    let columnCount = records[0].components(separatedBy: ",").count
    for record in records[3..<6] {
      #expect(record.contains(",analysed,"))
      #expect(record.components(separatedBy: ",").count == columnCount)
    }
    #expect(records[1].hasPrefix("bad-empty.wav,bad-empty.wav,failed,"))
  }

  @Test func `RTTM has SPEAKER lines of ten fields`() throws {
    let lines = try scan("rttm").lines
    #expect(!lines.isEmpty)
    for line in lines {
      let fields = line.split(separator: " ")
      #expect(fields.count == 10)
      #expect(fields.first == "SPEAKER")
    }
    for index in 0..<3 { #expect(lines.contains { $0.contains("call\(index).wav") }) }
  }

  @Test func `Audacity labels are one file per call in a folder`() throws {
    let result = try scan("audacity", "--output", folder.path("labels/new"))
    #expect(result.status == 3, "\(result)")
    #expect(result.output.isEmpty)
    #expect(
      try folder.names(in: "labels/new") == (0..<3).map { "call\($0).wav.labels.txt" })
    let fields = try folder.text("labels/new/call0.wav.labels.txt").split(separator: "\n")
      .map { $0.split(separator: "\t") }
    #expect(!fields.isEmpty)
    #expect(fields.allSatisfy { $0.count == 3 && Double($0[0]) != nil && Double($0[1]) != nil })
  }

  @Test(arguments: [("webvtt", "vtt", "WEBVTT\n\nNOTE\n"), ("aws", "aws.json", "{\"Channel\"")])
  func `a format of one call a file makes one for each call that could be read`(
    format: String, ending: String, start: String
  ) throws {
    let result = try scan(format, "--output", folder.path("calls/new"))
    #expect(result.status == 3, "\(result)")
    let names = (0..<3).map { "call\($0).wav.\(ending)" }
    #expect(try folder.names(in: "calls/new") == names)
    for name in names { #expect(try folder.text("calls/new/" + name).hasPrefix(start)) }
  }

  @Test func `the page explains its flags in the language`() throws {
    for (language, sentence) in [("en", "Could not be analysed: 2 files"), ("zh", "无法分析的文件：2 个")] {
      let result = try scan("html", "--lang", language)
      #expect(result.status == 3, "\(result)")
      #expect(result.output.hasPrefix("<!DOCTYPE html>\n"))
      #expect(result.output.contains(sentence))
      for index in 0..<3 { #expect(result.output.contains("<bdi>call\(index).wav</bdi>")) }
    }
  }

  @Test func `Audacity labels of several calls need a folder, those of one do not`() throws {
    let several = try scan("audacity")
    #expect(several.status == 2)
    #expect(several.standardError.contains("--output"))
    let one = try callsift(["scan", folder.path("call0.wav"), "--format", "audacity"])
    #expect(one.status == 0)
    #expect(one.output.contains("\t"))
  }

  @Test(arguments: ReportFormats.all.filter { $0.scope == .stream }.map { $0.name })
  func `what goes to a file is what would go to standard output`(format: String) throws {
    let printed = try scan(format)
    let written = try scan(format, "--output", folder.path("result.out"))
    #expect(written.status == printed.status)
    #expect(written.output.isEmpty)
    #expect(try folder.text("result.out") == printed.output)
    #expect(try folder.names().filter { $0.contains("part") }.isEmpty)
  }

  @Test(arguments: ["call.wav", "calls.sqlite", "link"])
  func `neither a recording nor a store is replaced by an output`(name: String) throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    try folder.write("SQLite format 3\0 and more", as: "calls.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "call.wav")
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    let result = try scan("csv", "--output", folder.path(name))
    #expect(result.status == 2 && result.standardError.contains("would be replaced"), "\(result)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) == before)
  }

  @Test func `a replaced file keeps its permissions, and a link leads to what is new`() throws {
    try folder.write("old", as: "result.csv")
    chmod(folder.path("result.csv"), 0o600)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("latest.csv"), withDestinationPath: "result.csv")
    #expect(try scan("csv", "--output", folder.path("latest.csv")).status == 3)
    #expect(try folder.text("result.csv").hasPrefix("callId,"))
    let found = try FileManager.default.attributesOfItem(atPath: folder.path("result.csv"))
    #expect(found[.posixPermissions] as? Int == 0o600)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.path("latest.csv"))
    #expect(target == "result.csv")
  }

  @Test func `an output that is there is replaced, and kept when the scan does not start`() throws {
    try folder.write("old", as: "result.csv")
    #expect(try scan("csv", "--output", folder.path("result.csv"), "--set", "a=b").status == 2)
    #expect(try folder.text("result.csv") == "old")
    #expect(try scan("csv", "--output", folder.path("result.csv")).status == 3)
    #expect(try folder.text("result.csv").hasPrefix("callId,"))
  }

  @Test func `a folder that is not there or a folder in the output's place ends with 1`() throws {
    try folder.makeFolder("taken")
    for place in ["missing/x.csv", "taken"] {
      let result = try scan("csv", "--output", folder.path(place))
      #expect(result.status == 1, "\(result)")
      #expect(result.standardError.contains("cannot be written"))
    }
    #expect(try folder.names().filter { $0.contains("part") }.isEmpty)
  }

  @Test func `an output that is a pipe is written to, not replaced`() throws {
    try folder.makePipe("pipe")
    // Opened for both and without waiting, so that neither side waits for the other.
    let pipe = open(folder.path("pipe"), O_RDWR | O_NONBLOCK)
    try #require(pipe >= 0)
    defer { close(pipe) }
    // Never tried on a device: should this fail, root would lose it.
    let result = try callsift(
      ["scan", folder.path("call0.wav"), "--format", "rttm", "--output", "pipe"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(try folder.names().filter { $0.contains("part") }.isEmpty)
    var status = stat()
    #expect(stat(folder.path("pipe"), &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    var start = [UInt8](repeating: 0, count: 7)
    #expect(read(pipe, &start, start.count) == start.count)
    #expect(String(decoding: start, as: UTF8.self) == "SPEAKER")
  }

  @Test func `results go to standard output only when the standard error is closed, too`() throws {
    let program = try #require(CallSiftProgram.path)
    let result = try run(
      "/bin/sh",
      ["-c", "exec \"$0\" \"$@\" 2>&-", program, "scan", folder.path, "--format", "rttm"])
    #expect(result.status == 3, "\(result)")
    #expect(result.lines.allSatisfy { $0.hasPrefix("SPEAKER ") })
  }
}
