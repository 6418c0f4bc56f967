public import CallTypes

/// EV110: music, as played while somebody is on hold.
public enum MusicDetector: EventDetector {
  public static let code = EventCode.music
  public static let settingsGroup = "music"

  /// Settings of music.
  public struct Settings: DescribedSettings {
    /// Probability at which music begins.
    public var onsetRatio = 0.6
    /// Probability below which music ends.
    public var offsetRatio = 0.3
    /// Rests up to this length belong to the music around them, in seconds.
    public var longestRestSeconds = 2.0
    /// Shortest music, in seconds.
    public var minimumSeconds = 2.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "onsetRatio", "Probability at which music begins",
        source: "own choice: more likely than not",
        range: 0...1),
      SettingDescription(
        "offsetRatio", "Probability below which music ends, lower against flicker",
        source: "own choice", range: 0...1),
      SettingDescription(
        "longestRestSeconds", "Longest rest inside music: tracks and phrases pause",
        source: "own choice", range: 0...30),
      SettingDescription(
        "minimumSeconds", "Shortest music: shorter sounds are signals", source: "RULES.md EV110",
        range: 0.5...60),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.sides.flatMap { side in
      side.channelIndices.flatMap { index in
        conversation.channels[index].music.map { span in
          CallEvent(
            code, span, party: side.party, values: [.durationSeconds: span.durationSeconds])
        }
      }
    }
  }
}

/// Music of one channel; ordered.
///
/// Hysteresis on the probability, rests closed, what is short dropped.
func musicSpans(in tracks: ChannelTracks, settings: MusicDetector.Settings) -> [TimeSpan] {
  let track = tracks.musicProbability
  let (onset, offset) = (
    UnitTrack.step(for: Float(settings.onsetRatio)),
    UnitTrack.step(for: Float(settings.offsetRatio))
  )
  var spans: [TimeSpan] = []
  var start: Int?
  for (frame, step) in track.steps.enumerated() {
    if let first = start, step < offset {
      spans.append(track.grid.span(ofFrames: first..<frame))
      start = nil
    } else if start == nil, step >= onset {
      start = frame
    }
  }
  if let start { spans.append(track.grid.span(ofFrames: start..<track.steps.count)) }
  return spans.closingGaps(shorterThanSeconds: settings.longestRestSeconds)
    .lasting(atLeastSeconds: settings.minimumSeconds)
}
