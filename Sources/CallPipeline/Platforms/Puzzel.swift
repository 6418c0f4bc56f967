internal import CallTypes

extension PlatformProfile {
  /// Puzzel, delivered by FTP: `SESSIONID_NUMBER.wav`, in stereo the caller left and the agent right, else
  /// mono; the metadata in an XML file of the same name.
  ///
  /// The XML has the session's id and start, the caller's number as `remoteAddress` and `queue_key`. The
  /// documentation does not say in which zone its times are: `roles.timeZone`.
  /// Source: Puzzel help, "Recording files delivered to FTP".
  static let puzzel = PlatformProfile(
    name: "puzzel", layout: .stereoOrMixed([.customer, .agent]), example: "148837465_1.wav",
    documentation: ["https://help.puzzel.com/fi/node/1937"],
    patterns: [.own(#"/(?<callId>\d+_\d+)$"#)],
    metadata: .xml([
      .agent: ["agent_id", "user_id"], .queue: ["queue_key"],
      .start: ["start", "start_time", "startTime"], .customer: ["remoteAddress", "remote_address"],
    ]))
}
