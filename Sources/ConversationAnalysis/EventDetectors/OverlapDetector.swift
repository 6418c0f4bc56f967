public import CallTypes

/// EV102: two speak at once; each overlap is judged alone.
public enum OverlapDetector: EventDetector {
  public static let code = EventCode.overlap
  public static let settingsGroup = "overlap"

  /// Settings of overlaps and their classes.
  public struct Settings: DescribedSettings {
    /// Shortest overlap stored, in seconds.
    public var minimumSeconds = 0.2
    /// Shortest overlap that is an interruption, in seconds.
    public var interruptionSeconds = 0.5
    /// How long the other must have held the floor before an interruption, in seconds.
    public var floorHeldSeconds = 1.0
    /// Starts closer than this belong to nobody, in seconds.
    public var dualStartSeconds = 0.25
    /// Who stops within this time has yielded, in seconds.
    public var yieldSeconds = 1.0
    /// Speech before and after the onset whose levels are compared, in seconds.
    public var levelSeconds = 1.0

    public init() {}

    public static let descriptions = [
      SettingDescription(
        "minimumSeconds", "Shortest overlap stored: shorter ones are how turns normally meet",
        source: "RULES.md EV102; Heldner & Edlund 2010", range: 0.05...5),
      SettingDescription(
        "interruptionSeconds", "Shortest overlap that is an interruption",
        source: "RULES.md EV102", range: 0.1...10),
      SettingDescription(
        "floorHeldSeconds", "How long the other has held the floor before one can interrupt",
        source: "RULES.md EV102", range: 0...30),
      SettingDescription(
        "dualStartSeconds", "Starts closer together than a reaction time belong to nobody",
        source: "RULES.md EV102", range: 0...2),
      SettingDescription(
        "yieldSeconds", "Who stops within this time of an interruption's onset has yielded",
        source: "RULES.md EV102", range: 0.1...10),
      SettingDescription(
        "levelSeconds", "Speech before and after the onset whose levels are compared",
        source: "own choice: a few syllables", range: 0.1...10),
    ]
  }

  public static func events(
    in conversation: Conversation, settings: ConversationSettings
  ) -> [CallEvent] {
    guard conversation.hasSidesApart else { return [] }
    let sides = conversation.sides.indices
    return sides.flatMap { first in
      sides.dropFirst(first + 1).flatMap { second in
        overlaps(of: first, second, in: conversation)
          .filter { $0.span.durationSeconds.reaches(settings.overlap.minimumSeconds) }
          .map { event(of: $0, in: conversation, settings: settings) }
      }
    }
  }

  /// Speech of two sides at once.
  private struct Overlap {
    /// Time that both units share.
    var span: TimeSpan
    /// Side and unit that started later.
    var starter: (side: Int, unit: Int)
    /// Side and unit that was there before.
    var holder: (side: Int, unit: Int)
  }

  /// Every pair of units that meet, walked through by time.
  private static func overlaps(
    of first: Int, _ second: Int, in conversation: Conversation
  ) -> [Overlap] {
    let (mine, theirs) = (conversation.sides[first].speech, conversation.sides[second].speech)
    var found: [Overlap] = []
    var (here, there) = (0, 0)
    while here < mine.count, there < theirs.count {
      if let span = mine[here].intersection(theirs[there]) {
        let isMine = mine[here].startSeconds > theirs[there].startSeconds
        let (a, b) = ((side: first, unit: here), (side: second, unit: there))
        found.append(Overlap(span: span, starter: isMine ? a : b, holder: isMine ? b : a))
      }
      if mine[here].endSeconds < theirs[there].endSeconds { here += 1 } else { there += 1 }
    }
    return found
  }

  private static func event(
    of overlap: Overlap, in conversation: Conversation, settings: ConversationSettings
  ) -> CallEvent {
    let limits = settings.overlap
    let starter = conversation.sides[overlap.starter.side]
    let holder = conversation.sides[overlap.holder.side]
    let unit = starter.speech[overlap.starter.unit]
    let held = holder.speech[overlap.holder.unit]
    var values: [EventMeasure: Double] = [.durationSeconds: overlap.span.durationSeconds]
    if limits.dualStartSeconds.reaches(unit.startSeconds - held.startSeconds) {
      return CallEvent(code, overlap.span, cause: .dualStart, values: values)
    }
    let roles = conversation.floor.roles
    if roles[overlap.starter.side][overlap.starter.unit] == .backchannel {
      return CallEvent(
        code, overlap.span, party: starter.party, cause: .backchannel, values: values)
    }
    guard case .turn(let turn) = roles[overlap.holder.side][overlap.holder.unit] else {
      return CallEvent(
        code, overlap.span, party: starter.party, cause: .transition, values: values)
    }
    let heldSeconds = floorHeldSeconds(
      by: conversation.floor.turns[turn], at: unit.startSeconds, settings.turns)
    values[.floorHeldSeconds] = heldSeconds
    guard heldSeconds.reaches(limits.floorHeldSeconds),
      overlap.span.durationSeconds.reaches(limits.interruptionSeconds)
    else {
      return CallEvent(
        code, overlap.span, party: starter.party, cause: .transition, values: values)
    }
    values[.levelChangeDB] = levelChangeDB(
      of: holder, at: unit.startSeconds, seconds: limits.levelSeconds)
    return CallEvent(
      code, overlap.span, party: starter.party, cause: .interruption,
      yieldedBy: yielder(unit, starter, held, holder, limits), values: values)
  }

  /// How long the floor has been held at an instant, since the last long pause.
  private static func floorHeldSeconds(
    by turn: Turn, at seconds: Double, _ settings: TurnSettings
  ) -> Double {
    let end = turn.units.partitioningIndex { $0.startSeconds >= seconds }
    var start = seconds
    for unit in turn.units[..<end].reversed() {
      if start - unit.endSeconds > settings.longestPauseSeconds { break }
      start = unit.startSeconds
    }
    return seconds - start
  }

  /// Who stopped first, and within the time allowed.
  private static func yielder(
    _ unit: TimeSpan, _ starter: Side, _ held: TimeSpan, _ holder: Side, _ limits: Settings
  ) -> Party? {
    let stopsSeconds = min(unit.endSeconds, held.endSeconds) - unit.startSeconds
    guard limits.yieldSeconds.reaches(stopsSeconds) else { return nil }
    return held.endSeconds <= unit.endSeconds ? holder.party : starter.party
  }

  /// The side's level after an instant minus that before it; `nil` where it is silent in either.
  private static func levelChangeDB(
    of side: Side, at onset: Double, seconds: Double
  ) -> Double? {
    guard
      let before = side.lead.speechLevelDBFS(in: TimeSpan(max(0, onset - seconds), onset)),
      let after = side.lead.speechLevelDBFS(in: TimeSpan(onset, onset + seconds))
    else { return nil }
    return after - before
  }
}
