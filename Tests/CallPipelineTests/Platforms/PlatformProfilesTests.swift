import CallTypes
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

/// What a name of a platform says.
private struct NameCase: Sendable, CustomTestStringConvertible {
  var platform: String
  var name: String
  var callId: String?
  var agent: String?
  var queue: String?
  var direction: String?
  var time: String?
  var isZoneMissing = false
  var hasCustomer = false
  var side: PairSide?
  /// Roles of a two-channel file, and of a one-channel file.
  var stereo: [ChannelRole]?
  var mono: [ChannelRole]?

  var testDescription: String { "\(platform): \(name)" }
}

struct PlatformProfilesTests {
  private static let uuid = "6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10"

  private static let cases: [NameCase] = [
    NameCase(
      platform: "asterisk-monitor", name: "20260302-101500-1772442900.41-in.wav",
      callId: "1772442900.41", time: "2026-03-02T09:15:00Z", side: .first),
    NameCase(platform: "asterisk-monitor", name: "support-7731-out.gsm", side: .second),
    NameCase(
      platform: "asterisk-mixmonitor", name: "support-1772442900.41-r.wav",
      callId: "1772442900.41", time: "2026-03-02T09:15:00Z", side: .first),
    NameCase(platform: "asterisk-mixmonitor", name: "call_88_tx.wav", side: .second),
    NameCase(
      platform: "asterisk-mixmonitor", name: "1772442900.41.raw", callId: "1772442900.41",
      time: "2026-03-02T09:15:00Z"),
    NameCase(
      platform: "freepbx", name: "q-600-0791234567-20260302-101500-1772442900.41.wav",
      callId: "1772442900.41", queue: "600", direction: "inbound", time: "2026-03-02T09:15:00Z",
      hasCustomer: true, stereo: [.mixed], mono: [.mixed]),
    NameCase(
      platform: "freepbx", name: "exten-295-258-20180507-151807-1525691887.904025.wav",
      callId: "1525691887.904025", agent: "295", time: "2018-05-07T11:18:07Z", hasCustomer: true,
      stereo: [.mixed], mono: [.mixed]),
    NameCase(
      platform: "freepbx", name: "out-0041791234567-101-20260302-101500-pbx1-1772442900.7.mp3",
      callId: "pbx1-1772442900.7", agent: "101", direction: "outbound",
      time: "2026-03-02T09:15:00Z", hasCustomer: true, stereo: [.mixed], mono: [.mixed]),
    NameCase(
      platform: "freepbx", name: "force-0821000008663-3201-20250327-092517-1743042317.12206.wav",
      callId: "1743042317.12206", time: "2025-03-27T02:25:17Z", stereo: [.mixed], mono: [.mixed]),
    NameCase(
      platform: "freeswitch-inbound", name: uuid + ".wav", callId: uuid, direction: "inbound",
      stereo: [.customer, .agent], mono: [.customer, .agent]),
    NameCase(
      platform: "freeswitch-outbound", name: "archive/2026/Mar/02/" + uuid + ".wav", callId: uuid,
      direction: "outbound", stereo: [.agent, .customer], mono: [.agent, .customer]),
    NameCase(
      platform: "amazon-connect", name: uuid + "_20260302T10:15_UTC.wav", callId: uuid,
      time: "2026-03-02T10:15:00Z", stereo: [.customer, .agent], mono: [.customer, .agent]),
    NameCase(
      platform: "amazon-connect", name: uuid + "_20200618T18_36_UTC.wav", callId: uuid,
      time: "2020-06-18T18:36:00Z", stereo: [.customer, .agent], mono: [.customer, .agent]),
    NameCase(
      platform: "twilio-flex", name: "RE0c1d2e3f405162738495a6b7c8d9eaf0.wav",
      callId: "RE0c1d2e3f405162738495a6b7c8d9eaf0", stereo: [.customer, .agent], mono: [.mixed]),
    NameCase(
      platform: "twilio-conference", name: "RE0c1d2e3f405162738495a6b7c8d9eaf0.mp3",
      callId: "RE0c1d2e3f405162738495a6b7c8d9eaf0", stereo: [.mixed], mono: [.mixed]),
    NameCase(platform: "vonage-split", name: uuid + ".mp3", callId: uuid),
    NameCase(
      platform: "genesys-cloud",
      name:
        "org/year=2026/month=3/conversation_id=\(uuid)/0b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d.opus",
      callId: "0b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d"),
    NameCase(
      platform: "verint-wfo", name: "641003002051234567.wav", stereo: [.agent, .customer],
      mono: [.agent, .customer]),
    NameCase(
      platform: "verba", name: "4a9d5ec0-7a40-11e4-8271-001cc092f276.wav",
      callId: "4a9d5ec0-7a40-11e4-8271-001cc092f276"),
    NameCase(
      platform: "puzzel", name: "148837465_1.wav", callId: "148837465_1",
      stereo: [.customer, .agent], mono: [.mixed]),
    NameCase(
      platform: "3cx", name: "101/[Reception]_101-0791234567_20260302101500(417).wav",
      callId: "417", agent: "101", isZoneMissing: true, stereo: [.mixed], mono: [.mixed]),
    NameCase(
      platform: "3cx", name: "rec/[27836826436]_27836826436-100_20190211124743(3).wav",
      callId: "3", isZoneMissing: true, stereo: [.mixed], mono: [.mixed]),
    NameCase(platform: "siprec", name: "session-41.wav"),
    NameCase(platform: "generic", name: "call-41_agent-7_20260302-101500.wav"),
  ]

