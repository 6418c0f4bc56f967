import CallTypes
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct ManifestCSVTests {
  private func parsed(_ text: String) throws -> [(call: DeclaredCall, line: Int)] {
    try parseManifestCSV(Array(text.utf8))
  }

  private func failure(_ text: String) throws -> ManifestCSVError {
    try #require(throws: ManifestCSVError.self) { try parsed(text) }
  }

  @Test func `a table declares what lines of JSON declare`() throws {
    let calls = try parsed(
      "\u{FEFF}path,id,channels,agentId,startTime,note\r\n"
        + "a.wav,1,\"agent,customer\",7,2026-03-02T10:15:00Z,x\r\n"
        + "\r\n\"b \"\"two\"\".wav\",,customer;agent,,,\"over\ntwo lines\"\r\nc.wav,3,,,,")
    #expect(calls.map(\.line) == [2, 4, 6])
    #expect(calls.map(\.call.path) == ["a.wav", "b \"two\".wav", "c.wav"])
    #expect(calls.map(\.call.id) == ["1", nil, "3"])
    #expect(calls[0].call.channels == ["agent", "customer"])
    #expect(calls[1].call.channels == ["customer", "agent"])
    #expect(calls[2].call.channels == nil)
    #expect(calls[0].call.metadata?.agentId == "7")
    #expect(calls[1].call.metadata?.agentId == nil)
    #expect(calls[0].call.metadata?.startTime == "2026-03-02T10:15:00Z")
  }

  @Test(arguments: [
    ("", 1, "declaration.emptyCSV"), ("id\n1\n", 1, "declaration.noColumn"),
    ("path,chanels\na,b\n", 1, "declaration.noField"),
    ("path,id\na.wav,1\nb.wav\n", 3, "declaration.fieldCount"),
    ("path\na.wav\n\"b\nc", 3, "declaration.openQuote"),
    ("path\na\"b\n", 2, "declaration.strayQuote"), ("path\n\"a\"b\n", 2, "declaration.strayQuote"),
  ])
  func `a mistake is told by its line`(text: String, line: Int, key: String) throws {
    let error = try failure(text)
    #expect(error.line == line)
    #expect(error.detail.key == key)
  }

  @Test func `a manifest that ends in csv is read as a table, with mistakes by file and line`()
    throws
  {
    let folder = try ScratchFolder()
    try folder.write("", as: "a.wav")
    var request = InputRequest()
    request.manifest = FilePath(
      try folder.write("path,channels\na.wav,\"agent,customer\"\n", as: "m.csv"))
    let listing = try InputListing(of: request)
    #expect(listing.inputs.map(\.manifest?.channels) == [[.agent, .customer]])
    request.manifest = FilePath(try folder.write("path,channels\na.wav,boss\n", as: "bad.csv"))
    let error = try #require(throws: InputError.self) { try InputListing(of: request) }
    guard case .malformedManifest(_, let line, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(line == 2)
  }
}
