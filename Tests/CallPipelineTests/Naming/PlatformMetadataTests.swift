import CallTypes
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct PlatformMetadataTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// What lies beside `call.wav` says, with a platform.
  private func sidecar(
    _ files: [String: String], platform: String? = nil,
    _ change: (inout RoleSettings) -> Void = { _ in }
  ) throws -> (declaration: CallDeclaration?, warnings: [AnalysisWarning]) {
    let recording = FilePath(try folder.write([], as: "call.wav"))
    for (name, text) in files { try folder.write(text, as: name) }
    var settings = RoleSettings()
    change(&settings)
    var warnings: [AnalysisWarning] = []
    let declaration = readSidecar(
      of: recording, platform: platform.flatMap(PlatformProfiles.named),
      rules: try NamingRules(settings), warnings: &warnings)
    return (declaration, warnings)
  }

  private static let sipRec = """
    <?xml version="1.0" encoding="UTF-8"?>
    <recording xmlns="urn:ietf:params:xml:ns:recording:1">
      <datamode>complete</datamode>
      <session session_id="s1"><start-time>2026-03-02T10:15:00Z</start-time></session>
      <participant participant_id="pA"><nameID aor="sip:+41790000000@example.net"/></participant>
      <participant participant_id="pB"><nameID aor="sip:agent7@example.com"/></participant>
      <stream stream_id="two" session_id="s1"><label>10</label></stream>
      <stream stream_id="one" session_id="s1"><label>2</label></stream>
      <participantstreamassoc participant_id="pA"><send>one</send><recv>two</recv>
      </participantstreamassoc>
      <participantstreamassoc participant_id="pB"><send>two</send><recv>one</recv>
      </participantstreamassoc>
    </recording>
    """

  @Test func `SIPREC streams get roles in the order of their labels, by the agent's address`()
    throws
  {
    let (found, warnings) = try sidecar(["call.xml": Self.sipRec]) {
      $0.agentAddress = "^sip:agent"
    }
    #expect(found?.channels == [.customer, .agent])
    #expect(found?.metadata.startTime == "2026-03-02T10:15:00Z")
    #expect(warnings.isEmpty)
  }

  @Test(arguments: ["", "^sip:", "nobody"])
  func `SIPREC roles stay unknown where not exactly one participant is an agent`(
    pattern: String
  ) throws {
    let (found, warnings) = try sidecar(["call.xml": Self.sipRec], platform: "siprec") {
      $0.agentAddress = pattern
    }
    #expect(found != nil)
    #expect(found?.channels == nil)
    #expect(warnings.isEmpty)
  }

  @Test func `an XML of somebody else is left alone without its platform`() throws {
    let (found, warnings) = try sidecar(["call.xml": "<song><title>x</title></song>"])
    #expect(found == nil)
    #expect(warnings.isEmpty)
  }

  @Test func `a platform's XML gives metadata, numbers only hashed, times only with their zone`()
    throws
  {
    let xml = """
      <recording><session start="2026-03-02 10:15:00"/><request><queue_key>q_sales</queue_key>
      <remoteAddress>+41790000000</remoteAddress></request><agent><agent_id>7</agent_id></agent>
      </recording>
      """
    let (found, _) = try sidecar(["call.xml": xml], platform: "puzzel")
    #expect(found?.metadata.queue == "q_sales")
    #expect(found?.metadata.agentId == "7")
    #expect(found?.metadata.customerId == nil)
    #expect(found?.metadata.startTime == nil)
    #expect(found?.isZoneMissing == true)
    let zoned = try sidecar(["call.xml": xml], platform: "puzzel") { $0.timeZone = "+01:00" }
    #expect(zoned.declaration?.metadata.startTime == "2026-03-02T10:15:00+01:00")
  }

  @Test func `no entity of a document is expanded and nothing is fetched`() throws {
    try folder.write("secret", as: "secret.txt")
    let xml = """
      <!DOCTYPE r [<!ENTITY x SYSTEM "file://\(folder.path("secret.txt"))">]>
      <r><queue_key>&x;</queue_key></r>
      """
    let (found, warnings) = try sidecar(["call.xml": xml], platform: "puzzel")
    #expect(found == nil)
    let warning = try #require(warnings.first)
    #expect(warning.code == .sidecarIgnored)
    #expect(!warning.message.contains("secret"))
    let bomb = """
      <!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <r><queue_key>&b;</queue_key></r>
      """
    #expect(try sidecar(["call.xml": bomb], platform: "puzzel").declaration == nil)
  }

  @Test(arguments: ["", "<a>", "<a></b>", "no markup", "<a b=1></a>"])
  func `an XML that is none is told and ignored`(xml: String) throws {
    let (found, warnings) = try sidecar(["call.xml": xml], platform: "verba")
    #expect(found == nil)
    #expect(warnings.map(\.code) == [.sidecarIgnored])
  }

  @Test(arguments: ["call_metadata.json", "call.wav_metadata.json"])
  func `Genesys metadata are read beside the recording`(name: String) throws {
    let json = """
      {"mediaType": "Call", "userIds": ["agent-7"], "queueIds": ["a", "b"],
       "initialDirection": "INBOUND", "startTime": "2026-03-02T10:15:00.250Z",
       "endTime": "2026-03-02T10:20:00Z", "conversationId": "c"}
      """
    let (found, warnings) = try sidecar([name: json], platform: "genesys-cloud")
    #expect(found?.metadata.agentId == "agent-7")
    #expect(found?.metadata.queue == nil)
    #expect(found?.metadata.direction == "inbound")
    #expect(found?.metadata.startTime == "2026-03-02T10:15:00Z")
    #expect(warnings.isEmpty)
  }

  @Test func `of several files the JSON of the user is the strongest, field by field`() throws {
    let (found, _) = try sidecar(
      [
        "call.json": #"{"metadata": {"queue": "mine"}}"#,
        "call.xml": "<r><queue_key>theirs</queue_key><agent_id>7</agent_id></r>",
      ], platform: "puzzel")
    #expect(found?.metadata.queue == "mine")
    #expect(found?.metadata.agentId == "7")
  }

  @Test func `every file beside a recording counts for what it is the same as`() throws {
    let recording = FilePath(try folder.write([], as: "call.wav"))
    #expect(sidecarIdentity(of: recording) == nil)
    try folder.write("{}", as: "call.json")
    let one = sidecarIdentity(of: recording)
    try folder.write("<a/>", as: "call.xml")
    let two = sidecarIdentity(of: recording)
    #expect(one != nil && two != nil && one != two)
  }
}
