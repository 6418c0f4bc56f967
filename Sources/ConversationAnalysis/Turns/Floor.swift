public import CallTypes

/// Settings of turns and the floor.
public struct TurnSettings: DescribedSettings {
  /// Longest pause within a talkspurt, in seconds.
  public var talkspurtPauseSeconds = 0.5
  /// Longest listener response, in seconds.
  public var backchannelSeconds = 1.0
  /// Least own silence before and after a listener response, in seconds.
  public var backchannelSilenceSeconds = 1.0
  /// Longest pause of the speaker around a listener response, in seconds.
  public var backchannelPauseSeconds = 1.0
  /// Speech alone with which a speaker who started in overlap takes the floor, in seconds.
  public var takeoverSeconds = 0.25
  /// A longer pause interrupts the holding of the floor, in seconds.
  public var longestPauseSeconds = 3.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "talkspurtPauseSeconds",
      "Longest pause in which a speaker has not stopped, and the floor is not free",
      source:
        "median pause within a turn 0.4 to 0.5 s (Campione & Véronis 2002; Heldner & Edlund 2010)",
      range: 0...2),
    SettingDescription(
      "backchannelSeconds", "Longest listener response that takes no floor",
      source: "RULES.md EV102; Heldner et al. 2011: very short utterances ≤ 1 s", range: 0.1...3),
    SettingDescription(
      "backchannelSilenceSeconds", "Own silence before and after a listener response",
      source: "RULES.md EV102", range: 0...10),
    SettingDescription(
      "backchannelPauseSeconds",
      "Longest pause of the speaker in which a short response is no turn: after a longer one it answers",
      source: "own choice", range: 0...5),
    SettingDescription(
      "takeoverSeconds", "Speech alone, after the other stopped, that takes the floor",
      source: "own choice: one syllable more than a late stop", range: 0...2),
    SettingDescription(
      "longestPauseSeconds", "A longer pause ends a stretch of holding the floor",
      source: "RULES.md EV101: silence is reported from 3 s", range: 0.5...60),
  ]
}

/// One party's speech until another takes the floor.
struct Turn: Hashable, Sendable {
  /// Whose turn it is: index of the side.
  var side: Int
  /// The units of speech that make it, by start time; never empty.
  var units: [TimeSpan]

  /// From the first unit to the end of the last.
  var span: TimeSpan {
    TimeSpan(units.first?.startSeconds ?? 0, units.last?.endSeconds ?? 0)
  }

  /// The stretches in which the floor was held without a pause longer than the given one.
  func stretches(longestPauseSeconds: Double) -> [TimeSpan] {
    units.closingGaps(shorterThanSeconds: longestPauseSeconds)
  }
}

/// A change of the floor.
struct FloorTransfer: Hashable, Sendable {
  /// Who had the floor: index of the side.
  var fromSide: Int
  /// Who took it: index of the side.
  var toSide: Int
  /// End of the last turn, in seconds.
  var endSeconds: Double
  /// Start of the next turn, in seconds.
  var startSeconds: Double

  /// Floor-transfer offset: gap > 0, overlap < 0.
  var offsetSeconds: Double { startSeconds - endSeconds }
}

/// What a unit of speech does to the floor.
enum UnitRole: Hashable, Sendable {
  /// It belongs to the turn with this index.
  case turn(Int)
  /// A listener response.
  case backchannel
  /// Speech inside the other's turn that did not get the floor.
  case attempt
}

/// Who holds the floor, when.
struct Floor: Hashable, Sendable {
  /// Turns by start time.
  var turns: [Turn] = []
  /// Changes of the floor by start time.
  var transfers: [FloorTransfer] = []
  /// Role of each unit: shape `[side][unit of the side]`.
  var roles: [[UnitRole]]
  /// Talkspurts of each side; their units share a role.
  var talkspurts: [[Talkspurt]] = []

  /// What a talkspurt does to the floor; `nil` when it is none of this floor's.
  func role(of spurt: Talkspurt) -> UnitRole? {
    guard roles.indices.contains(spurt.side),
      roles[spurt.side].indices.contains(spurt.units.lowerBound)
    else { return nil }
    return roles[spurt.side][spurt.units.lowerBound]
  }

  /// How long a turn has had the floor at an instant, in seconds.
  ///
  /// The floor is had from the instant at which its holder speaks alone (Jaffe & Feldstein 1970,
  /// Rhythms of Dialogue): who began in overlap has it from the end of the turn before. A longer pause
  /// than the given one ends the holding.
  func heldSeconds(byTurn index: Int, at seconds: Double, longestPauseSeconds: Double) -> Double {
    let units = turns[index].units
    let end = units.partitioningIndex { $0.startSeconds >= seconds }
    var start = seconds
    for unit in units[..<end].reversed() {
      if start - unit.endSeconds > longestPauseSeconds { break }
      start = unit.startSeconds
    }
    let free = index > 0 ? turns[index - 1].span.endSeconds : start
    return max(0, seconds - max(start, free))
  }
}

