public import CallTypes

/// Who is on which channel, and what names of recordings say.
public struct RoleSettings: DescribedSettings {
  /// One role per channel, in file order; empty = unknown.
  public var channels: [String] = []
  /// The platform that made the recordings; empty = none.
  public var platform = ""
  /// Regular expressions over paths, with named groups; the first that fits counts.
  public var namePatterns: [String] = []
  /// Zone of times that name none; empty = not known.
  public var timeZone = ""
  /// Whose leg a platform recorded that records one: agent or customer; empty = not known.
  public var recordedLeg = ""
  /// Direction of calls that do not tell theirs: inbound or outbound; empty = not known.
  public var direction = ""
  /// Regular expression for the addresses of agents in metadata; empty = none.
  public var agentAddress = ""
  /// Whether roles that nobody declared are inferred from the sound.
  public var inferFromSound = false
  /// Confidence from which inferred roles are taken.
  public var minimumConfidenceRatio = 0.9

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "channels", "one role per channel in file order: agent, customer, mixed or unknown",
      source: "DESIGN section 6: never guessed, so empty by default"),
    SettingDescription(
      "platform",
      "what made the recordings, as callsift platforms lists it: names, roles, metadata are its own",
      source: "DESIGN section 6: never guessed, so empty by default"),
    SettingDescription(
      "namePatterns",
      "regular expressions over the path without ending, with groups named callId, agent, queue, "
        + "customer, direction, time, epoch, side, pair or channels; the first that fits counts",
      source: "own choice: names are each archive's own"),
    SettingDescription(
      "timeZone",
      "zone of times that name none: UTC, +02:00 or Europe/Zurich; without it they are null",
      source: "own choice: a time without zone is no time"),
    SettingDescription(
      "recordedLeg", "whose leg was recorded where a platform records one: agent or customer",
      source: "Asterisk Monitor, MixMonitor: the dial plan decides"),
    SettingDescription(
      "direction", "direction of calls that do not tell theirs: inbound or outbound",
      source: "own choice: needed where the caller comes first"),
    SettingDescription(
      "agentAddress", "regular expression that an agent's address in SIPREC metadata fits",
      source: "RFC 7865 does not say which participant is the agent"),
    SettingDescription(
      "inferFromSound", "infer roles that nobody declared from the sound, as --channels auto does",
      source: "DESIGN section 6: never guessed silently, so off by default"),
    SettingDescription(
      "minimumConfidenceRatio",
      "confidence from which an inferred role is taken; else it stays unknown",
      source: "own choice: one call in ten wrong at most; see the guide Roles-and-Platforms",
      range: 0.5...1),
  ]
}
