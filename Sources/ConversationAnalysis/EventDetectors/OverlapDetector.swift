public import CallTypes

/// EV102: two speak at once; each overlap is judged alone.
///
/// Talkspurts meet, not units of speech: a cut-in over a voice that pauses for a breath is one, and its
/// joint speech adds up. What is no competition for the floor is kept apart, after Schegloff (2000),
/// Language in Society 29: listener responses (his continuers) and turns that begin a little early
/// (his terminal overlaps). A cut-in may begin in a short pause of the speaker: Gravano & Hirschberg
/// (2012), Interspeech, count interruptions with and without simultaneous speech at the onset.
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
          .filter { $0.jointSeconds.reaches(settings.overlap.minimumSeconds) }
          .map { event(of: $0, in: conversation, settings: settings) }
      }
    }
  }

  /// Speech of two sides at once, while one talkspurt of each lasts.
  private struct Overlap {
    /// From the first instant at which both speak to the last.
    var span: TimeSpan
    /// Time in which both speak: pauses of either are left out.
    var jointSeconds: Double
    /// The talkspurt that started later.
    var later: Talkspurt
    /// The talkspurt that was there before.
    var earlier: Talkspurt
  }

  /// Every pair of talkspurts in which both speak at once, walked through by time.
  private static func overlaps(
    of first: Int, _ second: Int, in conversation: Conversation
  ) -> [Overlap] {
    let (mine, theirs) = (
      conversation.floor.talkspurts[first], conversation.floor.talkspurts[second]
    )
    var found: [Overlap] = []
    var (here, there) = (0, 0)
    while here < mine.count, there < theirs.count {
      let (own, other) = (mine[here], theirs[there])
      if let shared = own.span.intersection(other.span) {
        let joint = conversation.sides[first].speech.clipped(to: shared)
          .intersection(conversation.sides[second].speech.clipped(to: shared))
        let isMine = own.span.startSeconds > other.span.startSeconds
        if let start = joint.first?.startSeconds, let end = joint.last?.endSeconds {
          found.append(
            Overlap(
              span: TimeSpan(start, end), jointSeconds: joint.totalSeconds,
              later: isMine ? own : other, earlier: isMine ? other : own))
        }
      }
      if own.span.endSeconds < other.span.endSeconds { here += 1 } else { there += 1 }
    }
    return found
  }

  private static func event(
    of overlap: Overlap, in conversation: Conversation, settings: ConversationSettings
  ) -> CallEvent {
    let limits = settings.overlap
    let floor = conversation.floor
    let onset = overlap.later.span.startSeconds
    let starter = conversation.sides[overlap.later.side].party
    let holder = conversation.sides[overlap.earlier.side].party
    var values: [EventMeasure: Double] = [.durationSeconds: overlap.jointSeconds]
    values[.confidenceRatio] = conversation.overlapConfidence(in: overlap.span)
    if limits.dualStartSeconds.reaches(onset - overlap.earlier.span.startSeconds) {
      return CallEvent(code, overlap.span, cause: .dualStart, values: values)
    }
    // A response may also begin in a pause of the speaker, who then goes on over it.
    for spurt in [overlap.later, overlap.earlier] where floor.role(of: spurt) == .backchannel {
      return CallEvent(
        code, overlap.span, party: conversation.sides[spurt.side].party, cause: .backchannel,
        values: values)
    }
    guard case .turn(let turn) = floor.role(of: overlap.earlier) else {
      return CallEvent(
        code, overlap.span, party: starter, cause: .transition, values: values)
    }
    let heldSeconds = floor.heldSeconds(
      byTurn: turn, at: onset, longestPauseSeconds: settings.turns.longestPauseSeconds)
    values[.floorHeldSeconds] = heldSeconds
    guard heldSeconds.reaches(limits.floorHeldSeconds),
      overlap.jointSeconds.reaches(limits.interruptionSeconds)
    else {
      return CallEvent(
        code, overlap.span, party: starter, cause: .transition, values: values)
    }
    values[.levelChangeDB] = levelChangeDB(
      of: conversation.sides[overlap.earlier.side].lead, at: onset, seconds: limits.levelSeconds)
    return CallEvent(
      code, overlap.span, party: starter, cause: .interruption,
      yieldedBy: yielder(overlap, starter, holder, limits), values: values)
  }

  /// Who stopped first, and within the time allowed; a short pause is no stop.
  private static func yielder(
    _ overlap: Overlap, _ starter: Party, _ holder: Party, _ limits: Settings
  ) -> Party? {
    let (later, earlier) = (overlap.later.span, overlap.earlier.span)
    let stopsSeconds = min(later.endSeconds, earlier.endSeconds) - later.startSeconds
    guard limits.yieldSeconds.reaches(stopsSeconds) else { return nil }
    return earlier.endSeconds <= later.endSeconds ? holder : starter
  }

  /// The side's level after an instant minus that before it; `nil` where it is silent in either.
  private static func levelChangeDB(
    of speech: ChannelSpeech, at onset: Double, seconds: Double
  ) -> Double? {
    guard
      let before = speech.speechLevelDBFS(in: TimeSpan(max(0, onset - seconds), onset)),
      let after = speech.speechLevelDBFS(in: TimeSpan(onset, onset + seconds))
    else { return nil }
    return after - before
  }
}

extension CallEvent {
  /// Of an overlap: time in which both speak, in seconds; pauses in between are left out.
  var jointSeconds: Double { values[.durationSeconds] ?? durationSeconds }
}
