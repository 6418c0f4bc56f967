import CallPipeline
import CallTypes
import SystemPackage
import TestSupport
import Testing

struct InputListingTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func listing(
    _ paths: [String] = [], list: String? = nil, isNullSeparated: Bool = false,
    manifest: String? = nil
  ) throws -> InputListing {
    var request = InputRequest()
    request.paths = paths.map { FilePath(folder.path($0)) }
    request.listFile = list.map { FilePath(folder.path($0)) }
    request.listIsNullSeparated = isNullSeparated
    request.manifest = manifest.map { FilePath(folder.path($0)) }
    return try InputListing(of: request)
  }

  /// Path of an existing file below the folder.
  private func file(_ name: String) throws -> String { try folder.write([], as: name) }

  @Test func `a file is shown by its name, a file of a folder by its path below`() throws {
    _ = try file("in/a/b.wav")
    let inputs = try listing(["in/a/b.wav"]).inputs
    #expect(inputs.map(\.displayPath) == ["b.wav"])
    #expect(inputs.map(\.callId) == ["b.wav"])
    #expect(try listing(["in"]).inputs.map(\.displayPath) == ["a/b.wav"])
  }

  @Test func `a file that is named is read whatever its ending`() throws {
    _ = try file("call.bin")
    #expect(try listing(["call.bin"]).inputs.count == 1)
    #expect(try listing(["."]).inputs.isEmpty)
  }

  @Test func `the order is that of the command line, each folder by its bytes`() throws {
    for name in ["z/b.wav", "z/a.wav", "a/c.wav"] { _ = try file(name) }
    #expect(try listing(["z", "a"]).inputs.map(\.displayPath) == ["a.wav", "b.wav", "c.wav"])
  }

  @Test func `a file that is named twice is read once`() throws {
    _ = try file("in/a.wav")
    #expect(try listing(["in", "in/a.wav", "in/./a.wav", "in/../in"]).inputs.count == 1)
  }

  @Test func `equal names below two folders are told apart by the whole path`() throws {
    for name in ["x/a.wav", "y/a.wav", "y/b.wav"] { _ = try file(name) }
    let ids = try listing(["x", "y"]).inputs.map(\.callId)
    #expect(ids == [folder.path("x/a.wav"), folder.path("y/a.wav"), "b.wav"])
  }

  @Test func `a path that does not exist ends everything`() throws {
    _ = try file("a.wav")
    #expect(throws: InputError.self) { try listing(["a.wav", "missing.wav"]) }
    do {
      _ = try listing(["missing.wav"])
      Issue.record("a missing path is accepted")
    } catch let error as InputError {
      #expect(error.description.contains("missing.wav"))
      #expect(error.description.contains("No such file"))
    }
  }

  @Test func `a link that leads nowhere is an input that will fail by itself`() throws {
    try folder.link("broken.wav", to: "nowhere.wav")
    #expect(try listing(["broken.wav"]).inputs.count == 1)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `a list has one path a line, whatever the line ends`(lineEnd: String) throws {
    let paths = [try file("a b.wav"), try file("c\".wav")]
    for last in ["", lineEnd, lineEnd + lineEnd] {
      try folder.write(paths.joined(separator: lineEnd) + last, as: "list.txt")
      let inputs = try listing(list: "list.txt").inputs
      #expect(inputs.map(\.displayPath) == paths)
    }
  }

  @Test func `between NUL bytes a path may hold line ends`() throws {
    let paths = [try file("a\nb.wav"), try file("c\r.wav"), try file("d.wav")]
    try folder.write(paths.joined(separator: "\0") + "\0", as: "list")
    let inputs = try listing(list: "list", isNullSeparated: true).inputs
    #expect(inputs.map(\.displayPath) == paths)
  }

  @Test func `a list may name folders and bytes that are no text`() throws {
    _ = try file("in/a.wav")
    try folder.write([], asBytes: [0xFF] + Array(".wav".utf8))
    let bytes = Array(folder.path("in").utf8) + [0x0A] + Array((folder.path + "/").utf8)
    try folder.write(bytes + [0xFF] + Array(".wav\n".utf8), as: "list")
    // What lies in a folder is named below it; a file by its path, whatever else is in the list.
    let names = try listing(list: "list").inputs.map(\.displayPath)
    #expect(names == ["a.wav", folder.path("\\xff.wav")])
  }

  @Test func `a path of a list that leads nowhere fails by itself`() throws {
    let paths = [folder.path("missing.wav"), try file("a.wav")]
    try folder.write(paths.joined(separator: "\n"), as: "list")
    #expect(try listing(list: "list").inputs.map(\.displayPath) == paths)
  }

  @Test func `an empty list gives no input and a missing one an error`() throws {
    try folder.write("", as: "list")
    #expect(try listing(list: "list").inputs.isEmpty)
    #expect(
      throws: InputError.unreadableList(
        file: folder.path("missing"), detail: .system(errorNumber: 2))
    ) { try listing(list: "missing") }
    #expect(throws: InputError.self) { try listing(manifest: "missing") }
  }

  @Test func `a manifest's paths are relative to its own folder`() throws {
    let absolute = try file("elsewhere/b.wav")
    _ = try file("in/calls/a.wav")
    try folder.write(
      "{\"path\": \"calls/a.wav\"}\n\n{\"path\": \"\(absolute)\", \"id\": \"B\"}\r\n",
      as: "in/manifest.jsonl")
    let inputs = try listing(manifest: "in/manifest.jsonl").inputs
    #expect(inputs.map { $0.path.string } == [folder.path("in/calls/a.wav"), absolute])
    #expect(inputs.map(\.callId) == ["calls/a.wav", "B"])
    #expect(inputs.map(\.displayPath) == ["calls/a.wav", absolute])
  }

  @Test func `a manifest line declares everything about a call`() throws {
    let sha256 = String(repeating: "AB", count: 32)
    try folder.write(
      """
      {"path": "a.wav", "id": "call 1", "channels": ["customer", "agent"], "platform": "P", \
      "sha256": "\(sha256)", "metadata": {"agentId": "A", "queue": "Q", "direction": "inbound", \
      "startTime": "2026-01-02T03:04:05Z", "customerId": "C"}, "somethingElse": [1]}
      """, as: "manifest.jsonl")
    let declared = try #require(try listing(manifest: "manifest.jsonl").inputs.first?.manifest)
    var expected = CallDeclaration()
    (expected.id, expected.channels) = ("call 1", [.customer, .agent])
    expected.sha256 = sha256.lowercased()
    expected.metadata.agentId = "A"
    expected.metadata.queue = "Q"
    expected.metadata.direction = "inbound"
    expected.metadata.startTime = "2026-01-02T03:04:05Z"
    expected.metadata.customerId = "C"
    expected.metadata.platform = "P"
    #expect(declared == expected)
  }

  @Test(arguments: [
    "{", "[]", "1", "{}", "{\"path\": \"\"}", "{\"path\": 1}", "{\"path\": \"a\", \"id\": []}",
    "{\"path\": \"a\", \"channels\": [\"client\"]}", "{\"path\": \"a\", \"channels\": \"agent\"}",
    "{\"path\": \"a\", \"metadata\": 1}", "{\"path\": \"a\", \"chanels\": [\"agent\"]}",
    "{\"path\": \"a\"} {\"path\": \"b\"}",
  ])
  func `a manifest line that makes no sense is named by its number`(line: String) throws {
    try folder.write("{\"path\": \"a.wav\"}\n\n\(line)\n", as: "manifest.jsonl")
    do {
      _ = try listing(manifest: "manifest.jsonl")
      Issue.record("\(line) is accepted")
    } catch InputError.malformedManifest(let file, let number, let detail) {
      #expect(file == folder.path("manifest.jsonl"))
      #expect(number == 3)
      #expect(detail.text(in: .english) != detail.key)
    }
  }

  @Test func `a declared id wins over the path even when two calls share a name`() throws {
    _ = try file("x/a.wav")
    try folder.write(
      "{\"path\": \"x/a.wav\", \"id\": \"1\"}\n{\"path\": \"y/a.wav\", \"id\": \"2\"}\n",
      as: "manifest.jsonl")
    #expect(try listing(manifest: "manifest.jsonl").inputs.map(\.callId) == ["1", "2"])
  }

  @Test func `what the manifest declares holds for a file that the command line names, too`()
    throws
  {
    _ = try file("a.wav")
    try folder.write("{\"path\": \"a.wav\", \"id\": \"declared\"}\n", as: "manifest.jsonl")
    let inputs = try listing(["a.wav"], manifest: "manifest.jsonl").inputs
    #expect(inputs.map(\.callId) == ["declared"])
  }

  @Test func `a manifest names each file once, wherever else it is named`() throws {
    for name in ["in/a.wav", "in/b.wav"] { _ = try file(name) }
    try folder.write(
      """
      {"path": "in/c.wav", "id": "C"}
      {"path": "in/a.wav", "id": "A"}
      {"path": "in/./c.wav", "id": "C"}
      {"path": "d.wav"}
      """, as: "manifest.jsonl")
    let inputs = try listing(["in"], manifest: "manifest.jsonl").inputs
    #expect(inputs.map(\.callId) == ["A", "b.wav", "C", "d.wav"])
    #expect(inputs.map { $0.path.lastComponent?.string } == ["a.wav", "b.wav", "c.wav", "d.wav"])
  }

  @Test func `equal names in a folder and a manifest are told apart by the whole path`() throws {
    _ = try file("in/x/a.wav")
    try folder.write(#"{"path": "x/a.wav"}"#, as: "manifest.jsonl")
    let ids = try listing(["in"], manifest: "manifest.jsonl").inputs.map(\.callId)
    #expect(ids == [folder.path("in/x/a.wav"), folder.path("x/a.wav")])
  }

  @Test func `a shard of a manifest holds its lines, under their final names`() throws {
    let lines = (0..<200).map { #"{"path": "\#($0 % 2 == 0 ? "x" : "y")/\#($0 / 2).wav"}"# }
    try folder.write(lines.joined(separator: "\n"), as: "manifest.jsonl")
    let whole = try listing(manifest: "manifest.jsonl").inputs.map(\.callId)
    #expect(Set(whole).count == 200)
    var parts: [String] = []
    for number in 1...7 {
      var part = try listing(manifest: "manifest.jsonl")
      part.keep(try #require(Shard(number: number, count: 7)))
      let ids = part.inputs.map(\.callId)
      #expect(ids == whole.filter(Set(ids).contains), "the order is that of the manifest")
      parts += ids
    }
    #expect(parts.sorted() == whole.sorted())
  }

  @Test func `a manifest that is changed after it was read costs the calls of its lines`() throws {
    _ = try file("a.wav")
    try folder.write("{\"path\": \"a.wav\"}\n{\"path\": \"b.wav\"}\n", as: "manifest.jsonl")
    let inputs = try listing(manifest: "manifest.jsonl").inputs
    try folder.write("short\n", as: "manifest.jsonl")
    #expect(inputs.count == 2)
    #expect(inputs.map { $0.path.string }.allSatisfy { $0.contains("manifest.jsonl/") })
  }

  @Test func `a manifest comes through a pipe as well`() async throws {
    _ = try file("a.wav")
    try folder.makePipe("manifest.jsonl")
    let pipe = FilePath(folder.path("manifest.jsonl"))
    let writer = Task.detached {
      let descriptor = try FileDescriptor.open(pipe, .writeOnly)
      _ = try descriptor.writeAll(
        Array("{\"path\": \"a.wav\"}\n{\"path\": \"b.wav\"}".utf8))
      try descriptor.close()
    }
    let ids = try listing(manifest: "manifest.jsonl").inputs.map(\.callId)
    try await writer.value
    #expect(ids == ["a.wav", "b.wav"])
  }

  @Test func `a line of a manifest without end is refused`() throws {
    try folder.write([UInt8](repeating: 0x61, count: 3_000_000), as: "manifest.jsonl")
    #expect(throws: InputError.self) { try listing(manifest: "manifest.jsonl") }
  }
}
