extension PlatformProfile {
  /// Asterisk's `Monitor()`: one file for each direction of one channel.
  ///
  /// `NAME-in` holds what came in from the recorded channel, what its party said, `NAME-out` what went
  /// out to it. Which party that channel belonged to, the dial plan decides: `roles.recordedLeg`. The
  /// name is the dial plan's own; where it ends in Asterisk's unique id, that begins with the second in
  /// which the channel was made.
  /// Source: docs.asterisk.org, dial plan application Monitor ("input and output voice packets are logged
  /// to files", "in/out designator").
  static let asteriskMonitor = PlatformProfile(
    name: "asterisk-monitor", layout: .recordedLegFirst,
    example: "20260302-101500-1772442900.41-in.wav",
    documentation: [
      "https://docs.asterisk.org/Asterisk_20_Documentation/API_Documentation/Dialplan_Applications/Monitor"
    ],
    patterns: [
      .own(#"/(?<pair>(?:[^/]*-)?(?<callId>(?<epoch>\d{9,10})\.\d+))-(?<side>in|out)$"#),
      .own(#"/(?<pair>[^/]+)-(?<side>in|out)$"#),
    ], isDistinctive: true)
}
