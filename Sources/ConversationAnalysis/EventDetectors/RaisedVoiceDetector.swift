public import CallTypes

/// EV104: one side speaks much louder and higher than it does in the rest of the call.
///
/// Both together, as a shout is (Traunmüller & Eriksson 2000, JASA 107:3438: vocal effort raises F0
/// with level): a gain that jumps raises the level alone. It also lifts the background, so the level
/// has to rise as much over the background as over the median.
public enum RaisedVoiceDetector: EventDetector {
  public static let code = EventCode.raisedVoice
  public static let settingsGroup = "raisedVoice"

  /// Settings of raised voices.
  public struct Settings: DescribedSettings {
    /// Rise of the level over the side's own median, and over its background, in dB.
    public var levelRiseDB = 6.0
    /// Rise of F0 over the side's own median, in semitones.
    public var f0RiseSemitones = 2.0
    /// Speech over which level and F0 are taken, in seconds.
    public var windowSeconds = 1.0
    /// How far the level must fall under the limit to end a loud stretch, in dB.
    public var hysteresisDB = 3.0
    /// Least rise of F0 over a whole loud stretch, in semitones.
    public var stretchRiseSemitones = 1.5
    /// Pauses longer than this part what is one event, in seconds.
    public var longestPauseSeconds = 1.0
    /// Least voiced speech in a window, in seconds.
    public var minimumVoicedSeconds = 0.3
    /// Least speech of the side in the call, in seconds.
    public var minimumSpeechSeconds = 10.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "levelRiseDB", "Rise of the level over the side's own median and over its background",
        source: "RULES.md EV104", range: 1...40),
      SettingDescription(
        "f0RiseSemitones", "Rise of F0 over the side's own median",
        source: "RULES.md EV104", range: 0...24),
      SettingDescription(
        "windowSeconds", "Speech over which level and F0 are taken: the shortest raised voice",
        source: "RULES.md EV104", range: 0.2...10),
      SettingDescription(
        "hysteresisDB", "Fall under the limit that ends a loud stretch, against flicker",
        source: "own choice: half of the rise; tools/corpus, dev split", range: 0...20),
      SettingDescription(
        "stretchRiseSemitones",
        "Rise of F0 over the whole loud stretch: after a gain step it is less",
        source:
          "tools/corpus, dev and train split: of 588 outbursts by 3.5 and 4 semitones 584 have 1.7",
        range: 0...24),
      SettingDescription(
        "longestPauseSeconds", "Longest pause inside one raised voice",
        source: "own choice: pauses inside a turn are shorter (Campione & Véronis 2002)",
        range: 0...10),
      SettingDescription(
        "minimumVoicedSeconds", "Least voiced speech in a window, else it has no F0",
        source: "own choice: two vowels; tools/corpus, dev split", range: 0.05...10),
      SettingDescription(
        "minimumSpeechSeconds", "Least speech of the side in the call: less has no usual level",
        source: "own choice: two level windows", range: 1...600),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.sides.indices.flatMap { index in
      let quiet = conversation.quietStretches[index].map(\.span).union()
      return raisedVoices(of: conversation.sides[index].lead, quiet: quiet, settings: settings)
        .map { CallEvent(code, $0.span, party: conversation.sides[index].party, values: $0.values) }
    }
  }

  /// Raised voices of a channel; empty where too little is known of its usual voice.
  private static func raisedVoices(
    of speech: ChannelSpeech, quiet: [TimeSpan], settings: ConversationSettings
  ) -> [RaisedVoice] {
    let limits = settings.raisedVoice
    guard speech.speechSeconds.reaches(limits.minimumSpeechSeconds),
      let medianHz = speech.f0.medianHz
    else { return [] }
    let voice = VoiceLine(speech, over: medianHz, settings)
    guard
      let calm = CalmVoice(
        usual(voice, in: speech.grid, quiet: quiet, limits), of: voice,
        levelRiseDB: limits.levelRiseDB, f0RiseSemitones: limits.f0RiseSemitones)
    else { return [] }
    let found = loudStretches(voice.windows, calm, limits).flatMap { stretch in
      events(in: voice.windows[stretch], voice, calm, limits)
    }
    return joined(found, speech)
  }

  /// Raised voices without those whose windows share speech with the one before: a soft syllable in the
  /// middle of a short outburst ends one loud stretch while the next has begun.
  private static func joined(_ found: [RaisedVoice], _ speech: ChannelSpeech) -> [RaisedVoice] {
    var voices: [RaisedVoice] = []
    for voice in found {
      guard let last = voices.last, last.frames.upperBound > voice.frames.lowerBound else {
        voices.append(voice)
        continue
      }
      let shared = last.span.intersection(voice.span)
      voices[voices.count - 1] = last.joined(
        with: voice, sharedSeconds: shared.map { speech.spans.seconds(in: $0) } ?? 0)
    }
    return voices
  }

  /// The windows that say how loud a side usually is: those outside its quiet stretches (EV103), as a
  /// line that fails halfway makes no shout of what was said before. All, where few are left.
  private static func usual(
    _ voice: VoiceLine, in grid: FrameGrid, quiet: [TimeSpan], _ limits: Settings
  ) -> [VoiceWindow] {
    let audible = voice.windows.filter {
      quiet.isEmpty || quiet.seconds(in: grid.span(ofFrames: $0.frames)) == 0
    }
    let audibleSeconds =
      Double(audible.count) * limits.windowSeconds / Double(VoiceLine.stepsPerWindow)
    return audibleSeconds.reaches(limits.minimumSpeechSeconds) ? audible : voice.windows
  }

  /// Runs of windows whose level has risen: entered at the limit, left under it.
  private static func loudStretches(
    _ windows: [VoiceWindow], _ calm: CalmVoice, _ limits: Settings
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var isInside = false
    for (index, window) in windows.enumerated() {
      let riseDB = window.levelDBFS - calm.levelDBFS
      let isLoud = riseDB.reaches(limits.levelRiseDB - (isInside ? limits.hysteresisDB : 0))
      if isLoud {
        let first = isInside ? found.popLast()?.lowerBound : nil
        found.append((first ?? index)..<index + 1)
      }
      isInside = isLoud
    }
    return found
  }

  /// What of a loud stretch is a raised voice, when level and F0 have risen over the whole: each part
  /// between pauses that holds a window in which level, level over background and F0 have risen.
  ///
  /// The whole takes in the edges, where windows are half calm: what just reaches the limit for a
  /// second does not pass. The event leaves them out.
  private static func events(
    in stretch: ArraySlice<VoiceWindow>, _ voice: VoiceLine, _ calm: CalmVoice, _ limits: Settings
  ) -> [RaisedVoice] {
    guard let whole = voice.rise(of: stretch, over: calm),
      whole.semitones.reaches(limits.stretchRiseSemitones),
      whole.levelDB.reaches(limits.levelRiseDB)
    else { return [] }
    return stretch.chunked { $0.group == $1.group }.compactMap { part in
      guard let first = part.first, let last = part.last,
        part.contains(where: { calm.isRaised($0, of: voice, limits) }),
        let rise = voice.rise(of: part, over: calm),
        rise.semitones.reaches(limits.stretchRiseSemitones),
        let raised = voice.raisedPart(of: part, over: calm)
      else { return nil }
      return RaisedVoice(
        frames: first.frames.lowerBound..<last.frames.upperBound, span: raised.span,
        levelDBFS: calm.levelDBFS + rise.levelDB, levelRiseDB: rise.levelDB,
        semitones: rise.semitones, speechSeconds: raised.speechSeconds)
    }
  }
}

