internal import CallTypes

/// Finds the roles of a call's channels by the order of DESIGN.md section 6: never guessed silently.
struct RoleRules: Sendable {
  /// Roles of the command line; `nil` = not given.
  var commandLine: [ChannelRole]?
  /// Roles of the settings; empty = not given.
  var settings: [ChannelRole]

  /// The roles of a call, and who said so.
  ///
  /// When the strongest declaration does not fit the number of channels, all are unknown and a
  /// warning says so: a weaker one might be the right one, and might not.
  func roles(
    channelCount: Int, manifest: CallDeclaration?, sidecar: CallDeclaration?,
    name: [ChannelRole]? = nil, platform: [ChannelRole]? = nil,
    warnings: inout [AnalysisWarning]
  ) -> (roles: [ChannelRole], source: PartySource) {
    let declarations: [(roles: [ChannelRole]?, source: PartySource)] = [
      (commandLine, .commandLine), (manifest?.channels, .manifest),
      (sidecar?.channels, .sidecar), (name, .name), (platform, .platform),
      (settings.isEmpty ? nil : settings, .settings),
    ]
    let unknown = [ChannelRole](repeating: .unknown, count: channelCount)
    for (roles, source) in declarations {
      guard let roles else { continue }
      if roles.count == channelCount { return (roles, source) }
      warnings.append(
        AnalysisWarning(
          .rolesDoNotFit,
          Message("found.rolesDoNotFit", "\(roles.count)", "\(channelCount)")))
      break
    }
    return (unknown, .unknown)
  }
}

extension CallMetadata {
  /// This record where the stronger one is silent.
  func overlaid(with stronger: CallMetadata) -> CallMetadata {
    var result = self
    result.agentId = stronger.agentId ?? agentId
    result.queue = stronger.queue ?? queue
    result.direction = stronger.direction ?? direction
    result.startTime = stronger.startTime ?? startTime
    result.customerId = stronger.customerId ?? customerId
    result.platform = stronger.platform ?? platform
    return result
  }
}
