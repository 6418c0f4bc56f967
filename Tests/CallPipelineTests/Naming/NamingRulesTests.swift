import CallTypes
import SystemPackage
import Testing

@testable import CallPipeline

struct NamingRulesTests {
  private func rules(_ change: (inout RoleSettings) -> Void) throws -> NamingRules {
    var settings = RoleSettings()
    change(&settings)
    return try NamingRules(settings)
  }

  @Test func `groups of a pattern name what a name says`() throws {
    let rules = try rules {
      $0.namePatterns = [
        #"/(?<callId>call-\d+)_(?<agent>\w+)_(?<queue>[a-z]+)_(?<time>\d{8}-\d{6})_(?<channels>[a-z+]+)$"#
      ]
      $0.timeZone = "UTC"
    }
    let found = rules.reading(
      of: "/a/call-41_7_sales_20260302-101500_customer+agent.wav", manifest: nil)
    #expect(found.callId == "call-41")
    #expect(found.metadata.agentId == "7")
    #expect(found.metadata.queue == "sales")
    #expect(found.metadata.startTime == "2026-03-02T10:15:00Z")
    #expect(found.channels == [.customer, .agent])
  }

  @Test func `a pattern of the settings wins over the platform's`() throws {
    let rules = try rules {
      $0.platform = "freepbx"
      $0.namePatterns = [#"/exten-(?<queue>\d+)-"#]
    }
    let found = rules.reading(
      of: "/a/exten-295-258-20180507-151807-1525691887.904025.wav", manifest: nil)
    #expect(found.metadata.queue == "295")
    #expect(found.metadata.agentId == "295")
    #expect(found.callId == "1525691887.904025")
  }

  @Test func `the platform of a manifest line wins over that of the settings`() throws {
    let rules = try rules { $0.platform = "verint-wfo" }
    var manifest = CallDeclaration()
    manifest.metadata.platform = "twilio-flex"
    #expect(rules.platform(of: manifest)?.name == "twilio-flex")
    manifest.metadata.platform = "our own recorder"
    #expect(rules.platform(of: manifest)?.name == "verint-wfo")
  }

  @Test func `what makes no sense is refused with what was meant`() {
    #expect(throws: SettingsError.unknownPlatform(name: "amazon-conect", nearest: "amazon-connect"))
    {
      try rules { $0.platform = "amazon-conect" }
    }
    let changes: [@Sendable (inout RoleSettings) -> Void] = [
      { $0.namePatterns = ["(?<boss>x)"] }, { $0.namePatterns = ["("] },
      { $0.agentAddress = "[" }, { $0.timeZone = "Mars" }, { $0.recordedLeg = "mixed" },
      { $0.direction = "sideways" }, { $0.channels = ["boss"] },
    ]
    for change in changes {
      #expect(throws: SettingsError.self) { try rules(change) }
    }
  }

  @Test func `a misspelt platform in a manifest line is refused, another word is not`() throws {
    #expect(throws: DeclarationError.self) {
      var call = DeclaredCall()
      call.platform = "twilio-flx"
      _ = try call.declaration()
    }
    var call = DeclaredCall()
    call.platform = "Avaya"
    #expect(try call.declaration().metadata.platform == "Avaya")
  }
}
