extension PlatformProfile {
  /// FreePBX and Issabel: one mixed channel, and a name that says much.
  ///
  /// `TYPE-CALLED-CALLER-YYYYMMDD-HHMMSS-UNIQUEID`: date and time are of the machine's clock; the unique
  /// id begins with the second since 1970 in which the channel was made, which needs no zone. `exten` has
  /// the agent's extension first, `out` the number that was dialled, `q` a queue, `rg` a ring group. Of
  /// other types (`force`, `ondemand`, `internal`, `conf`) nothing says who is who.
  /// Source: names of recordings as FreePBX keeps them in the call's variable CALLFILENAME; the meaning of
  /// the fields as described for Issabel (link). No vendor's page lists the types.
  static let freePBX = PlatformProfile(
    name: "freepbx", layout: .mixed,
    example: "q-600-0791234567-20260302-101500-1772442900.41.wav",
    documentation: [
      "https://diditho.com/2025/04/23/understanding-issabel-asterisk-call-recording-file-format"
    ],
    patterns: [
      .own("/(?:q|rg)-(?<queue>[^-/]+)-(?<customer>[^-/]+)-" + tail, implying: inbound),
      .own("/(?:exten|external)-(?<agent>[^-/]+)-(?<customer>[^-/]+)-" + tail),
      .own("/out-(?<customer>[^-/]+)-(?<agent>[^-/]+)-" + tail, implying: [.direction: "outbound"]),
      .own("/(?:force|ondemand|internal|conf|in)-[^-/]+-[^-/]+-" + tail),
    ], isDistinctive: true)

  private static let inbound: [NamePart: String] = [.direction: "inbound"]

  private static let tail =
    #"(?<time>\d{8}-\d{6})-(?<callId>(?:[A-Za-z]\w*-)?(?<epoch>\d{9,10})\.\d+)$"#
}
