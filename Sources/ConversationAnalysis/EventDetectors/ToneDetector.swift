public import CallTypes

/// EV109: a signalling tone, grouped into what somebody would call one event.
public enum ToneDetector: EventDetector {
  public static let code = EventCode.tone
  public static let settingsGroup = "tone"

  /// Settings of the grouping, and of what tones hide from the speech detector.
  public struct Settings: DescribedSettings {
    /// Longest rest inside a busy signal or a double ring, in seconds.
    public var busyGapSeconds = 0.95
    /// Longest rest between two rings, in seconds.
    public var ringGapSeconds = 5.6
    /// Shortest single ring, in seconds.
    public var minimumRingSeconds = 0.35
    /// A rest of at least this share of the sound before it makes two tones a busy signal.
    public var doubleRingRestRatio = 0.7
    /// Shortest dial tone of one frequency, in seconds.
    public var dialToneSeconds = 2.7
    /// Shortest answer tone of a fax, in seconds.
    public var faxAnswerSeconds = 2.3
    /// Longest beep of a row that is one event, in seconds.
    public var longestRowBeepSeconds = 0.4
    /// Longest rest between two keys of a number, in seconds.
    public var keyGapSeconds = 3.0
    /// Time before and after a tone that holds no speech, in seconds.
    public var paddingSeconds = 0.03
    /// Rests between tones of up to this length hold no speech, in seconds.
    public var bridgedSeconds = 0.32
    /// A tone heard so far under the same tone on another channel has leaked over, in dB.
    public var leakageDB = 15.0

    public init() {}

    private static let standard = "ITU-T E.180 supplement 2 (02/2003)"

    public static let descriptions = [
      SettingDescription(
        "busyGapSeconds", "Longest rest of busy and congestion tones and of double rings",
        source: "\(standard): 0.75 s and its tolerance", range: 0.1...2),
      SettingDescription(
        "ringGapSeconds", "Longest rest between two rings: later tones are another event",
        source: "\(standard): 5 s and its tolerance", range: 1...20),
      SettingDescription(
        "minimumRingSeconds", "Shortest single ring; a shorter single tone is a beep",
        source: "\(standard): 0.4 s and its tolerance", range: 0.1...2),
      SettingDescription(
        "doubleRingRestRatio", "Two tones with a shorter rest, by the first one's length, ring",
        source: "\(standard): double rings rest half as long as they sound, busy tones as long",
        range: 0.1...2),
      SettingDescription(
        "dialToneSeconds", "From here on a tone of one frequency is no ring but a dial tone",
        source: "\(standard): the longest rings last 2 s", range: 1...20),
      SettingDescription(
        "faxAnswerSeconds", "Shortest answer tone of a fax (CED)",
        source: "ITU-T T.30: 2.6 s, less its edges", range: 0.5...5),
      SettingDescription(
        "longestRowBeepSeconds", "Longest beep of a row of three or more that is one event",
        source: "\(standard): the three notes of the special information tone last 0.33 s each",
        range: 0...2),
      SettingDescription(
        "keyGapSeconds", "Longest rest between two keys of one number",
        source: "own choice: under the 4 to 5 s after which menus give up", range: 0.3...20),
      SettingDescription(
        "paddingSeconds", "Time before and after a tone that holds no speech",
        source: "own choice: the speech detector sees 30 ms at once", range: 0...0.5),
      SettingDescription(
        "bridgedSeconds", "Longest rest between tones that holds no speech",
        source: "own choice: between two keys nobody speaks", range: 0...2),
      SettingDescription(
        "leakageDB", "A tone so far under the same one on another channel belongs there",
        source: "own choice: cross-talk lies 20 dB down or more", range: 3...60),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.lines.flatMap { line in
      line.channelIndices.flatMap { index in
        conversation.channels[index].toneSequences
          .filter { !isLeakage($0, of: index, in: conversation, settings: settings.tone) }
          .map { event(of: $0, in: conversation.channels[index], line.party, settings) }
      }
    }
  }

  /// Whether another channel has the same tone much louder at the same times.
  private static func isLeakage(
    _ sequence: ToneSequence, of index: Int, in conversation: Conversation, settings: Settings
  ) -> Bool {
    conversation.channels.contains { other in
      let louder = other.toneSequences.filter {
        // Few sound at the same time: of thousands of beeps nothing else is put together.
        $0.span.overlapSeconds(with: sequence.span) > 0 && $0.cause == sequence.cause
          && $0.levelDBFS >= sequence.levelDBFS + settings.leakageDB
      }
      guard other.index != index, !louder.isEmpty else { return false }
      let shared = sequence.bursts.union().intersection(louder.flatMap(\.bursts).union())
      return shared.totalSeconds >= leakageRatio * sequence.soundSeconds
    }
  }

  /// Share of a leaked tone's sound that falls into that of the louder one.
  private static let leakageRatio = 0.8

  private static func event(
    of sequence: ToneSequence, in channel: ChannelSpeech, _ party: Party,
    _ settings: ConversationSettings
  ) -> CallEvent {
    var values: [EventMeasure: Double] = [
      .durationSeconds: sequence.soundSeconds, .levelDBFS: sequence.levelDBFS,
      .suppressedSeconds: channel.toneSuppressed.seconds(in: sequence.span),
    ]
    switch sequence.cause {
    case .dtmf: values[.digitCount] = sequence.count.map(Double.init)
    case .ringback: values[.ringCount] = sequence.count.map(Double.init)
    default: break
    }
    return CallEvent(code, sequence.span, party: party, cause: sequence.cause, values: values)
  }
}
