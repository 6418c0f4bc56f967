import CallTypes
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct SidecarTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// What the sidecar of `call.wav` says, and the warnings.
  private func sidecar(
    _ text: String?, name: String = "call.json"
  ) throws -> (declaration: CallDeclaration?, warnings: [AnalysisWarning]) {
    let recording = FilePath(try folder.write([], as: "call.wav"))
    if let text { try folder.write(text, as: name) }
    var warnings: [AnalysisWarning] = []
    let declaration = readSidecar(of: recording, warnings: &warnings)
    return (declaration, warnings)
  }

  @Test func `without a sidecar nothing is declared and nothing is odd`() throws {
    let (declaration, warnings) = try sidecar(nil)
    #expect(declaration == nil)
    #expect(warnings.isEmpty)
    #expect(try sidecar("{}", name: "other.json").declaration == nil)
  }

  @Test func `roles and metadata are read`() throws {
    let (declaration, warnings) = try sidecar(
      #"{"channels": ["agent", "customer"], "metadata": {"queue": "Q"}, "id": "x", "new": 1}"#)
    #expect(declaration?.channels == [.agent, .customer])
    #expect(declaration?.metadata.queue == "Q")
    #expect(declaration?.metadata.agentId == nil)
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [#"{"channel": ["agent", "customer"]}"#, #"{"metadata": {"agent": "7"}}"#])
  func `a misspelt field is told and nothing is taken from the file`(text: String) throws {
    let (declaration, warnings) = try sidecar(text)
    #expect(declaration == nil)
    #expect(warnings.map(\.code) == [.sidecarIgnored])
    #expect(try #require(warnings.first).message.contains("did you mean"))
  }

  @Test func `an empty object declares nothing and is fine`() throws {
    let (declaration, warnings) = try sidecar("{}")
    #expect(declaration == CallDeclaration())
    #expect(warnings.isEmpty)
  }

  @Test(arguments: [
    "", "nonsense", "[]", "null", #"{"channels": ["boss"]}"#, #"{"channels": "agent"}"#,
    #"{"metadata": {"queue": 1}}"#, "{\"channels\": [\"agent\"", #"{"chanels": ["agent"]}"#,
  ])
  func `what makes no sense is ignored with a warning`(text: String) throws {
    let (declaration, warnings) = try sidecar(text)
    #expect(declaration == nil)
    #expect(warnings.map(\.code) == [.sidecarIgnored])
  }

  @Test func `the warning says which word is no role`() throws {
    let warning = try #require(try sidecar(#"{"channels": ["boss"]}"#).warnings.first)
    #expect(warning.message.contains("boss"))
    #expect(warning.message.contains("agent, customer"))
  }

  @Test func `a sidecar too large to be one is ignored with a warning`() throws {
    let recording = FilePath(try folder.write([], as: "call.wav"))
    try folder.write("", as: "call.json")
    try folder.extend("call.json", toBytes: 1_000_001)
    var warnings: [AnalysisWarning] = []
    #expect(readSidecar(of: recording, warnings: &warnings) == nil)
    #expect(warnings.map(\.code) == [.sidecarIgnored])
  }

  @Test func `a folder or a pipe in the sidecar's place does not hang`() throws {
    let recording = FilePath(try folder.write([], as: "call.wav"))
    try folder.makeFolder("call.json")
    let piped = FilePath(try folder.write([], as: "piped.wav"))
    try folder.makePipe("piped.json")
    for path in [recording, piped] {
      var warnings: [AnalysisWarning] = []
      #expect(readSidecar(of: path, warnings: &warnings) == nil)
      #expect(warnings.map(\.code) == [.sidecarIgnored])
    }
  }
}
