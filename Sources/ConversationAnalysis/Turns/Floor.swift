public import CallTypes

/// Settings of turns and the floor.
public struct TurnSettings: DescribedSettings {
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
}

/// Follows the floor through the speech of all sides (ordered lists, one per side).
///
/// Units are walked through by start time. A unit of another side takes the floor unless it is a
/// listener response, or begins in overlap and never speaks on alone for `takeoverSeconds`. Cost:
/// a sort of the units, then one step each.
func floor(of speech: [[TimeSpan]], settings: TurnSettings) -> Floor {
  var walk = FloorWalk(speech: speech, settings: settings)
  let units = speech.indices.flatMap { side in
    speech[side].indices.map { (side: side, index: $0, span: speech[side][$0]) }
  }
  // Of units that start together, the longer comes first; then the order of the sides decides.
  let ordered = units.sorted {
    ($0.span.startSeconds, -$0.span.endSeconds, $0.side)
      < ($1.span.startSeconds, -$1.span.endSeconds, $1.side)
  }
  for unit in ordered { walk.step(side: unit.side, index: unit.index) }
  return walk.floor
}

/// The state of the walk.
private struct FloorWalk {
  let speech: [[TimeSpan]]
  let settings: TurnSettings
  var floor: Floor
  /// Who has the floor; apart from `floor`, as a copy of a turn would copy its units at each step.
  var holder: Int?
  /// End of the last unit of the present turn.
  var holderEnd = 0.0

  init(speech: [[TimeSpan]], settings: TurnSettings) {
    self.speech = speech
    self.settings = settings
    floor = Floor(roles: speech.map { _ in [] })
  }

  mutating func step(side: Int, index: Int) {
    let unit = speech[side][index]
    guard let holder else { return begin(side, unit) }
    if holder == side {
      holderEnd = unit.endSeconds
      floor.turns[floor.turns.count - 1].units.append(unit)
      floor.roles[side].append(.turn(floor.turns.count - 1))
      return
    }
    let done = floor.roles[holder].count
    let resume = done < speech[holder].count ? speech[holder][done].startSeconds : nil
    if isBackchannel(side: side, index: index, resume: resume) {
      floor.roles[side].append(.backchannel)
    } else if unit.startSeconds < holderEnd,
      !(min(unit.endSeconds, resume ?? .infinity) - holderEnd).reaches(settings.takeoverSeconds)
    {
      floor.roles[side].append(.attempt)
    } else {
      floor.transfers.append(
        FloorTransfer(
          fromSide: holder, toSide: side, endSeconds: holderEnd,
          startSeconds: unit.startSeconds))
      begin(side, unit)
    }
  }

  private mutating func begin(_ side: Int, _ unit: TimeSpan) {
    (holder, holderEnd) = (side, unit.endSeconds)
    floor.turns.append(Turn(side: side, units: [unit]))
    floor.roles[side].append(.turn(floor.turns.count - 1))
  }

  /// Short, with own silence around it, and the holder goes on.
  private func isBackchannel(side: Int, index: Int, resume: Double?) -> Bool {
    let own = speech[side]
    let unit = own[index]
    guard settings.backchannelSeconds.reaches(unit.durationSeconds) else { return false }
    let silence = settings.backchannelSilenceSeconds
    if index > 0, !(unit.startSeconds - own[index - 1].endSeconds).reaches(silence) { return false }
    if index + 1 < own.count, !(own[index + 1].startSeconds - unit.endSeconds).reaches(silence) {
      return false
    }
    if unit.endSeconds <= holderEnd { return true }
    guard let resume else { return false }
    return settings.backchannelPauseSeconds.reaches(resume - holderEnd)
  }
}
