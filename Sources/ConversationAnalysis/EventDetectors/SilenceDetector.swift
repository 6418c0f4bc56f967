public import CallTypes

/// EV101: nobody speaks.
public enum SilenceDetector: EventDetector {
  public static let code = EventCode.silence
  public static let settingsGroup = "silence"

  /// Settings of silences and of their causes.
  public struct Settings: DescribedSettings {
    /// Shortest silence stored, in seconds.
    public var minimumSeconds = 1.0
    /// Shortest announced silence that is a hold, in seconds.
    public var holdSeconds = 20.0
    /// The agent spoke at most this long before a hold, in seconds.
    public var holdAnnouncementSeconds = 2.0
    /// Share of digital zero that makes a silence a recording pause.
    public var pausedRatio = 0.95
    /// Shortest digital zero that is a recording pause, in seconds.
    public var pausedSeconds = 2.0
    /// Share of music that makes a silence a hold.
    public var musicRatio = 0.5
    /// Sound like speech that lies wholly within this of music is a part of it, in seconds.
    public var musicEdgeSeconds = 0.8

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Shortest silence stored, below what is reported",
        source: "RULES.md EV101", range: 0.2...60),
      SettingDescription(
        "holdSeconds", "Shortest silence that is a hold: a shorter one is the agent's own pause",
        source: "own choice: longer than a look-up (QC103: 10 s), shorter than QC116's 120 s",
        range: 3...600),
      SettingDescription(
        "holdAnnouncementSeconds",
        "The agent spoke at most this long before a hold, so that a customer's word may lie between",
        source: "own choice: one listener response and its gap", range: 0...30),
      SettingDescription(
        "pausedRatio", "Share of shared digital zero that makes a silence a paused recording",
        source: "own choice: all but the edges", range: 0.5...1),
      SettingDescription(
        "musicRatio", "Share of music on either side that makes a silence a hold",
        source: "RULES.md EV101: hold is music, or announced; own choice of the share",
        range: 0.1...1),
      SettingDescription(
        "musicEdgeSeconds",
        "Sound like the agent's speech wholly within this of music neither begins nor ends a hold",
        source: "tuned on tools/corpus, dev split", range: 0...5),
      SettingDescription(
        "pausedSeconds",
        "Shortest recording pause: lines that suppress silence send shorter digital zero",
        source: "own choice", range: 0...600),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.silences
      .filter { $0.span.durationSeconds.reaches(settings.silence.minimumSeconds) }
      .map { silence in
        CallEvent(
          code, silence.span, party: silence.party, cause: silence.cause,
          values: [.durationSeconds: silence.span.durationSeconds])
      }
  }
}
