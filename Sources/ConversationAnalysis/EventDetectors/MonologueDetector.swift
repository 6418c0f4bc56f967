public import CallTypes

/// EV113: one side holds the floor for long; listener responses do not end it.
public enum MonologueDetector: EventDetector {
  public static let code = EventCode.monologue
  public static let settingsGroup = "monologue"

  /// Settings of monologues; the pause that ends one is `turns.longestPauseSeconds`.
  public struct Settings: DescribedSettings {
    /// Shortest monologue, in seconds.
    public var minimumSeconds = 60.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Shortest time of holding the floor that is a monologue",
        source: "RULES.md EV113; practice of other products", range: 5...3600)
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.floor.turns.flatMap { turn in
      turn.stretches(longestPauseSeconds: settings.turns.longestPauseSeconds)
        // Whether the other side spoke while it was not recorded, nobody knows.
        .subtracting(conversation.absent(besides: turn.side))
        .filter { $0.durationSeconds.reaches(settings.monologue.minimumSeconds) }
        .map { stretch in
          let side = conversation.sides[turn.side]
          return CallEvent(
            code, stretch, party: side.party,
            values: [
              .durationSeconds: stretch.durationSeconds,
              .speechSeconds: side.speech.seconds(in: stretch),
            ])
        }
    }
  }
}
