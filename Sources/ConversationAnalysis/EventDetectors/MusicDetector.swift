public import CallTypes

/// EV110: music, as played while somebody is on hold.
public enum MusicDetector: EventDetector {
  public static let code = EventCode.music
  public static let settingsGroup = "music"

  /// Settings of music.
  public struct Settings: DescribedSettings {
    /// Probability at which music begins.
    public var onsetRatio = 0.8
    /// Probability below which music ends.
    public var offsetRatio = 0.3
    /// Probability at which music is sure.
    public var sureRatio = 0.9
    /// Rests up to this length belong to the music around them, in seconds.
    public var longestRestSeconds = 8.0
    /// Share of speech from which on a rest is no rest: somebody came back to the line.
    public var spokenRestRatio = 0.5
    /// Shortest music, and least sure music in it, in seconds.
    public var minimumSeconds = 2.0
    /// What looks like speech further from music of its channel is not doubted, in seconds.
    public var nearSeconds = 40.0
    /// Mean probability of music at which what looks like speech near music is music.
    public var doubtRatio = 0.15
    /// Shortest sound near music that is music because its periodicity never breaks off, in seconds.
    public var unbrokenSeconds = 1.0
    /// Periodicity under which a frame breaks a sound.
    public var unbrokenStrengthRatio = 0.7
    /// Share of frames that are not weaker in an unbroken sound.
    public var unbrokenShareRatio = 0.9
    /// The same among the frames that sound, where there are rests.
    public var unbrokenAudibleRatio = 0.97
    /// Less speech between two stretches of music is no return to the line, in seconds.
    public var leastWordsSeconds = 1.0

    public init() {}

    private static let tuned =
      "tuned on tools/corpus, dev split: hold music through codecs and noise, machines, other sounds"

    private static let unbroken =
      "tools/corpus, dev and train split: the weakest tenth of speech has 0.62, of instruments 0.5 to 0.99"

    public static let descriptions = [
      SettingDescription(
        "onsetRatio", "Probability at which music begins", source: tuned, range: 0...1),
      SettingDescription(
        "offsetRatio", "Probability below which music ends, lower against flicker",
        source: tuned, range: 0...1),
      SettingDescription(
        "sureRatio", "Probability at which music is sure: machines hum for seconds, but less so",
        source: tuned, range: 0...1),
      SettingDescription(
        "longestRestSeconds", "Longest rest inside music: tracks and phrases pause",
        source: tuned, range: 0...30),
      SettingDescription(
        "spokenRestRatio", "Share of speech from which on a rest parts two stretches of music",
        source: tuned, range: 0...1),
      SettingDescription(
        "minimumSeconds", "Shortest music, and least sure music in it: shorter sounds are signals",
        source: "RULES.md EV110", range: 0.5...60),
      SettingDescription(
        "nearSeconds", "What looks like speech further from music of its channel is not doubted",
        source: "tools/corpus, dev split: an instrument was taken for speech for 37 s",
        range: 0...600),
      SettingDescription(
        "doubtRatio",
        "Mean probability of music at which what looks like speech near music is music",
        source:
          "tuned on tools/corpus, dev split: short and long hold music, single sounds",
        range: 0...1),
      SettingDescription(
        "unbrokenSeconds",
        "Shortest sound near music that is music by its periodicity: a syllable alone has no consonant",
        source: unbroken, range: 0.2...60),
      SettingDescription(
        "unbrokenStrengthRatio", "Periodicity under which a frame breaks a sound, as consonants do",
        source: unbroken, range: 0...1),
      SettingDescription(
        "unbrokenShareRatio", "Share of frames that are not weaker in an unbroken sound",
        source: unbroken, range: 0.5...1),
      SettingDescription(
        "unbrokenAudibleRatio",
        "Share of frames that are not weaker among those that sound: rests between notes do not",
        source:
          "tools/corpus, dev and train split: a cello 0.98; 0.95 took 2 words for music in noise 20 dB down",
        range: 0.5...1),
      SettingDescription(
        "leastWordsSeconds",
        "Less speech between two stretches of music is no return to the line, but scraps of the music",
        source: "RULES.md EV102: own speech of up to 1 s takes no floor", range: 0...10),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.flatMap { index -> [CallEvent] in
        let channel = conversation.channels[index]
        return channel.music.map { span in
          CallEvent(
            code, span, party: line.party,
            values: [
              .durationSeconds: span.durationSeconds,
              .suppressedSeconds: channel.musicSuppressed.seconds(in: span),
            ])
        }
      }
    }
  }
}

