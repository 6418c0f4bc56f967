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
    /// How far under the side's active level the sound at a loss may lie, in dB.
    public var edgeRangeDB = 16.0
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
        "edgeRangeDB",
        "Sound further under the active level than this may fade to a constant code by itself",
        source: "8-bit PCM: its step lies 22 dB under speech of −20 dBFS", range: 0...60),
      SettingDescription(
        "mergeSeconds", "Losses closer than this are one event",
        source: "own choice: a phrase", range: 0...60),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.flatMap { index in
        let channel = conversation.channels[index]
        let faults = channel.tracks.faults
        return events(
          .zeroGap, faults.digitalZeroSpans, in: channel, line.party, settings.dropout)
          + events(
            .repeatedPacket, faults.repeatedPacketSpans, in: channel, line.party,
            settings.dropout)
      }
    }
  }

  private static func events(
    _ cause: EventCause, _ candidates: [TimeSpan], in channel: ChannelSpeech, _ party: Party,
    _ settings: Settings
  ) -> [CallEvent] {
    let lost = candidates.union().filter { gap in
      gap.durationSeconds.reaches(settings.minimumSeconds)
        && settings.maximumSeconds.reaches(gap.durationSeconds)
        && hasSpeechAround(gap, channel.spans, contextSeconds: settings.contextSeconds)
        && breaksOffSound(gap, in: channel, edgeRangeDB: settings.edgeRangeDB)
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

  /// Whether the sound right before or after the gap is loud: speech that fades to silence by itself
  /// is faint on both sides.
  private static func breaksOffSound(
    _ gap: TimeSpan, in channel: ChannelSpeech, edgeRangeDB: Double
  ) -> Bool {
    guard let activeLevelDBFS = channel.activeLevelDBFS else { return false }
    // One cell further out, as the cell next to the gap may hold a part of it.
    let inside = channel.grid.frames(in: gap)
    let edges = [inside.lowerBound - 2, inside.upperBound + 1]
    let levels = channel.tracks.levelDBFS.values
    let loudest = edges.filter(levels.indices.contains).map { levels[$0] }.max()
    return loudest.map { Double($0) >= activeLevelDBFS - edgeRangeDB } ?? false
  }

  private static func hasSpeechAround(
    _ gap: TimeSpan, _ speech: [TimeSpan], contextSeconds: Double
  ) -> Bool {
    let before = TimeSpan(max(0, gap.startSeconds - contextSeconds), gap.startSeconds)
    let after = TimeSpan(gap.endSeconds, gap.endSeconds + contextSeconds)
    return !speech.intersecting(before).isEmpty && !speech.intersecting(after).isEmpty
  }
}
