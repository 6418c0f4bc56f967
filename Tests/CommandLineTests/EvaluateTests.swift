import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct EvaluateTests {
  /// Two conditions with a call each; the hypothesis of the second misses half.
  private func folders() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let line = "SPEAKER call 1 1 4 <NA> <NA> agent <NA> <NA>\n"
    let half = "SPEAKER call 1 1 2 <NA> <NA> agent <NA> <NA>\n"
    try folder.write(line, as: "reference/clean/a.rttm")
    try folder.write(line, as: "reference/hold/b.rttm")
    try folder.write(line, as: "hypothesis/clean/a.rttm")
    try folder.write(half, as: "hypothesis/hold/b.rttm")
    return folder
  }

  private func evaluate(_ folder: ScratchFolder, _ more: [String] = []) throws -> ProgramResult {
    try callsift(
      ["evaluate", "--reference", "reference", "--hypothesis", "hypothesis"] + more,
      in: folder.path)
  }

  @Test func `figures stand per condition and over all`() throws {
    let result = try evaluate(try folders(), ["--format", "json"])
    #expect(result.status == 0, "\(result)")
    let document = try JSONValue(parsing: result.output)
    #expect(document["schema"] == .string("callsift.evaluation/1"))
    let overall = document["overall"]?["metrics"]?["detection"]?["missRatio"]
    #expect(overall?["value"] == .number(0.25))
    let table = try evaluate(try folders())
    for word in ["clean", "hold", "overall", "25.00"] {
      #expect(table.output.contains(word), "\(word) in \(table)")
    }
  }

  @Test func `labels are found by the name that a scan gives them`() throws {
    let folder = try folders()
    try folder.write("SPEAKER c 1 1 4 <NA> <NA> agent <NA> <NA>\n", as: "reference/new/c.rttm")
    try folder.write(
      "SPEAKER c 1 1 4 <NA> <NA> agent <NA> <NA>\n", as: "hypothesis/new/c.wav.rttm")
    let result = try evaluate(folder, ["--format", "csv"])
    #expect(!result.standardError.contains("new/c: no hypothesis"), "\(result)")
  }

  @Test func `a missing hypothesis is told and scored as nothing found`() throws {
    let folder = try folders()
    try folder.write("", as: "hypothesis/clean/a.rttm")
    try FileManager.default.removeItem(atPath: folder.path("hypothesis/hold/b.rttm"))
    let result = try evaluate(folder, ["--format", "csv"])
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("overall,overall,detection,missRatio,1,"))
    #expect(result.standardError.contains("hold/b: no hypothesis"))
    #expect(try evaluate(folder, ["--quiet"]).standardError.isEmpty)
  }

  @Test func `a bad file costs one file and ends with 3`() throws {
    let folder = try folders()
    try folder.write("SPEAKER call\n", as: "reference/hold/b.rttm")
    let result = try evaluate(folder, ["--format", "jsonl"])
    #expect(result.status == 3, "\(result)")
    #expect(result.standardError.contains("hold/b.rttm: RTTM line 1"))
    #expect(result.lines.count == 3)  // clean/a, clean, overall
  }

  @Test func `nothing to compare ends with 10, and mistakes with 2`() throws {
    let folder = try folders()
    try folder.makeFolder("empty")
    for arguments in [
      ["--reference", "empty", "--hypothesis", "hypothesis"],
      ["--reference", "reference", "--hypothesis", "empty"],
    ] {
      #expect(try callsift(["evaluate"] + arguments, in: folder.path).status == 10)
    }
    for arguments in [
      ["--reference", "reference"], ["--reference", "reference", "--hypothesis", "none"],
      ["--reference", "reference", "--hypothesis", "hypothesis", "--lanes", "stereo"],
      ["--reference", "reference", "--hypothesis", "hypothesis", "--write-format", "rtm"],
      ["--reference", "reference", "--hypothesis", "hypothesis", "--audio", "reference"],
      ["--reference", "reference", "--hypothesis", "hypothesis", "--set", "evaluation.seeds=2"],
    ] {
      let result = try callsift(["evaluate"] + arguments, in: folder.path)
      #expect(result.status == 2, "\(result)")
      #expect(result.output.isEmpty)
    }
  }

  @Test func `recordings are analysed as in a scan, and what was found is written`() throws {
    let folder = try folderOfCalls(count: 2)
    let roles = ["--channels", "agent,customer"]
    let reports = try callsift(["scan", ".", "--format", "jsonl"] + roles, in: folder.path)
    try folder.write(reports.output, as: "reports.jsonl")
    for name in ["call0", "call1"] {
      try folder.write(
        "SPEAKER x 1 0.2 1 <NA> <NA> agent <NA> <NA>\n", as: "reference/\(name).rttm")
    }
    let base = ["evaluate", "--reference", "reference", "--format", "json"]
    let analysed = try callsift(
      base + ["--audio", ".", "--jobs", "2", "--write-hypothesis", "out"] + roles,
      in: folder.path)
    #expect(analysed.status == 0, "\(analysed)")
    let saved = try callsift(base + ["--hypothesis", "reports.jsonl"], in: folder.path)
    #expect(saved.output == analysed.output)
    #expect(try folder.names(in: "out") == ["call0.rttm", "call1.rttm"])
    #expect(try folder.text("out/call0.rttm").contains(" agent "))
  }
}
