extension PlatformProfile {
  /// Vonage Voice API, `record` with `split: conversation`: who placed the call left, what that side heard
  /// right.
  ///
  /// Roles need the direction: of the call's manifest line, else `roles.direction`. A recording is given
  /// out by its UUID; how it is named when it is kept, the documentation leaves open.
  /// Source: Vonage (Nexmo) documentation, Voice API, "Recording audio": "the audio spoken by the initial
  /// caller will be in the left channel, and audio heard by the initial caller will be in the right".
  static let vonageSplit = PlatformProfile(
    name: "vonage-split", layout: .callerFirst,
    example: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab.mp3",
    documentation: ["https://developer.vonage.com/en/voice/voice-api/guides/recording"],
    patterns: [.own("/(?<callId>" + uuidPattern + ")$")])
}
