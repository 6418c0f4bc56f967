public import CallTypes

/// EV111: one side's speech heard again in the other's channel, by echo or leakage.
public enum EchoDetector: EventDetector {
  public static let code = EventCode.echo
  public static let settingsGroup = "echo"

  /// Settings of what an echo hides from the speech detector, and of the events.
  public struct Settings: DescribedSettings {
    /// Share of a frame's power, explained by other channels, from which on it is theirs.
    public var minimumRatio = 0.75
    /// Share under which a frame is clearly the party's own.
    public var clearlyOwnRatio = 0.08
    /// Own sound beside an echo with less that is clearly own is taken for a part of it, in seconds.
    public var shortestOwnSeconds = 0.03
    /// Echoes this close together are one event, in seconds.
    public var joinedSeconds = 10.0
    /// Shortest suppressed sound of an event, in seconds.
    public var minimumSeconds = 0.1

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumRatio", "Share of a frame's power that other channels explain if it is theirs",
        source: "tuned on tools/corpus, dev split: 0.5 to 0.85 hardly differ", range: 0...1),
      SettingDescription(
        "clearlyOwnRatio", "Share under which a frame is clearly the party's own",
        source: "tuned on tools/corpus, dev split", range: 0...1),
      SettingDescription(
        "shortestOwnSeconds",
        "Own sound beside an echo with less that is clearly own is taken for a part of it",
        source: "tuned on tools/corpus, dev split", range: 0...1),
      SettingDescription(
        "joinedSeconds", "Echoes this close together are one event",
        source: "own choice: about two turns", range: 0...600),
      SettingDescription(
        "minimumSeconds", "Shortest suppressed sound of an event",
        source: "own choice: the shortest speech", range: 0...10),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.flatMap { index -> [CallEvent] in
        let channel = conversation.channels[index]
        return channel.echoSuppressed
          .closingGaps(shorterThanSeconds: settings.echo.joinedSeconds)
          .compactMap { event(at: $0, in: channel, line.party, settings.echo) }
      }
    }
  }

  private static func event(
    at span: TimeSpan, in channel: ChannelSpeech, _ party: Party, _ settings: Settings
  ) -> CallEvent? {
    let suppressedSeconds = channel.echoSuppressed.seconds(in: span)
    guard suppressedSeconds.reaches(settings.minimumSeconds) else { return nil }
    var values: [EventMeasure: Double] = [.suppressedSeconds: suppressedSeconds]
    if let path = nearestStretch(to: span, in: channel.tracks.echoes) {
      values[.lagSeconds] = path.lagSeconds
      values[.lossDB] = path.lossDB
    }
    return CallEvent(code, span, party: party, values: values)
  }

  /// The stretch that shares most with a span, else the nearest.
  private static func nearestStretch(
    to span: TimeSpan, in stretches: [EchoStretch]
  ) -> EchoStretch? {
    func nearness(_ stretch: EchoStretch) -> Double {
      min(stretch.span.endSeconds, span.endSeconds)
        - max(stretch.span.startSeconds, span.startSeconds)
    }
    return stretches.max { nearness($0) < nearness($1) }
  }
}