/// Music of one channel; ordered.
///
/// Hysteresis on the probability, rests closed unless somebody speaks in them, what is short or never
/// sure for long dropped.
func musicSpans(in tracks: ChannelTracks, settings: MusicDetector.Settings) -> [TimeSpan] {
  let track = tracks.musicProbability
  let runs = musicRuns(track.steps, settings)
  let longestRest = track.grid.frameCount(ofSeconds: settings.longestRestSeconds)
  var joined: [Range<Int>] = []
  for run in runs {
    if let last = joined.last, run.lowerBound - last.upperBound <= longestRest,
      spokenRatio(track.grid.span(ofFrames: last.upperBound..<run.lowerBound), in: tracks)
        < settings.spokenRestRatio
    {
      joined[joined.count - 1] = last.lowerBound..<run.upperBound
    } else {
      joined.append(run)
    }
  }
  let sure = UnitTrack.step(for: Float(settings.sureRatio))
  return joined.filter { run in
    let sureSeconds =
      Double(track.steps[run].count { $0 >= sure }) * track.grid.hopSeconds
    return sureSeconds.reaches(settings.minimumSeconds)
  }
  .map { track.grid.span(ofFrames: $0) }
}

/// Whether what sounded like music is a dial tone, a ringing or another signal of the network.
///
/// Beeps do not count: notes of a bare melody may be taken for them.
func isSignal(_ music: TimeSpan, among sequences: [ToneSequence]) -> Bool {
  let signals = sequences.filter { $0.cause != .beep }.map(\.span).union()
  return signals.seconds(in: music) >= signalRatio * music.durationSeconds
}

/// Share of music under a signal from which it is the signal.
private let signalRatio = 0.5

/// The parts of music in which it is likely itself, not only near; ordered.
func pureMusic(
  in music: [TimeSpan], _ tracks: ChannelTracks, settings: MusicDetector.Settings
) -> [TimeSpan] {
  let (grid, steps) = (tracks.musicProbability.grid, tracks.musicProbability.steps)
  let onset = UnitTrack.step(for: Float(settings.onsetRatio))
  return music.flatMap { span in
    grid.frames(in: span).filter { steps[$0] >= onset }.map { grid.span(ofFrames: $0..<$0 + 1) }
  }
  .union()
}

/// Runs of music: on above the onset, off below the offset.
private func musicRuns(_ steps: [UInt8], _ settings: MusicDetector.Settings) -> [Range<Int>] {
  let (onset, offset) = (
    UnitTrack.step(for: Float(settings.onsetRatio)),
    UnitTrack.step(for: Float(settings.offsetRatio))
  )
  var found: [Range<Int>] = []
  var start: Int?
  for (frame, step) in steps.enumerated() {
    if let first = start, step < offset {
      found.append(first..<frame)
      start = nil
    } else if start == nil, step >= onset {
      start = frame
    }
  }
  if let start { found.append(start..<steps.count) }
  return found
}

/// Share of the frames of a span that are more likely speech than not.
private func spokenRatio(_ span: TimeSpan, in tracks: ChannelTracks) -> Double {
  let frames = tracks.speechProbability.grid.frames(in: span)
  guard !frames.isEmpty else { return 0 }
  let even = UnitTrack.step(for: 0.5)
  return Double(tracks.speechProbability.steps[frames].count { $0 >= even }) / Double(frames.count)
}
