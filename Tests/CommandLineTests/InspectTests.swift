import CallFormats
import CallTypes
import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct InspectTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls(count: 1) }

  private var call: String { folder.path("call0.wav") }

  @Test func `both sides are shown with their speech`() throws {
    let result = try callsift(["inspect", call, "--channels", "agent,customer"])
    #expect(result.status == 0, "\(result)")
    for word in ["call0.wav", "agent", "customer"] {
      #expect(result.output.lowercased().contains(word), "\(word) in \(result)")
    }
    #expect(result.standardError.isEmpty)
  }

  @Test func `the report as JSON is that of the scan`() throws {
    let result = try callsift(["inspect", call, "--channels", "agent,customer", "--json"])
    let validator = try JSONSchemaValidator(schema: ReportSchema.json)
    #expect(try validator.problems(in: result.output) == [])
    let scanned = try callsift(
      ["scan", folder.path, "--channels", "agent,customer", "--format", "jsonl"])
    #expect(try JSONValue(parsing: result.output) == JSONValue(parsing: scanned.output))
  }

  @Test(arguments: ["call0.wav", "<img src=x>&\"'.wav", "\u{1B}\u{1}.wav"])
  func `the plot is well-formed XML, whatever the name`(name: String) throws {
    try folder.write(CallBytes.stereo(gapSeconds: 1).bytes, as: name)
    for arguments in [["--channels", "agent,customer"], [], ["--lang", "zh"]] {
      let result = try callsift(
        ["inspect", "--plot", folder.path("plot.svg")] + arguments + ["--", folder.path(name)])
      #expect(result.status == 0, "\(result)")
      let text = try folder.text("plot.svg")
      #expect(text.contains("<svg"))
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(!text.contains("<img"))
    }
    #expect(try folder.names().filter { $0.contains("part") }.isEmpty)
  }

  @Test func `the same call gives the same plot`() throws {
    for name in ["a.svg", "b.svg"] {
      _ = try callsift(["inspect", call, "--plot", folder.path(name)])
    }
    #expect(try folder.text("a.svg") == folder.text("b.svg"))
  }

  @Test func `the settings of the call's folder are used`() throws {
    try folder.write("roles:\n  channels: [agent, customer]\n", as: "callsift.yaml")
    for (arguments, place) in [([call], nil), (["call0.wav"], folder.path)] {
      let result = try callsift(["inspect", "--json"] + arguments, in: place)
      let document = try JSONValue(parsing: result.output)
      #expect(document["channels"]?["0"]?["party"] == .string("agent"), "\(result)")
    }
  }

  @Test func `a file that is not there ends with 3 and a plot that cannot be written with 1`()
    throws
  {
    let missing = try callsift(["inspect", folder.path("missing.wav")])
    #expect(missing.status == 3)
    #expect(missing.standardError.contains("missing.wav: inaccessible: "))
    let unwritable = try callsift(["inspect", call, "--plot", folder.path("missing/plot.svg")])
    #expect(unwritable.status == 1)
    #expect(unwritable.standardError.contains("cannot be written"))
  }
}
