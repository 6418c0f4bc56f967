extension PlatformProfile {
  /// Verba: an XML file of metadata on the disk next to the recording.
  ///
  /// It holds the conversation's `id`, start and end, and both parties with number and name; it does not
  /// say which of them is the agent, nor on which channel: roles stay unknown. The owner of the recording
  /// is not named in what is published, so that the agent stays unknown, too.
  /// Source: Verba knowledge base, "Metadata XML fields".
  static let verba = PlatformProfile(
    name: "verba", layout: .unknown, example: "4a9d5ec0-7a40-11e4-8271-001cc092f276.wav",
    documentation: [
      "https://verbalabs.atlassian.net/wiki/spaces/docs/pages/6818843/Metadata+XML+fields"
    ],
    patterns: [.own("/(?<callId>" + uuidPattern + ")$")],
    metadata: .xml([.start: ["start_time"], .end: ["end_time"]]))
}
