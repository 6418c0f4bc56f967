internal import CallTypes

extension PlatformProfile {
  /// FreeSWITCH with `RECORD_STEREO=true` on the leg of a customer who calls in.
  ///
  /// The recorded leg's own sound is on the left, what it hears on the right. The name is the dial plan's;
  /// most use the leg's UUID. With `RECORD_STEREO_SWAP`, the profile of the other direction is right.
  /// Source: FreeSWITCH documentation, channel variable RECORD_STEREO: A leg left, B leg right.
  static let freeSwitchInbound = PlatformProfile(
    name: "freeswitch-inbound", layout: .stereo([.customer, .agent]), example: freeSwitchName,
    documentation: freeSwitchPages,
    patterns: [.own(freeSwitchPattern, implying: [.direction: "inbound"])])

  static let freeSwitchName = "6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10.wav"
  static let freeSwitchPattern = "/(?<callId>" + uuidPattern + ")$"
  static let freeSwitchPages = [
    "https://developer.signalwire.com/freeswitch/Channel-Variables-Catalog/RECORD_STEREO_16353399"
  ]

  /// A UUID, as many platforms use it.
  static let uuidPattern = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
}