  private func rules(_ platform: String, withKey: Bool = false) throws -> NamingRules {
    var settings = RoleSettings()
    settings.platform = platform
    var rules = try NamingRules(settings)
    if withKey { rules.customerKey = CustomerKey(Data("0123456789abcdef".utf8)) }
    return rules
  }

  @Test(arguments: cases)
  private func `a name gives ids, times and roles as documented`(of name: NameCase) throws {
    let rules = try rules(name.platform, withKey: true)
    let path = FilePath("/archive/" + name.name)
    let found = rules.reading(of: path, manifest: nil)
    #expect(found.callId == name.callId)
    #expect(found.metadata.agentId == name.agent)
    #expect(found.metadata.queue == name.queue)
    #expect(found.metadata.direction == name.direction)
    #expect(found.metadata.startTime == name.time)
    #expect(found.isZoneMissing == name.isZoneMissing)
    #expect((found.metadata.customerId != nil) == name.hasCustomer)
    #expect(found.side == name.side)
    let platform = try #require(PlatformProfiles.named(name.platform))
    let direction = found.metadata.direction
    #expect(rules.roles(of: platform, channelCount: 2, direction: direction) == name.stereo)
    #expect(rules.roles(of: platform, channelCount: 1, direction: direction) == name.mono)
  }

  @Test func `every platform has a name that is tested`() {
    #expect(Set(Self.cases.map(\.platform)) == Set(PlatformProfiles.all.map(\.name)))
  }

  @Test(arguments: PlatformProfiles.all.map(\.name))
  func `the example of a platform fits its own pattern`(name: String) throws {
    let platform = try #require(PlatformProfiles.named(name))
    guard !platform.patterns.isEmpty else { return }
    let text = nameText(of: FilePath("/archive/" + platform.example))
    #expect(platform.patterns.contains { $0.parts(of: text) != nil })
  }

  @Test func `the registry lists the files of its folder, in one order, under unique names`() throws
  {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/CallPipeline/Platforms")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("PlatformProfile") }
    #expect(files.count == PlatformProfiles.all.count)
    #expect(Set(PlatformProfiles.all.map(\.name)).count == PlatformProfiles.all.count)
  }

  @Test
  func `a customer's number is left out without a key, and is the same hash however it is spaced`()
    throws
  {
    let path = FilePath("/a/q-600-0791234567-20260302-101500-1772442900.41.wav")
    #expect(try rules("freepbx").reading(of: path, manifest: nil).metadata.customerId == nil)
    let hashed = try rules("freepbx", withKey: true)
    let id = try #require(hashed.reading(of: path, manifest: nil).metadata.customerId)
    #expect(id.wholeMatch(of: /hmac:[0-9a-f]{32}/) != nil)
    #expect(!id.contains("0791234567"))
    #expect(hashed.customerId(ofNumber: "079 123-45 67") == id)
    #expect(hashed.customerId(ofNumber: "0791234568") != id)
  }

  @Test func `a pseudonym is HMAC-SHA-256 as other programs compute it`() throws {
    let key = try #require(CustomerKey(Data(repeating: 0x0B, count: 20)))
    // python3: hmac.new(b"\x0b"*20, b"HiThere", "sha256").hexdigest()
    #expect(key.pseudonym(of: "Hi There") == "hmac:c532303a667f6f0630fee711f333c25e")
    #expect(CustomerKey(Data("fifteen bytes..".utf8)) == nil)
    #expect(CustomerKey(Data("  sixteen bytes.. \n".utf8)) == nil)
  }

  @Test func `roles of a recorded leg follow from whose leg it was`() throws {
    let platform = try #require(PlatformProfiles.named("asterisk-monitor"))
    var settings = RoleSettings()
    settings.recordedLeg = "agent"
    let agent = try NamingRules(settings)
    #expect(agent.roles(of: platform, channelCount: 2, direction: nil) == [.agent, .customer])
    settings.recordedLeg = "customer"
    let customer = try NamingRules(settings)
    #expect(customer.roles(of: platform, channelCount: 2, direction: nil) == [.customer, .agent])
  }

  @Test(arguments: [
    ("inbound", [ChannelRole.customer, .agent]), ("outbound", [.agent, .customer]),
  ])
  func `where the caller comes first, roles follow from the direction`(
    direction: String, roles: [ChannelRole]
  ) throws {
    let platform = try #require(PlatformProfiles.named("vonage-split"))
    let rules = try rules("vonage-split")
    #expect(rules.roles(of: platform, channelCount: 2, direction: direction) == roles)
    var settings = RoleSettings()
    settings.direction = direction
    #expect(
      try NamingRules(settings).roles(of: platform, channelCount: 2, direction: nil) == roles)
  }

  @Test func `a platform is suggested only where exactly one fits`() {
    func inputs(_ names: String...) -> [CallInput] {
      names.map { CallInput(path: FilePath("/a/" + $0), displayPath: $0) }
    }
    let connect = "\(Self.uuid)_20260302T10:15_UTC.wav"
    let found = PlatformProfiles.suggestion(for: inputs(connect, "other.wav"))
    #expect(found?.platform.name == "amazon-connect")
    #expect(found?.count == 1)
    // A bare UUID may be anybody's.
    #expect(PlatformProfiles.suggestion(for: inputs(Self.uuid + ".wav")) == nil)
    #expect(PlatformProfiles.suggestion(for: inputs(connect, "x-in.wav")) == nil)
    #expect(PlatformProfiles.suggestion(for: inputs("call.wav")) == nil)
  }
}
