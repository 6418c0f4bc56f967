import CallTypes

/// A stretch in which nobody speaks, and why.
struct ClassifiedSilence: Hashable, Sendable {
  /// Where it lies.
  var span: TimeSpan
  /// Why nobody speaks; `nil` where the sides cannot be told apart.
  var cause: EventCause?
  /// Who had the floor; `nil` where nobody had or where the sides cannot be told apart.
  var party: Party?

  /// Whether it belongs to no ratio.
  var isExcluded: Bool {
    switch cause {
    case .beforeAnswer, .hold, .recordingPaused, .afterCall, .absent: true
    default: false
    }
  }
}

/// What the causes of silences are read from.
struct SilenceScene {
  /// The parties.
  let sides: [Side]
  /// Whether each side is one party.
  let areApart: Bool
  /// Role of each unit of speech; empty where sides cannot be told apart.
  let roles: [[UnitRole]]
  /// When anybody speaks; ordered.
  let anySpeech: [TimeSpan]
  /// The recording.
  let whole: TimeSpan
  /// Ringing on any side; ordered.
  let ringing: [TimeSpan]
  /// Busy tone on any side; ordered.
  let busy: [TimeSpan]
  /// Music on any side; ordered.
  let music: [TimeSpan]
  /// When a side was not recorded: whether anybody was silent then, nobody knows; ordered.
  var absent: [TimeSpan] = []

  /// The first unit of a side, in the given order, that belongs to a turn.
  func turnUnit(ofSide side: Int, in units: some Sequence<Int>) -> TimeSpan? {
    for unit in units {
      if roles.isEmpty { return sides[side].speech[unit] }
      if case .turn = roles[side][unit] { return sides[side].speech[unit] }
    }
    return nil
  }
}

extension SilenceScene {
  /// Every stretch in which nobody is heard, cut where a side begins or ends to be recorded; by time.
  fileprivate var quietSpans: [(span: TimeSpan, isAbsent: Bool)] {
    let quiet = anySpeech.complement(in: whole)
    if absent.isEmpty { return quiet.map { ($0, false) } }
    let parts =
      quiet.subtracting(absent).map { ($0, false) } + quiet.intersection(absent).map { ($0, true) }
    return parts.sorted { $0.0.startSeconds < $1.0.startSeconds }
  }

  /// What a ringing or a busy tone says of a silence between words.
  ///
  /// While it rings, a side that has not spoken yet has not answered; after a busy tone, a side that
  /// does not speak again has hung up. Whoever is left may talk to somebody else meanwhile.
  fileprivate func causeByTone(of silence: TimeSpan) -> EventCause? {
    if ringing.seconds(in: silence) > 0,
      sides.contains(where: { side in
        side.speech.first.map { $0.startSeconds >= silence.endSeconds } ?? true
      })
    {
      return .beforeAnswer
    }
    if busy.seconds(in: silence) > 0,
      sides.contains(where: { side in
        side.speech.last.map { $0.endSeconds <= silence.startSeconds } ?? true
      })
    {
      return .afterCall
    }
    return nil
  }
}

/// Every stretch in which nobody speaks, with its cause; ordered.
func classifiedSilences(
  _ scene: SilenceScene, settings: SilenceDetector.Settings
) -> [ClassifiedSilence] {
  let zero = sharedDigitalZero(of: scene.sides)
  var cursors = [Int](repeating: 0, count: scene.sides.count)
  return scene.quietSpans.map { span, isAbsent in
    if isAbsent { return ClassifiedSilence(span: span, cause: .absent) }
    guard let first = scene.anySpeech.first, let last = scene.anySpeech.last else {
      return ClassifiedSilence(span: span, cause: .beforeAnswer)
    }
    if span.endSeconds <= first.startSeconds {
      return ClassifiedSilence(span: span, cause: .beforeAnswer)
    }
    if span.startSeconds >= last.endSeconds {
      return ClassifiedSilence(span: span, cause: .afterCall)
    }
    if let cause = scene.causeByTone(of: span) {
      return ClassifiedSilence(span: span, cause: cause)
    }
    let neighbours = neighbours(of: span, in: scene, cursors: &cursors)
    let party = scene.areApart ? scene.sides[neighbours.last].party : nil
    let pausedSeconds = zero.seconds(in: span)
    if span.durationSeconds > 0, pausedSeconds >= settings.pausedRatio * span.durationSeconds,
      pausedSeconds.reaches(settings.pausedSeconds)
    {
      return ClassifiedSilence(span: span, cause: .recordingPaused, party: party)
    }
    if span.durationSeconds > 0,
      scene.music.seconds(in: span) >= settings.musicRatio * span.durationSeconds
    {
      return ClassifiedSilence(span: span, cause: .hold, party: party)
    }
    guard scene.areApart else { return ClassifiedSilence(span: span) }
    return ClassifiedSilence(
      span: span, cause: cause(of: span, neighbours, scene.sides, settings), party: party)
  }
}

/// Who had the floor around a silence; listener responses and failed attempts do not have it.
private struct Neighbours {
  /// Side whose turn was last; of several that stopped together, the one that began earlier.
  var last: Int
  /// Side whose turn is next; of several that start together, the one that goes on longer.
  var next: Int
  /// End of the agent's last speech before the silence.
  var agentEndSeconds: Double?
}

/// Looks up who had the floor around a silence; silences must come in ascending order.
private func neighbours(
  of silence: TimeSpan, in scene: SilenceScene, cursors: inout [Int]
) -> Neighbours {
  var found = Neighbours(last: 0, next: 0)
  var before: TimeSpan?
  var after: TimeSpan?
  // By index: a side is a copy of dozens of lists, and an hour has hundreds of silences.
  for index in scene.sides.indices {
    let speech = scene.sides[index].speech
    while cursors[index] < speech.count,
      speech[cursors[index]].endSeconds <= silence.startSeconds
    {
      cursors[index] += 1
    }
    let cursor = cursors[index]
    if cursor > 0, scene.sides[index].party == .agent {
      found.agentEndSeconds = speech[cursor - 1].endSeconds
    }
    if let own = scene.turnUnit(ofSide: index, in: (0..<cursor).reversed()),
      before.map({ ($0.endSeconds, -$0.startSeconds) < (own.endSeconds, -own.startSeconds) })
        ?? true
    {
      (before, found.last) = (own, index)
    }
    if let own = scene.turnUnit(ofSide: index, in: cursor..<speech.count),
      after.map({ (own.startSeconds, -own.endSeconds) < ($0.startSeconds, -$0.endSeconds) })
        ?? true
    {
      (after, found.next) = (own, index)
    }
  }
  return found
}

/// Cause of a silence between two stretches of speech.
private func cause(
  of silence: TimeSpan, _ around: Neighbours, _ sides: [Side],
  _ settings: SilenceDetector.Settings
) -> EventCause {
  if sides[around.next].party == .agent, let agentEnd = around.agentEndSeconds,
    settings.holdAnnouncementSeconds.reaches(silence.startSeconds - agentEnd),
    silence.durationSeconds.reaches(settings.holdSeconds)
  {
    return .hold
  }
  guard around.last == around.next else { return .deadAir }
  switch sides[around.last].party {
  case .agent: return .agentFloor
  case .customer: return .customerFloor
  default: return .speakerFloor
  }
}

/// Stretches in which every channel is digital zero; ordered.
private func sharedDigitalZero(of sides: [Side]) -> [TimeSpan] {
  var shared: [TimeSpan]?
  for side in sides {
    let own = side.lead.tracks.faults.digitalZeroSpans.union()
    shared = shared?.intersection(own) ?? own
  }
  return shared ?? []
}
