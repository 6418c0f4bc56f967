internal import CallTypes

extension PlatformProfile {
  /// FreeSWITCH with `RECORD_STEREO=true` on the leg of an agent who calls out.
  ///
  /// As `freeswitch-inbound`; the recorded leg is the agent's.
  static let freeSwitchOutbound = PlatformProfile(
    name: "freeswitch-outbound", layout: .stereo([.agent, .customer]), example: freeSwitchName,
    documentation: freeSwitchPages,
    patterns: [.own(freeSwitchPattern, implying: [.direction: "outbound"])])
}
