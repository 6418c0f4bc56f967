public import CallTypes

/// EV107: packets are missing inside speech.
public enum DropoutDetector: EventDetector {
  public static let code = EventCode.dropout
  public static let settingsGroup = "dropout"

  /// Settings of gaps and repeated packets.
  public struct Settings: DescribedSettings {
    /// Shortest gap or repetition, in seconds.
    public var minimumSeconds = 0.02
    /// Longest gap of digital zero that is a loss, in seconds.
    public var maximumSeconds = 0.2
    /// Speech must lie this close on both sides, in seconds.
    public var contextSeconds = 0.1
    /// Losses closer than this are one event, in seconds.
    public var mergeSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Shortest loss: one packet of 20 ms",
        source: "RULES.md EV107; RFC 3551 default packet", range: 0.005...1),
      SettingDescription(
        "maximumSeconds",
        "Longest digital zero that is a loss: longer, it is a pause on a line that sends none",
        source: "own choice: ten packets; RULES.md names 20–60 ms for single losses",
        range: 0.02...5),
      SettingDescription(
        "contextSeconds", "Speech of the side must lie this close before and after the loss",
        source: "own choice: within a syllable", range: 0.01...1),
      SettingDescription(
        "mergeSeconds", "Losses closer than this are one event",
        source: "own choice: a phrase", range: 0...60),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.sides.flatMap { side in
      side.channelIndices.flatMap { index in
        let channel = conversation.channels[index]
        let faults = channel.tracks.faults
        let zero = events(
          .zeroGap, faults.digitalZeroSpans, channel.spans, side.party, settings.dropout)
        let repeated = events(
          .repeatedPacket, faults.repeatedPacketSpans, channel.spans, side.party,
          settings.dropout)
        return zero + repeated
      }
    }
  }

  private static func events(
    _ cause: EventCause, _ candidates: [TimeSpan], _ speech: [TimeSpan], _ party: Party,
    _ settings: Settings
  ) -> [CallEvent] {
    let lost = candidates.union().filter { gap in
      gap.durationSeconds.reaches(settings.minimumSeconds)
        && settings.maximumSeconds.reaches(gap.durationSeconds)
        && hasSpeechAround(gap, speech, contextSeconds: settings.contextSeconds)
    }
    return lost.closingGaps(shorterThanSeconds: settings.mergeSeconds).map { span in
      let gaps = lost.intersecting(span)
      return CallEvent(
        code, span, party: party, cause: cause,
        values: [
          .durationSeconds: gaps.reduce(0) { $0 + $1.durationSeconds },
          .gapCount: Double(gaps.count),
        ])
    }
  }

  private static func hasSpeechAround(
    _ gap: TimeSpan, _ speech: [TimeSpan], contextSeconds: Double
  ) -> Bool {
    let before = TimeSpan(max(0, gap.startSeconds - contextSeconds), gap.startSeconds)
    let after = TimeSpan(gap.endSeconds, gap.endSeconds + contextSeconds)
    return !speech.intersecting(before).isEmpty && !speech.intersecting(after).isEmpty
  }
}
