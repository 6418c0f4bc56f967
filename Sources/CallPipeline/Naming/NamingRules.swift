internal import CallTypes
internal import Foundation
internal import SystemPackage

/// How names of recordings and platforms are understood: `roles` of the settings, checked.
struct NamingRules: Sendable {
  /// Roles of the settings; empty = not given.
  let channels: [ChannelRole]
  /// The platform of the settings.
  let platform: PlatformProfile?
  /// The patterns of the settings.
  let patterns: [NamePattern]
  /// Zone of times that name none.
  let timeZone: TimeZone?
  /// Whose leg a platform recorded; `unknown` where nobody says.
  let recordedLeg: ChannelRole
  /// Direction of calls that do not tell theirs.
  let direction: String?
  /// What an agent's address fits.
  let agentAddress: NamePattern?
  /// Makes pseudonyms of customers' numbers; without it numbers are left out.
  var customerKey: CustomerKey?

  /// Checks settings.
  ///
  /// - Throws: `SettingsError` for what makes no sense.
  init(_ settings: RoleSettings) throws(SettingsError) {
    channels = try parseRoles(settings.channels, path: "roles.channels")
    platform = try Self.platform(named: settings.platform)
    var patterns: [NamePattern] = []
    for pattern in settings.namePatterns {
      patterns.append(try Self.pattern(pattern, path: "roles.namePatterns"))
    }
    self.patterns = patterns
    agentAddress =
      settings.agentAddress.isEmpty
      ? nil : try Self.pattern(settings.agentAddress, path: "roles.agentAddress")
    timeZone = CallPipeline.timeZone(named: settings.timeZone)
    guard settings.timeZone.isEmpty || timeZone != nil else {
      throw .unknownValue(
        path: "roles.timeZone", value: settings.timeZone,
        allowed: ["UTC", "+02:00", "Europe/Zurich"])
    }
    recordedLeg = try Self.leg(settings.recordedLeg)
    direction = settings.direction.isEmpty ? nil : settings.direction
    if let direction, !["inbound", "outbound"].contains(direction) {
      throw .unknownValue(
        path: "roles.direction", value: direction, allowed: ["inbound", "outbound"])
    }
  }

  /// The platform of that name; `nil` for no name.
  ///
  /// - Throws: `SettingsError.unknownPlatform` with the nearest name.
  private static func platform(named name: String) throws(SettingsError) -> PlatformProfile? {
    if name.isEmpty { return nil }
    if let platform = PlatformProfiles.named(name) { return platform }
    throw .unknownPlatform(
      name: name, nearest: nearestName(to: name, among: PlatformProfiles.all.map(\.name)))
  }

  private static func pattern(_ text: String, path: String) throws(SettingsError) -> NamePattern {
    if let name = NamePattern.unknownGroups(in: text).first {
      let parts = NamePart.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badPattern(
        path: path, detail: Message("settings.patternGroup", .text(name), .text(parts)))
    }
    guard let pattern = NamePattern(text) else {
      throw .badPattern(path: path, detail: Message("settings.patternSyntax"))
    }
    return pattern
  }

  private static func leg(_ text: String) throws(SettingsError) -> ChannelRole {
    if text.isEmpty { return .unknown }
    guard let role = ChannelRole(rawValue: text), role == .agent || role == .customer else {
      throw .unknownValue(path: "roles.recordedLeg", value: text, allowed: ["agent", "customer"])
    }
    return role
  }
}

extension NamingRules {
  /// Whether names of recordings say anything.
  var readsNames: Bool { platform != nil || !patterns.isEmpty }

  /// The platform of a call: what its manifest line names, where that is one, else that of the settings.
  func platform(of manifest: CallDeclaration?) -> PlatformProfile? {
    manifest?.metadata.platform.flatMap(PlatformProfiles.named) ?? platform
  }

  /// What the name of a recording says, by the patterns of the settings, then by the platform's.
  func reading(of path: FilePath, manifest: CallDeclaration?) -> NameReading {
    let platform = platform(of: manifest)
    var reading = NameReading(platform: platform?.name)
    // A scan of a million files that asks for nothing pays nothing.
    guard !patterns.isEmpty || platform?.patterns.isEmpty == false else { return reading }
    let name = nameText(of: path)
    if let (parts, _) = firstFit(patterns, name) {
      reading.take(parts, zone: timeZone, rules: self)
      reading.channels = parts[.channels].flatMap(roles(inName:))
      if let side = parts[.side], let role = ChannelRole(rawValue: side.lowercased()) {
        reading.sideRole = role
      }
    }
    if let (parts, pattern) = firstFit(platform?.patterns ?? [], name) {
      reading.take(parts, zone: pattern.timeZone ?? timeZone, rules: self)
    }
    return reading
  }

  private func firstFit(
    _ patterns: [NamePattern], _ name: String
  ) -> (parts: [NamePart: String], pattern: NamePattern)? {
    for pattern in patterns {
      if let parts = pattern.parts(of: name) { return (parts, pattern) }
    }
    return nil
  }

  /// Roles as a name may carry them: `agent-customer`; `nil` for words that are none.
  private func roles(inName text: String) -> [ChannelRole]? {
    let words = text.lowercased().split { !$0.isLetter }
    let roles = words.compactMap { ChannelRole(rawValue: String($0)) }
    return roles.count == words.count && !roles.isEmpty ? roles : nil
  }

  /// A customer's number as it may be kept: its pseudonym, and only with a key.
  func customerId(ofNumber number: String) -> String? {
    number.isEmpty ? nil : customerKey?.pseudonym(of: number)
  }

  /// The roles that a platform is documented to give to the channels of a call.
  ///
  /// - Parameters:
  ///   - direction: Direction of the call, where it is known.
  ///   - side: Which half of a call a single file is.
  /// - Returns: `nil` where nothing is documented, or what it depends on is not known.
  func roles(
    of platform: PlatformProfile, channelCount: Int, direction: String?, side: PairSide? = nil
  ) -> [ChannelRole]? {
    switch platform.layout {
    case .mixed: return [.mixed]
    case .stereo(let roles): return roles
    case .stereoOrMixed(let roles): return channelCount == 1 ? [.mixed] : roles
    case .callerFirst:
      switch direction?.lowercased() ?? self.direction {
      case "inbound": return [.customer, .agent]
      case "outbound": return [.agent, .customer]
      default: return nil
      }
    case .recordedLegFirst:
      guard recordedLeg != .unknown else { return nil }
      let both: [ChannelRole] =
        recordedLeg == .agent ? [.agent, .customer] : [.customer, .agent]
      if channelCount > 1 { return both }
      return side.map { [$0 == .first ? both[0] : both[1]] }
    // Roles by metadata are the sidecar's.
    case .participants, .twoFiles, .settings, .unknown: return nil
    }
  }
}
