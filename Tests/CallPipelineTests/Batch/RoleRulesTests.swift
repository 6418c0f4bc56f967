import CallTypes
import Testing

@testable import CallPipeline

struct RoleRulesTests {
  /// Who declares roles for a stereo call, each its own pair.
  private func found(
    commandLine: Bool = false, manifest: Bool = false, sidecar: Bool = false,
    settings: Bool = false
  ) -> (roles: [ChannelRole], source: PartySource, warnings: [AnalysisWarning]) {
    func declaration(_ roles: [ChannelRole]) -> CallDeclaration {
      var declaration = CallDeclaration()
      declaration.channels = roles
      return declaration
    }
    let rules = RoleRules(
      commandLine: commandLine ? [.agent, .customer] : nil,
      settings: settings ? [.mixed, .unknown] : [])
    var warnings: [AnalysisWarning] = []
    let result = rules.roles(
      channelCount: 2, manifest: manifest ? declaration([.customer, .agent]) : CallDeclaration(),
      sidecar: sidecar ? declaration([.unknown, .agent]) : nil, warnings: &warnings)
    return (result.roles, result.source, warnings)
  }

  @Test func `the command line wins over manifest, sidecar and settings`() {
    let all = found(commandLine: true, manifest: true, sidecar: true, settings: true)
    #expect(all.roles == [.agent, .customer])
    #expect(all.source == .commandLine)
    let second = found(manifest: true, sidecar: true, settings: true)
    #expect(second.roles == [.customer, .agent])
    #expect(second.source == .manifest)
    let third = found(sidecar: true, settings: true)
    #expect(third.roles == [.unknown, .agent])
    #expect(third.source == .sidecar)
    let last = found(settings: true)
    #expect(last.roles == [.mixed, .unknown])
    #expect(last.source == .settings)
  }

  @Test func `what nobody declared is unknown, without a warning`() {
    let result = found()
    #expect(result.roles == [.unknown, .unknown])
    #expect(result.source == .unknown)
    #expect(result.warnings.isEmpty)
  }

  @Test(arguments: [0, 1, 3])
  func `roles for another number of channels make all unknown, with a warning`(channelCount: Int) {
    let rules = RoleRules(commandLine: [.agent, .customer], settings: [])
    var fitting = CallDeclaration()
    fitting.channels = [ChannelRole](repeating: .mixed, count: channelCount)
    var warnings: [AnalysisWarning] = []
    // A weaker declaration that fits might be the right one, and might not.
    let result = rules.roles(
      channelCount: channelCount, manifest: fitting, sidecar: nil, warnings: &warnings)
    #expect(result.roles == [ChannelRole](repeating: .unknown, count: channelCount))
    #expect(result.source == .unknown)
    #expect(warnings.map(\.code) == [.rolesDoNotFit])
  }

  @Test func `metadata of the stronger declaration wins field by field`() {
    var weak = CallMetadata()
    (weak.agentId, weak.queue, weak.direction) = ("weak", "weak", "weak")
    (weak.startTime, weak.customerId, weak.platform) = ("weak", "weak", "weak")
    var strong = CallMetadata()
    strong.queue = "strong"
    let result = weak.overlaid(with: strong)
    #expect(result.queue == "strong")
    #expect(result.agentId == "weak")
    #expect(result.platform == "weak")
    #expect(weak.overlaid(with: CallMetadata()) == weak)
    #expect(CallMetadata().overlaid(with: weak) == weak)
  }
}
