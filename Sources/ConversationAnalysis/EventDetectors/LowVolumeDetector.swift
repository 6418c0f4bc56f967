public import CallTypes

/// EV103: one side is hard to hear, by itself or beside the other.
public enum LowVolumeDetector: EventDetector {
  public static let code = EventCode.lowVolume
  public static let settingsGroup = "lowVolume"

  /// Settings of quiet speech; windows are those of `levels`.
  public struct Settings: DescribedSettings {
    /// Active level below which speech is quiet.
    public var minimumDBFS = -36.0
    /// Distance to the other side's active level from which speech is quiet, in dB.
    public var belowOtherDB = 12.0
    /// How far the level must rise over the limit to end a quiet stretch, in dB.
    public var hysteresisDB = 6.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumDBFS", "Active level below which speech is quiet: 10 dB under the nominal −26",
        source: "RULES.md EV103; ITU-T P.56 and G.191 nominal level", range: -90...0),
      SettingDescription(
        "belowOtherDB", "Distance to the other side's level over the call at which speech is quiet",
        source: "RULES.md EV103", range: 1...60),
      SettingDescription(
        "hysteresisDB", "Rise over the limit that ends a quiet stretch, against flicker",
        source: "RULES.md EV103", range: 0...20),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    conversation.sides.indices.flatMap { index in
      events(ofSide: index, in: conversation, settings: settings.lowVolume)
    }
  }

  private static func events(
    ofSide index: Int, in conversation: Conversation, settings: Settings
  ) -> [CallEvent] {
    let side = conversation.sides[index]
    let otherDBFS = conversation.hasSidesApart ? otherLevelDBFS(than: index, conversation) : nil
    let besideOtherDBFS = otherDBFS.map { $0 - settings.belowOtherDB }
    let leaveDBFS = max(settings.minimumDBFS, besideOtherDBFS ?? -.infinity) + settings.hysteresisDB
    let windows = conversation.levelWindows[index]
    let stretches = windows.stretches(
      entering: {
        $0.activeLevelDBFS < settings.minimumDBFS
          || $0.activeLevelDBFS <= (besideOtherDBFS ?? -.infinity)
      },
      staying: { $0.activeLevelDBFS < leaveDBFS })
    return stretches.compactMap { stretch -> CallEvent? in
      let speech = side.lead.spans.clipped(to: stretch)
      guard let first = speech.first, let last = speech.last,
        let levelDBFS = side.lead.activeLevelDBFS(in: stretch)
      else { return nil }
      let isQuiet = levelDBFS < settings.minimumDBFS
      let limitDBFS = isQuiet ? settings.minimumDBFS : besideOtherDBFS ?? settings.minimumDBFS
      let lowestDBFS =
        windows.inside(stretch).map(\.activeLevelDBFS).min()
        ?? levelDBFS
      var values: [EventMeasure: Double] = [
        .levelDBFS: levelDBFS, .speechSeconds: speech.totalSeconds,
        .severityDB: max(0, limitDBFS - lowestDBFS),
      ]
      values[.otherLevelDBFS] = otherDBFS
      return CallEvent(
        code, TimeSpan(first.startSeconds, last.endSeconds), party: side.party,
        cause: isQuiet || besideOtherDBFS == nil ? .belowLevel : .belowOtherSide, values: values)
    }
  }

  /// Active level over the call of the loudest other side.
  private static func otherLevelDBFS(than index: Int, _ conversation: Conversation) -> Double? {
    conversation.sides.enumerated().filter { $0.offset != index }
      .compactMap(\.element.lead.activeLevelDBFS).max()
  }
}
