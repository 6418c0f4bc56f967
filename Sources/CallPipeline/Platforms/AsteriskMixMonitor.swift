extension PlatformProfile {
  /// Asterisk's `MixMonitor()` with its options `r(FILE)` and `t(FILE)`, or `D`.
  ///
  /// `r` receives what came in from the recorded channel, `t` what was sent to it; `D` interleaves the two
  /// in that order in a `.raw` file without header: read it with `--raw
  /// rate=8000,codec=s16le,channels=2`. Whose channel it was, the dial plan decides: `roles.recordedLeg`.
  /// The names of the files are the dial plan's, too: the documentation is silent, and `-r`/`-t` or
  /// `-rx`/`-tx` at their end is a custom. Without these options, the one file is a mix of both sides.
  /// Source: docs.asterisk.org, dial plan application MixMonitor.
  static let asteriskMixMonitor = PlatformProfile(
    name: "asterisk-mixmonitor", layout: .recordedLegFirst,
    example: "support-1772442900.41-r.wav",
    documentation: [
      "https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/MixMonitor"
    ],
    patterns: [
      .own(#"/(?<pair>(?:[^/]*-)?(?<callId>(?<epoch>\d{9,10})\.\d+))[-_](?<side>r|t|rx|tx)$"#),
      .own(#"/(?<pair>[^/]+)[-_](?<side>r|t|rx|tx)$"#),
      .own(#"/(?:[^/]*-)?(?<callId>(?<epoch>\d{9,10})\.\d+)$"#),
    ])
}
