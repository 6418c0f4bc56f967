extension PlatformProfile {
  /// A SIPREC recording server: metadata by RFC 7865 in an XML file of the recording's name.
  ///
  /// Channels are the streams in the order of their labels; `participantstreamassoc` says who sends each.
  /// Which participant is the agent, the RFC leaves open: the one whose address fits
  /// `roles.agentAddress`, where exactly one does. How files are named is the server's matter.
  /// Source: RFC 7865, sections 6.6 and 6.8; RFC 7866 for the labels.
  static let siprec = PlatformProfile(
    name: "siprec", layout: .participants, example: "session-41.wav",
    documentation: ["https://www.rfc-editor.org/rfc/rfc7865"], patterns: [], metadata: .siprec)
}
