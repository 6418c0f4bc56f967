public import CallTypes

/// EV112: one side is not heard while the other speaks.
///
/// Listening is normal; a stretch counts only when it reaches to the start or the end of the
/// recording: a line that never came up or that died, not a listener in the middle.
public enum OneWayAudioDetector: EventDetector {
  public static let code = EventCode.oneWayAudio
  public static let settingsGroup = "oneWayChannel"

  /// Settings of one-way stretches.
  public struct Settings: DescribedSettings {
    /// Least speech of the other side during the stretch, in seconds.
    public var minimumOtherSpeechSeconds = 20.0
    /// Share of digital zero that makes a stretch dead.
    public var digitalZeroRatio = 0.9
    /// Loudest sound over the background that is comfort noise, in dB.
    public var comfortNoiseRangeDB = 10.0
    /// Share of the stretch's frames that must be as quiet as comfort noise.
    public var quietFramesRatio = 0.95
    /// Share of a call in which a side may be missing and the sides still be compared.
    public var maximumAbsentRatio = 0.1

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumOtherSpeechSeconds", "Speech of the other side before silence is suspicious",
        source: "RULES.md EV112", range: 1...600),
      SettingDescription(
        "digitalZeroRatio", "Share of digital zero that makes a stretch dead",
        source: "own choice: all but clicks", range: 0.5...1),
      SettingDescription(
        "comfortNoiseRangeDB", "How far comfort noise moves about the background level",
        source: "own choice: noise in 10 ms hops spreads by 3 to 5 dB", range: 1...40),
      SettingDescription(
        "quietFramesRatio", "Share of frames that must be that quiet",
        source: "own choice", range: 0.5...1),
      SettingDescription(
        "maximumAbsentRatio",
        "Share of a call that a side's file may miss before sides are not compared and not scored",
        source: "own choice: a tenth of the talk", range: 0...1),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    guard conversation.hasSidesApart, !conversation.hasSpeakers else { return [] }
    let whole = TimeSpan(0, conversation.durationSeconds)
    return conversation.sides.flatMap { side in
      side.speech.complement(in: whole)
        .filter { $0.startSeconds <= 0 || $0.endSeconds >= whole.endSeconds }
        .subtracting(side.absent)
        .compactMap { stretch in
          event(of: side, in: stretch, settings: settings.oneWayChannel)
        }
        + side.absent.compactMap { stretch in
          event(of: side, in: stretch, cause: .absent, settings: settings.oneWayChannel)
        }
    }
  }

  private static func event(
    of side: Side, in stretch: TimeSpan, cause known: EventCause? = nil, settings: Settings
  ) -> CallEvent? {
    let otherSeconds = side.otherSpeech.seconds(in: stretch)
    guard otherSeconds.reaches(settings.minimumOtherSpeechSeconds) else { return nil }
    return CallEvent(
      code, stretch, party: side.party,
      cause: known ?? cause(of: side.lead, in: stretch, settings: settings),
      values: [.durationSeconds: stretch.durationSeconds, .speechSeconds: otherSeconds])
  }

  /// What is in the channel instead of speech.
  private static func cause(
    of channel: ChannelSpeech, in stretch: TimeSpan, settings: Settings
  ) -> EventCause {
    let zeroSeconds = channel.tracks.faults.digitalZeroSpans.union().seconds(in: stretch)
    if zeroSeconds >= settings.digitalZeroRatio * stretch.durationSeconds { return .digitalZero }
    var levels = LevelHistogram()
    for frame in channel.grid.frames(in: stretch) {
      levels.add(channel.tracks.levelDBFS.values[frame])
    }
    guard let loudDBFS = levels.percentileDBFS(settings.quietFramesRatio),
      let noiseDBFS = channel.meanNoiseFloorDBFS(in: stretch)
    else { return .belowSpeechLevel }
    return loudDBFS <= noiseDBFS + settings.comfortNoiseRangeDB
      ? .comfortNoise : .belowSpeechLevel
  }
}
