public import CallTypes

/// EV103: one side is hard to hear, by itself or beside the other; or both are, because of the line.
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
    /// How far the level over a whole stretch may lie over the limit that a window fell below, in dB.
    public var stretchToleranceDB = 1.5
    /// Share of a stretch under the limit from which on it counts, whatever its level as a whole.
    public var sureQuietRatio = 0.3
    /// Largest distance between the sides' levels over the call on a quiet line, in dB.
    public var lineSpreadDB = 6.0

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
      SettingDescription(
        "stretchToleranceDB",
        "How far the level over a whole stretch may lie over the limit: a faint phrase is no stretch",
        source: "tuned on tools/corpus, dev split: stretches that are quiet by their making",
        range: 0...20),
      SettingDescription(
        "sureQuietRatio",
        "Share of a stretch under the limit from which on it counts, whatever its level as a whole",
        source: "own choice: about a third of it", range: 0...1),
      SettingDescription(
        "lineSpreadDB", "Sides under the limit this close together are quiet because of the line",
        source: "own choice: half of belowOtherDB, over the 3 dB that talkers differ by",
        range: 0...60),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    if let stretches = quietLine(in: conversation, settings.lowVolume) {
      return stretches.map { lineEvent($0, in: conversation, settings.lowVolume) }
    }
    return conversation.sides.indices.flatMap { index in
      events(ofSide: index, in: conversation, settings: settings)
    }
  }

  /// Limits of one side's speech, in dBFS.
  private struct Limits {
    /// Level over the call of the loudest other side; `nil` where sides are not apart.
    let otherDBFS: Double?
    /// Level from which on speech is quiet beside the other side.
    let besideOtherDBFS: Double
    /// Level from which on speech is quiet.
    let enterDBFS: Double
    /// Level that ends a quiet stretch.
    let leaveDBFS: Double

    init(ofSide index: Int, in conversation: Conversation, _ settings: Settings) {
      otherDBFS = conversation.hasSidesApart ? otherLevelDBFS(than: index, conversation) : nil
      besideOtherDBFS = otherDBFS.map { $0 - settings.belowOtherDB } ?? -.infinity
      // "Twelve under" is quiet at exactly twelve, for which the level needs no more than to be met.
      enterDBFS = max(settings.minimumDBFS, besideOtherDBFS.nextUp)
      leaveDBFS = max(settings.minimumDBFS, besideOtherDBFS) + settings.hysteresisDB
    }
  }

  /// Quiet stretches of one side, whoever is to blame; ordered. `Conversation.quietStretches` has them.
  static func stretches(
    ofSide index: Int, in conversation: Conversation, _ settings: ConversationSettings
  ) -> [QuietStretch] {
    let limits = Limits(ofSide: index, in: conversation, settings.lowVolume)
    return conversation.sides[index].lead.quietStretches(
      below: limits.enterDBFS, until: limits.leaveDBFS, settings: settings.levels
    )
    .filter {
      $0.levelDBFS <= limits.enterDBFS + settings.lowVolume.stretchToleranceDB
        || $0.quietRatio.reaches(settings.lowVolume.sureQuietRatio)
    }
  }

  private static func events(
    ofSide index: Int, in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    let side = conversation.sides[index]
    let limits = Limits(ofSide: index, in: conversation, settings.lowVolume)
    let minimumDBFS = settings.lowVolume.minimumDBFS
    return conversation.quietStretches[index].map { stretch in
      let isQuiet = stretch.levelDBFS < minimumDBFS || limits.besideOtherDBFS < minimumDBFS
      let limitDBFS = isQuiet ? minimumDBFS : limits.besideOtherDBFS
      var values: [EventMeasure: Double] = [
        .levelDBFS: stretch.levelDBFS,
        .speechSeconds: side.lead.spans.seconds(in: stretch.span),
        .severityDB: max(0, limitDBFS - stretch.lowestDBFS),
      ]
      values[.otherLevelDBFS] = limits.otherDBFS
      return CallEvent(
        code, stretch.span, party: side.party, cause: isQuiet ? .belowLevel : .belowOtherSide,
        values: values)
    }
  }

  /// Quiet stretches of all sides, when every side is quiet over the call and about as quiet as the
  /// others: it is the line, and nobody speaks too softly. `nil` else.
  private static func quietLine(
    in conversation: Conversation, _ settings: Settings
  ) -> [QuietStretch]? {
    let levels = conversation.sides.map(\.lead.activeLevelDBFS)
    let known = levels.compactMap { $0 }
    guard conversation.hasSidesApart, known.count == levels.count,
      let loudestDBFS = known.max(), let faintestDBFS = known.min(),
      loudestDBFS < settings.minimumDBFS,
      settings.lineSpreadDB.reaches(loudestDBFS - faintestDBFS)
    else { return nil }
    var merged: [QuietStretch] = []
    let all = conversation.quietStretches.joined()
      .sorted { $0.span.startSeconds < $1.span.startSeconds }
    for stretch in all {
      guard let last = merged.last, stretch.span.startSeconds <= last.span.endSeconds else {
        merged.append(stretch)
        continue
      }
      merged[merged.count - 1] = QuietStretch(
        span: TimeSpan(
          last.span.startSeconds, max(last.span.endSeconds, stretch.span.endSeconds)),
        levelDBFS: max(last.levelDBFS, stretch.levelDBFS),
        lowestDBFS: min(last.lowestDBFS, stretch.lowestDBFS),
        quietRatio: min(last.quietRatio, stretch.quietRatio))
    }
    return merged
  }

  /// The event of nobody; its level is that of the louder side, its speech that of anybody.
  private static func lineEvent(
    _ stretch: QuietStretch, in conversation: Conversation, _ settings: Settings
  ) -> CallEvent {
    CallEvent(
      code, stretch.span, cause: .quietLine,
      values: [
        .levelDBFS: stretch.levelDBFS,
        .speechSeconds: conversation.anySpeech.seconds(in: stretch.span),
        .severityDB: max(0, settings.minimumDBFS - stretch.lowestDBFS),
      ])
  }

  /// Active level over the call of the loudest other side.
  private static func otherLevelDBFS(than index: Int, _ conversation: Conversation) -> Double? {
    conversation.sides.enumerated().filter { $0.offset != index }
      .compactMap(\.element.lead.activeLevelDBFS).max()
  }
}
