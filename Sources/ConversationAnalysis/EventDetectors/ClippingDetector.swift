public import CallTypes

/// EV106: samples cut off at full scale.
public enum ClippingDetector: EventDetector {
  public static let code = EventCode.clipping
  public static let settingsGroup = "clipping"

  /// Settings of clipped stretches.
  public struct Settings: DescribedSettings {
    /// Clipped runs closer than this are one event, in seconds.
    public var mergeSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "mergeSeconds", "Clipped runs closer than this are one event: a phrase, not its peaks",
        source: "own choice: a phrase", range: 0...60)
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.flatMap { channel in
        let runs = conversation.channels[channel].tracks.faults.clippedSpans.union()
        return runs.closingGaps(shorterThanSeconds: settings.clipping.mergeSeconds).map { span in
          let clippedSeconds = runs.seconds(in: span)
          let ratio = span.durationSeconds > 0 ? clippedSeconds / span.durationSeconds : 1
          return CallEvent(
            code, span, party: line.party,
            values: [.durationSeconds: clippedSeconds, .clippedRatio: min(1, ratio)])
        }
      }
    }
  }
}
