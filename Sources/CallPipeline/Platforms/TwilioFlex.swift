internal import CallTypes

extension PlatformProfile {
  /// Twilio Flex with dual-channel recording: customer left, agent right; without it, one mixed channel.
  ///
  /// The name is the recording's identifier, as the address that Twilio gives it out by.
  /// Source: Twilio documentation, Flex Insights, "Enable dual-channel recordings": "the left channel is
  /// the customer channel, and the right channel is the agent channel".
  static let twilioFlex = PlatformProfile(
    name: "twilio-flex", layout: .stereoOrMixed([.customer, .agent]), example: twilioName,
    documentation: [
      "https://www.twilio.com/docs/flex/developer/insights/enable-dual-channel-recordings"
    ], patterns: [.own(twilioPattern)])

  static let twilioName = "RE0c1d2e3f405162738495a6b7c8d9eaf0.wav"
  /// The identifier of a recording (SID): RE and 32 hexadecimal digits.
  static let twilioPattern = "/(?<callId>RE[0-9a-f]{32})$"
}