/// Follows the floor through the speech of all sides (ordered lists, one per side).
///
/// Talkspurts are walked through by start time. One of another side takes the floor unless it is a
/// listener response, or begins while the holder's lasts and never speaks on alone for
/// `takeoverSeconds`. Cost: a sort of the talkspurts, then one step each.
func floor(of speech: [[TimeSpan]], settings: TurnSettings) -> Floor {
  var walk = FloorWalk(speech: speech, settings: settings)
  let spurts = walk.floor.talkspurts.flatMap { own in own.indices.map { (own[$0], $0) } }
  // Of those that start together, the longer comes first; then the order of the sides decides.
  let ordered = spurts.sorted {
    ($0.0.span.startSeconds, -$0.0.span.endSeconds, $0.0.side)
      < ($1.0.span.startSeconds, -$1.0.span.endSeconds, $1.0.side)
  }
  for (spurt, index) in ordered { walk.step(spurt, index: index) }
  return walk.floor
}

/// The state of the walk.
private struct FloorWalk {
  let speech: [[TimeSpan]]
  let settings: TurnSettings
  var floor: Floor
  /// Talkspurts of each side that have been walked through.
  var walkedCounts: [Int]
  /// Who has the floor; apart from `floor`, as a copy of a turn would copy its units at each step.
  var holder: Int?
  /// End of the last talkspurt of the present turn.
  var holderEnd = 0.0

  init(speech: [[TimeSpan]], settings: TurnSettings) {
    self.speech = speech
    self.settings = settings
    floor = Floor(roles: speech.map { _ in [] })
    floor.talkspurts = speech.enumerated().map { side, units in
      talkspurts(of: units, side: side, longestPauseSeconds: settings.talkspurtPauseSeconds)
    }
    walkedCounts = speech.map { _ in 0 }
  }

  mutating func step(_ spurt: Talkspurt, index: Int) {
    walkedCounts[spurt.side] = index + 1
    guard let holder else { return begin(spurt) }
    if holder == spurt.side { return goOn(spurt) }
    let ahead = floor.talkspurts[holder].dropFirst(walkedCounts[holder]).first
    let resume = ahead?.span.startSeconds
    let aloneSeconds = min(spurt.span.endSeconds, resume ?? .infinity) - holderEnd
    if isBackchannel(spurt, index: index, resume: resume) {
      assign(.backchannel, to: spurt)
    } else if spurt.span.startSeconds < holderEnd,
      !aloneSeconds.reaches(settings.takeoverSeconds)
    {
      assign(.attempt, to: spurt)
    } else {
      floor.transfers.append(
        FloorTransfer(
          fromSide: holder, toSide: spurt.side, endSeconds: holderEnd,
          startSeconds: spurt.span.startSeconds))
      begin(spurt)
    }
  }

  private mutating func begin(_ spurt: Talkspurt) {
    holder = spurt.side
    floor.turns.append(Turn(side: spurt.side, units: []))
    goOn(spurt)
  }

  private mutating func goOn(_ spurt: Talkspurt) {
    holderEnd = spurt.span.endSeconds
    floor.turns[floor.turns.count - 1].units += speech[spurt.side][spurt.units]
    assign(.turn(floor.turns.count - 1), to: spurt)
  }

  private mutating func assign(_ role: UnitRole, to spurt: Talkspurt) {
    floor.roles[spurt.side] += repeatElement(role, count: spurt.units.count)
  }

  /// Short, with own silence around it, and the holder goes on.
  private func isBackchannel(_ spurt: Talkspurt, index: Int, resume: Double?) -> Bool {
    let own = floor.talkspurts[spurt.side]
    let span = spurt.span
    guard settings.backchannelSeconds.reaches(span.durationSeconds) else { return false }
    let silence = settings.backchannelSilenceSeconds
    if index > 0, !(span.startSeconds - own[index - 1].span.endSeconds).reaches(silence) {
      return false
    }
    if index + 1 < own.count,
      !(own[index + 1].span.startSeconds - span.endSeconds).reaches(silence)
    {
      return false
    }
    if span.endSeconds <= holderEnd { return true }
    guard let resume else { return false }
    return settings.backchannelPauseSeconds.reaches(resume - holderEnd)
  }
}
