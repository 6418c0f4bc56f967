extension PlatformProfile {
  /// A conference of Twilio: one channel with everybody.
  ///
  /// The documentation of the recordings resource calls recordings of conferences mono, but where dual
  /// channel is turned on, for which there is `twilio-flex`.
  /// Source: Twilio documentation, Recordings resource.
  static let twilioConference = PlatformProfile(
    name: "twilio-conference", layout: .mixed, example: twilioName,
    documentation: ["https://www.twilio.com/docs/voice/api/recording"],
    patterns: [.own(twilioPattern)])
}
