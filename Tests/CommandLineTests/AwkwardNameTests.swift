import CallTypes
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct AwkwardNameTests {
  private static let names: [(bytes: [UInt8], shown: String)] = [
    (Array("line\nend.wav".utf8), "line\nend.wav"), (Array("quo'\"te.wav".utf8), "quo'\"te.wav"),
    (Array("-o.wav".utf8), "-o.wav"), (Array("<img src=x>.wav".utf8), "<img src=x>.wav"),
    ([0x62, 0xE9, 0xFF] + Array(".wav".utf8), "b\\xe9\\xff.wav"),
    (Array("=1+1.wav".utf8), "=1+1.wav"), (Array("\u{1B}[31mred.wav".utf8), "\u{1B}[31mred.wav"),
    (Array(" ä电话 .wav".utf8), " ä电话 .wav"),
  ]
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    let bytes = CallBytes.stereo(seconds: 2, gapSeconds: 1.5).bytes
    for (name, _) in Self.names { try folder.write(bytes, asBytes: name) }
  }

  @Test func `every name is scanned, and given without loss`() throws {
    let result = try callsift(["scan", folder.path, "--format", "jsonl"])
    #expect(result.status == 0, "\(result)")
    #expect(Set(try records(of: result).map(\.callId)) == Set(Self.names.map(\.shown)))
  }

  @Test func `no name steers the terminal or breaks a line of the table`() throws {
    for (name, _) in Self.names {
      try folder.write([], asBytes: Array("bad".utf8) + name)
    }
    for arguments in [["--format", "table"], ["--format", "jsonl", "--verbose"]] {
      let result = try callsift(["scan", folder.path] + arguments)
      let text = (arguments[1...] == ["jsonl", "--verbose"] ? "" : result.output)
      #expect(!text.contains("\u{1B}"), "\(result)")
      #expect(!result.standardError.contains("\u{1B}"), "\(result)")
      #expect(!(text + result.standardError).contains("line\nend"), "\(result)")
    }
  }

  @Test func `no name is a formula in a spreadsheet`() throws {
    let result = try callsift(["scan", folder.path, "--format", "csv"])
    #expect(result.output.contains("'=1+1.wav"))
    #expect(result.output.contains("'-o.wav"))
    #expect(!result.output.contains("\n=1+1.wav"))
  }

  @Test func `a name is one field of RTTM`() throws {
    let result = try callsift(["scan", folder.path, "--format", "rttm"])
    #expect(result.lines.allSatisfy { $0.split(separator: " ").count == 10 }, "\(result)")
  }

  @Test func `each name has its own file of labels below the folder`() throws {
    let result = try callsift(
      ["scan", folder.path, "--format", "audacity", "--output", folder.path("out")])
    #expect(result.status == 0, "\(result)")
    #expect(try folder.names(in: "out").count == Self.names.count)
  }

  @Test func `names as long as names may be have a file of labels each`() throws {
    let calls = try ScratchFolder()
    let bytes = CallBytes.stereo(seconds: 2, gapSeconds: 1.5).bytes
    for name in ["a", "b"] {
      try calls.write(bytes, as: String(repeating: "x", count: 250) + name + ".wav")
      try calls.write(bytes, as: String(repeating: "电", count: 80) + name + ".wav")
    }
    let result = try callsift(
      ["scan", calls.path, "--format", "audacity", "--output", calls.path("out")])
    #expect(result.status == 0, "\(result)")
    let names = try calls.names(in: "out")
    #expect(names.count == 4 && names.allSatisfy { $0.hasSuffix(".txt") }, "\(names)")
  }

  @Test func `names that are listed with NUL between them are found again`() throws {
    let prefix = Array((folder.path + "/").utf8)
    let paths = Self.names.flatMap { name -> [UInt8] in prefix + name.bytes + [0] }
    let result = try callsift(
      ["scan", "--files-from", "-", "-0", "--format", "jsonl"], input: paths)
    #expect(result.status == 0, "\(result)")
    #expect(
      try records(of: result).map(\.callId) == Self.names.map { folder.path($0.shown) })
  }

  @Test func `a dry run gives names as a list of files takes them`() throws {
    let listed = try callsift(["scan", ".", "--dry-run", "-0"], in: folder.path)
    let result = try callsift(
      ["scan", "--files-from", "-", "-0", "--format", "jsonl"], input: listed.standardOutput,
      in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(Set(try records(of: result).map(\.callId)) == Set(Self.names.map(\.shown)))
  }

  @Test func `a name that begins with a dash is a file behind two dashes`() throws {
    let result = try callsift(
      ["scan", "--format", "jsonl", "--", "-o.wav"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(try records(of: result).map(\.callId) == ["-o.wav"])
  }

  @Test func `bytes that are no text can be given on the command line`() throws {
    let program = try #require(CallSiftProgram.path)
    let script = "exec \"$0\" scan --format jsonl -- \"$(printf 'b\\351\\377.wav')\""
    let result = try run("/bin/sh", ["-c", script, program], in: folder.path)
    #expect(result.status == 0, "\(result)")
    #expect(try records(of: result).map(\.callId) == ["b\\xe9\\xff.wav"])
  }
}