/// One raised voice, as its event tells it.
private struct RaisedVoice {
  /// What its windows cover.
  var frames: Range<Int>
  /// From its first raised speech to its last.
  var span: TimeSpan
  /// Power mean of its speech.
  var levelDBFS: Double
  /// The same over the calm level.
  var levelRiseDB: Double
  /// Median of F0 over the calm one.
  var semitones: Double
  /// Speech that is raised.
  var speechSeconds: Double

  /// What the event carries.
  var values: [EventMeasure: Double] {
    [
      .levelDBFS: levelDBFS, .levelRiseDB: levelRiseDB, .f0RiseSemitones: semitones,
      .speechSeconds: speechSeconds,
    ]
  }

  /// One of two, of which the second comes later; level and height are means by the time of speech, the
  /// level's of powers.
  func joined(with other: RaisedVoice, sharedSeconds: Double) -> RaisedVoice {
    let share = speechSeconds / max(speechSeconds + other.speechSeconds, .leastNormalMagnitude)
    let riseDB = Decibels.level(
      ofPower: share * Decibels.power(ofDB: levelRiseDB)
        + (1 - share) * Decibels.power(ofDB: other.levelRiseDB))
    return RaisedVoice(
      frames: frames.lowerBound..<max(frames.upperBound, other.frames.upperBound),
      span: TimeSpan(span.startSeconds, max(span.endSeconds, other.span.endSeconds)),
      levelDBFS: levelDBFS - levelRiseDB + riseDB, levelRiseDB: riseDB,
      semitones: share * semitones + (1 - share) * other.semitones,
      speechSeconds: speechSeconds + other.speechSeconds - sharedSeconds)
  }
}

extension CalmVoice {
  /// Whether a window has all that makes a raised voice.
  fileprivate func isRaised(
    _ window: VoiceWindow, of voice: VoiceLine, _ limits: RaisedVoiceDetector.Settings
  ) -> Bool {
    (window.levelDBFS - levelDBFS).reaches(limits.levelRiseDB)
      && (voice.overBackgroundDB(of: window) - overBackgroundDB).reaches(limits.levelRiseDB)
      && voice.semitones(of: window).map {
        ($0 - semitones).reaches(limits.f0RiseSemitones)
      } ?? false
  }
}

extension ArraySlice {
  /// Neighbours that belong together, as slices.
  fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [ArraySlice] {
    var (parts, start): ([ArraySlice], Int) = ([], startIndex)
    for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
      parts.append(self[start..<index])
      start = index
    }
    if start < endIndex { parts.append(self[start..<endIndex]) }
    return parts
  }
}
