import CallFormats
import CallTypes
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct PlatformTests {
  private static let name = "e81b7b4d-20ac-472d-8aad-0d848ce7c9b4"

  private func folder(_ names: String...) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for name in names {
      try folder.write(CallBytes.stereo(seconds: 2, gapSeconds: 1.5).bytes, as: name)
    }
    return folder
  }

  private func report(_ arguments: [String], _ environment: [String: String] = [:]) throws
    -> (report: CallReport, result: ProgramResult)
  {
    let result = try callsift(
      ["scan"] + arguments + ["--format", "jsonl"], environment: environment)
    #expect(result.status == 0, "\(result)")
    return (try #require(try records(of: result).first?.report), result)
  }

  @Test func `every platform is listed with its words, in both languages and as JSON`() throws {
    let english = try callsift(["platforms"])
    let chinese = try callsift(["platforms", "--lang", "zh"])
    let listing = try JSONValue(parsing: try callsift(["platforms", "--json"]).output)
    #expect(english.lines.count == chinese.lines.count)
    #expect(english.lines.count > 16)
    for (index, line) in english.lines.dropFirst().enumerated() {
      let name = try #require(line.split(separator: " ").first)
      #expect(listing["\(index)"]?["name"] == .string(String(name)))
      #expect(chinese.output.contains("\n  \(name) "))
      #expect(Documentation.english.contains("\n| `\(name)`"))
    }
    #expect(chinese.output.contains("客户在左"))
    let one = try callsift(["platforms", "puzzel"])
    #expect(one.output.contains("https://help.puzzel.com"))
    let wrong = try callsift(["platforms", "puzzle"])
    #expect(wrong.status == 2)
    #expect(wrong.standardError.contains("did you mean puzzel?"))
  }

  @Test func `a platform gives roles, id and time, by switch, environment or setting`() throws {
    let folder = try folder("\(Self.name)_20260302T10:15_UTC.wav")
    try folder.write("roles:\n  platform: amazon-connect\n", as: "my.yaml")
    let ways: [([String], [String: String])] = [
      (["--platform", "amazon-connect"], [:]), ([], ["CALLSIFT_PLATFORM": "amazon-connect"]),
      (["--settings", folder.path("my.yaml")], [:]),
      (["--set", "roles.platform=amazon-connect"], [:]),
    ]
    for (arguments, environment) in ways {
      let (report, result) = try report([folder.path] + arguments, environment)
      #expect(report.callId == Self.name)
      #expect(report.metadata.startTime == "2026-03-02T10:15:00Z")
      #expect(report.metadata.platform == "amazon-connect")
      #expect(report.channels.map(\.party) == [.customer, .agent])
      #expect(report.channels.map(\.partySource) == [.platform, .platform])
      #expect(!result.standardError.contains("--platform"))
    }
  }

  @Test func `without a platform names are only hinted at`() throws {
    let folder = try folder("\(Self.name)_20260302T10:15_UTC.wav")
    let (report, result) = try report([folder.path])
    #expect(result.standardError.contains("--platform amazon-connect"))
    #expect(report.channels.map(\.party) == [.unknown, .unknown])
    #expect(report.callId == "\(Self.name)_20260302T10:15_UTC.wav")
    let quiet = try self.report([folder.path, "--quiet"])
    #expect(quiet.result.standardError.isEmpty)
  }

  @Test func `a customer's number is nowhere but in the name, hashed with a key on request`() throws
  {
    let folder = try folder("q-600-0791234567-20260302-101500-1772442900.41.wav")
    let plain = try report([folder.path, "--platform", "freepbx", "--verbose"])
    #expect(plain.report.metadata.customerId == nil)
    #expect(!plain.result.standardError.contains("0791234567"))
    let line = plain.result.output.replacing(plain.report.file.path, with: "")
    #expect(!line.contains("0791234567"))
    let key = try folder.write("a key of sixteen bytes or more\n", as: "key")
    let hashed = try report([folder.path, "--platform", "freepbx", "--customer-key", key])
    let id = try #require(hashed.report.metadata.customerId)
    #expect(id.hasPrefix("hmac:"))
    let environment = ["CALLSIFT_CUSTOMER_KEY": "a key of sixteen bytes or more"]
    #expect(
      try report([folder.path, "--platform", "freepbx"], environment).report.metadata.customerId
        == id)
    let short = try callsift(
      ["scan", folder.path], environment: ["CALLSIFT_CUSTOMER_KEY": "too short"])
    #expect(short.status == 2)
    #expect(!short.standardError.contains("too short"))
    #expect(try callsift(["scan", folder.path, "--customer-key", "/no/such"]).status == 2)
  }

  @Test func `a time without zone is null with a note until a zone is set`() throws {
    let folder = try folder("101/[Reception]_101-0791234567_20260302101500(417).wav")
    let bare = try report([folder.path, "--platform", "3cx"]).report
    #expect(bare.metadata.startTime == nil)
    #expect(bare.notes["metadata.startTime"] == .timeZoneUnknown)
    let zoned = try report(
      [folder.path, "--platform", "3cx", "--set", "roles.timeZone=Europe/Zurich"]
    ).report
    #expect(zoned.metadata.startTime == "2026-03-02T10:15:00+01:00")
    #expect(zoned.notes["metadata.startTime"] == nil)
    #expect(zoned.metadata.agentId == "101")
  }

  @Test func `declared roles win over the platform's, and the platform's over the settings'`()
    throws
  {
    let folder = try folder("\(Self.name)_20260302T10:15_UTC.wav")
    let base = [
      folder.path, "--platform", "amazon-connect", "--set", "roles.channels=[agent, unknown]",
    ]
    #expect(try report(base).report.channels[0].partySource == .platform)
    try folder.write(
      #"{"channels": ["agent", "customer"]}"#, as: "\(Self.name)_20260302T10:15_UTC.json")
    let sidecar = try report(base).report
    #expect(sidecar.channels.map(\.party) == [.agent, .customer])
    #expect(sidecar.channels[0].partySource == .sidecar)
    let named = try report(base + ["--channels", "unknown,agent"]).report
    #expect(named.channels[1].partySource == .commandLine)
  }

  @Test func `with auto, roles that nobody declares are inferred, with their confidence`() throws {
    let folder = try ScratchFolder()
    // The first voice greets for 3 s, the second answers.
    let voice = Signals.talk(seconds: 3, f0Hz: 120, seed: 6)
    let other = Signals.talk(seconds: 3, f0Hz: 190, seed: 7)
    let quiet = { (seconds: Double, seed: UInt64) in
      Signals.noise(dBFS: -70, seconds: seconds, seed: seed)
    }
    let left = quiet(4, 2) + other + quiet(0.5, 3)
    let right = quiet(0.5, 4) + voice + quiet(4, 5)
    let samples = zip(left, right).flatMap { [$0, $1] }
    try folder.write(WaveBytes(samples: samples, channelCount: 2).bytes, as: "call.wav")
    let plain = try report([folder.path]).report
    #expect(plain.channels.map(\.party) == [.unknown, .unknown])
    #expect(plain.channels.map(\.partyConfidence) == [nil, nil])
    let auto = try report([folder.path, "--channels", "auto"]).report
    #expect(auto.channels.map(\.party) == [.customer, .agent])
    #expect(auto.channels.map(\.partySource) == [.inferred, .inferred])
    #expect(auto.channels.map(\.partyConfidence) == [0.92, 0.92])
    let strict = try report(
      [folder.path, "--channels", "auto", "--set", "roles.minimumConfidenceRatio=0.95"]
    ).report
    #expect(strict.channels.map(\.party) == [.unknown, .unknown])
  }

  @Test func `a folder of pairs is a list of calls`() throws {
    let folder = try ScratchFolder()
    for (index, name) in ["a-in.wav", "a-out.wav", "b-in.wav"].enumerated() {
      try folder.write(CallBytes.mono(seconds: 1 + Double(index)).bytes, as: name)
    }
    let arguments = ["scan", folder.path, "--platform", "asterisk-monitor", "--format", "jsonl"]
    let found = try records(of: try callsift(arguments))
    #expect(found.map(\.callId) == ["a", "b"])
    #expect(found[1].report?.analysis.warnings.map(\.code) == [.sideMissing])
    let dry = try callsift(arguments + ["--dry-run"])
    #expect(dry.lines.count == 3)
    // A part of an array of jobs holds both files of a call, or none.
    let parts = try (1...3).map { part in
      try callsift(
        arguments.dropLast(2) + ["--shard", "\(part)/3", "--dry-run"]
      ).lines.count
    }
    #expect(parts.reduce(0, +) == 3)
    #expect(!parts.contains(1) || parts.contains(2))
  }
}
