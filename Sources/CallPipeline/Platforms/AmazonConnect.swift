internal import CallTypes
internal import Foundation

extension PlatformProfile {
  /// Amazon Connect: everything that comes in, the customer and who is conferenced in, left; the agent
  /// right.
  ///
  /// Names are `CONTACTID_YYYYMMDDThh:mm_UTC.wav`; systems without colons in names write `_` or `%3A`.
  /// Source: Amazon Connect administrator guide, "Set up recording behavior": "The agent audio is stored
  /// in the right channel. All incoming audio […] is stored in the left channel."
  static let amazonConnect = PlatformProfile(
    name: "amazon-connect", layout: .stereo([.customer, .agent]),
    example: "e81b7b4d-20ac-472d-8aad-0d848ce7c9b4_20260302T10:15_UTC.wav",
    documentation: [
      "https://docs.aws.amazon.com/connect/latest/adminguide/set-up-recordings.html"
    ],
    patterns: [
      .own(
        "/(?<callId>" + uuidPattern + #")_(?<time>\d{8}T\d{2}(?::|_|-|%3A)\d{2})_UTC$"#,
        timeZone: TimeZone(secondsFromGMT: 0))
    ], isDistinctive: true)
}
