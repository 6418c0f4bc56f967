import AudioDecoding
import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct CallAnalyzerTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// An input for a file of the scratch folder.
  private func input(_ name: String, manifest: CallDeclaration? = nil) -> CallInput {
    CallInput(path: FilePath(folder.path(name)), displayPath: name, manifest: manifest)
  }

  private func report(
    of input: CallInput, roles: [ChannelRole]? = nil, settings: CallSiftSettings = .init()
  ) throws -> CallReport {
    let analyzer = try CallAnalyzer(settings: settings, commandLineRoles: roles)
    guard case .report(let report) = analyzer.outcome(of: input) else {
      throw UnexpectedOutcome(outcome: analyzer.outcome(of: input))
    }
    return report
  }

  private func failure(of input: CallInput) throws -> CallFailure {
    let outcome = try CallAnalyzer(settings: CallSiftSettings()).outcome(of: input)
    guard case .failure(let failure) = outcome else { throw UnexpectedOutcome(outcome: outcome) }
    return failure
  }

  @Test func `a report says what was read and how`() throws {
    let bytes = CallBytes.stereo(seconds: 2).bytes
    try folder.write(bytes, as: "call.wav")
    let report = try report(of: input("call.wav"), roles: [.agent, .customer])
    #expect(report.schema == "callsift.report/1")
    #expect(report.callId == "call.wav")
    #expect(report.file.path == "call.wav")
    #expect(report.file.sizeBytes == bytes.count)
    #expect(
      report.audio
        == AudioReport(
          container: "wav", codec: "pcm_s16", sampleRateHz: 8000, channelCount: 2,
          durationSeconds: 2, declaredDurationSeconds: 2))
    #expect(report.channels.map(\.party) == [.agent, .customer])
    #expect(report.channels.map(\.partySource) == [.commandLine, .commandLine])
    #expect(Set(report.parties.keys) == [.agent, .customer])
    #expect(report.analysis.version == CallSiftVersion.current)
    #expect(report.analysis.fingerprint == analysisFingerprint(of: CallSiftSettings()))
    #expect(report.analysis.warnings.isEmpty)
    #expect(report.notes["audio.declaredDurationSeconds"] == nil)
  }

  @Test func `the hash of a file is its SHA-256`() throws {
    // FIPS 180-2, appendix B.1: the three bytes "abc".
    try folder.write("abc", as: "abc.wav")
    let failure = try failure(of: input("abc.wav"))
    #expect(
      failure.file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(failure.file.sizeBytes == 3)
  }

  @Test func `the hash of a file larger than a block is that of all its bytes`() throws {
    // NIST, "SHA-256 test vectors": one million times the letter a.
    try folder.write([UInt8](repeating: 0x61, count: 1_000_000), as: "a.wav")
    #expect(
      fileReport(of: input("a.wav")).sha256
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `a file that is not what the manifest declares is a failure`() throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    var declaration = CallDeclaration()
    declaration.sha256 = String(repeating: "0", count: 64)
    let failure = try failure(of: input("call.wav", manifest: declaration))
    #expect(failure.error.code == .unreadable)
    #expect(failure.error.message.contains("SHA-256"))
    let found = try #require(failure.file.sha256)
    declaration.sha256 = found
    #expect(try report(of: input("call.wav", manifest: declaration)).file.sha256 == found)
  }

  @Test func `the call is named by the manifest, else by its path`() throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    var declaration = CallDeclaration()
    #expect(try report(of: input("call.wav", manifest: declaration)).callId == "call.wav")
    declaration.id = "4711"
    let named = try report(of: input("call.wav", manifest: declaration))
    #expect(named.callId == "4711")
    #expect(named.file.path == "call.wav")
    #expect(try failure(of: input("missing.wav", manifest: declaration)).callId == "4711")
  }

  @Test func `each declaration is used and named, the strongest first`() throws {
    try folder.write(CallBytes.stereo().bytes, as: "call.wav")
    var settings = CallSiftSettings()
    settings.roles.channels = ["mixed", "unknown"]
    var declaration = CallDeclaration()
    declaration.channels = [.customer, .agent]
    let plain = input("call.wav")
    let declared = input("call.wav", manifest: declaration)
    let bySettings = try report(of: plain, settings: settings).channels
    #expect(bySettings.map(\.partySource) == [.settings, .unknown])
    #expect(bySettings.map(\.party) == [.mixed, .unknown])
    try folder.write(#"{"channels": ["agent", "unknown"]}"#, as: "call.json")
    let bySidecar = try report(of: plain, settings: settings).channels
    #expect(bySidecar.map(\.partySource) == [.sidecar, .unknown])
    let byManifest = try report(of: declared, settings: settings).channels
    #expect(byManifest.map(\.partySource) == [.manifest, .manifest])
    #expect(byManifest.map(\.party) == [.customer, .agent])
    let bySwitch = try report(of: declared, roles: [.agent, .customer]).channels
    #expect(bySwitch.map(\.partySource) == [.commandLine, .commandLine])
    #expect(bySwitch.map(\.party) == [.agent, .customer])
  }

  @Test func `roles that do not fit are unknown and warned of`() throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    let report = try report(of: input("call.wav"), roles: [.agent, .customer])
    #expect(report.channels.map(\.party) == [.unknown])
    #expect(report.channels.map(\.partySource) == [.unknown])
    #expect(report.analysis.warnings.map(\.code) == [.rolesDoNotFit])
    #expect(report.talk.customerRatio == nil)
  }

  @Test func `a malformed sidecar is warned of and the call analysed`() throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    try folder.write("{", as: "call.json")
    #expect(try report(of: input("call.wav")).analysis.warnings.map(\.code) == [.sidecarIgnored])
  }

  @Test func `metadata of the manifest is laid over that of the sidecar`() throws {
    try folder.write(CallBytes.mono().bytes, as: "call.wav")
    try folder.write(
      #"{"platform": "side", "metadata": {"queue": "side", "agentId": "side"}}"#, as: "call.json")
    var declaration = CallDeclaration()
    declaration.metadata.queue = "manifest"
    let metadata = try report(of: input("call.wav", manifest: declaration)).metadata
    #expect(metadata.queue == "manifest")
    #expect(metadata.agentId == "side")
    #expect(metadata.platform == "side")
    #expect(metadata.customerId == nil)
  }

  @Test(arguments: [
    ("empty.wav", FailureCode.empty), ("byte.wav", .unreadable), ("missing.wav", .inaccessible),
    ("folder.wav", .notARegularFile), ("pipe.wav", .notARegularFile),
  ])
  func `what cannot be read is a failure with its name`(name: String, code: FailureCode) throws {
    try folder.write("", as: "empty.wav")
    try folder.write("R", as: "byte.wav")
    try folder.makeFolder("folder.wav")
    try folder.makePipe("pipe.wav")
    let failure = try failure(of: input(name))
    #expect(failure.error.code == code)
    #expect(failure.callId == name)
    #expect(!failure.error.message.isEmpty)
    #expect(!failure.error.message.contains(folder.path))
  }

  @Test func `a recording of one sample frame is reported`() throws {
    try folder.write(WaveBytes(samples: [0.001, -0.001], channelCount: 2).bytes, as: "call.wav")
    let report = try report(of: input("call.wav"), roles: [.agent, .customer])
    #expect(report.audio.durationSeconds == 0)
    #expect(report.events.isEmpty)
  }

  @Test func `the same file gives the same report`() throws {
    try folder.write(CallBytes.stereo(seconds: 3, gapSeconds: 2).bytes, as: "call.wav")
    let first = try report(of: input("call.wav"), roles: [.agent, .customer])
    #expect(try report(of: input("call.wav"), roles: [.agent, .customer]) == first)
  }

  @Test func `a raw format is used for files without header`() throws {
    try folder.write([UInt8](repeating: 0xFF, count: 8000), as: "call.bin")
    let analyzer = try CallAnalyzer(
      settings: CallSiftSettings(),
      rawFormat: RawAudioFormat(sampleRateHz: 8000, codec: .mulaw, channelCount: 1))
    guard case .report(let report) = analyzer.outcome(of: input("call.bin")) else {
      Issue.record("no report")
      return
    }
    #expect(report.audio.codec == "mulaw")
    #expect(report.audio.durationSeconds == 1)
  }
}

/// A failure where a report was expected, or the other way round.
struct UnexpectedOutcome: Error {
  var outcome: CallOutcome
}
