extension PlatformProfile {
  /// Whatever the settings say: `roles.namePatterns` for names, `roles.channels` for roles, and an XML file
  /// beside the recording whose elements are named like the fields of a manifest.
  static let generic = PlatformProfile(
    name: "generic", layout: .settings, example: "call-41_agent-7_20260302-101500.wav",
    documentation: [], patterns: [],
    metadata: .xml([
      .agent: ["agentId"], .queue: ["queue"], .direction: ["direction"],
      .start: ["startTime"], .customer: ["customerId"],
    ]))
}
