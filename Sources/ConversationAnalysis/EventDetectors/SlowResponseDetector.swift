public import CallTypes

/// EV114: the floor passes late; the party is the one that answered.
public enum SlowResponseDetector: EventDetector {
  public static let code = EventCode.slowResponse
  public static let settingsGroup = "slowResponse"

  /// Settings of slow responses.
  public struct Settings: DescribedSettings {
    /// Shortest gap before a slow response, in seconds.
    public var minimumSeconds = 2.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Gap before the next turn from which the response is slow",
        source: "RULES.md EV114; turns meet at 0.2 s as a rule (Stivers et al. 2009)",
        range: 0.2...60)
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.responses
      .filter { $0.offsetSeconds.reaches(settings.slowResponse.minimumSeconds) }
      .map { response in
        CallEvent(
          code, TimeSpan(response.endSeconds, response.startSeconds),
          party: conversation.sides[response.toSide].party,
          values: [.durationSeconds: response.offsetSeconds])
      }
  }
}
