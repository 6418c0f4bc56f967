public import CallTypes

/// Settings of how the end of a call is read from its legs.
public struct CallEndSettings: DescribedSettings {
  /// Shortest digital zero at the end of a recording that is a dead leg, in seconds.
  public var minimumDeadSeconds = 0.2
  /// Share of digital zero in a leg's pauses from which its end says nothing.
  public var suppressedRatio = 0.2
  /// Legs that end within this time ended together, in seconds.
  public var togetherSeconds = 0.1

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "minimumDeadSeconds", "Shortest digital zero at the end that is a dead leg",
      source: "own choice: longer than lost packets (EV107)", range: 0.02...10),
    SettingDescription(
      "suppressedRatio",
      "Share of digital zero in a leg's pauses from which it sends none anyway: its end is unknown",
      source: "own choice: a live line has some noise", range: 0...1),
    SettingDescription(
      "togetherSeconds", "Legs that end within this time ended together: nobody was first",
      source: "own choice: five packets of 20 ms", range: 0...5),
  ]
}

/// What becomes of a leg towards the end of a recording.
enum LegEnd: Hashable {
  /// It carries sound to the end.
  case live
  /// It is digital zero from an instant, in seconds, to the end.
  case dead(Double)
  /// It is digital zero throughout, or in its pauses anyway: nothing can be said.
  case unknown
}

/// How a call ended, as far as the sound tells.
struct CallEnd: Hashable {
  /// Instant from which on nothing belongs to the call, in seconds.
  var endSeconds: Double
  /// Whose leg ended first; `nil` where they ended together or nothing is known.
  var endedBy: Party?
  /// How long the leg that ended first was gone before the next one or the recording ended.
  var leadSeconds: Double
}

extension Conversation {
  /// What becomes of a side's leg.
  func legEnd(of side: Side, _ settings: CallEndSettings) -> LegEnd {
    // A recording that ends early says nothing of the leg.
    if let last = side.absent.last,
      settings.togetherSeconds.reaches(durationSeconds - last.endSeconds)
    {
      return .unknown
    }
    let zeros = side.lead.tracks.faults.digitalZeroSpans.union()
    let trailing = zeros.last.flatMap { zero in
      settings.togetherSeconds.reaches(durationSeconds - zero.endSeconds)
        && zero.durationSeconds.reaches(settings.minimumDeadSeconds) ? zero : nil
    }
    let cutSeconds = min(trailing?.startSeconds ?? durationSeconds, durationSeconds)
    let pauses = side.speech.complement(in: TimeSpan(0, cutSeconds))
    let pauseSeconds = pauses.totalSeconds
    guard pauseSeconds.reaches(settings.minimumDeadSeconds) else {
      return trailing == nil ? .live : .unknown
    }
    let zeroSeconds = zeros.intersection(pauses).totalSeconds
    guard zeroSeconds <= settings.suppressedRatio * pauseSeconds else { return .unknown }
    return trailing.map { .dead($0.startSeconds) } ?? .live
  }

  /// How the call ended: by dead legs, by a busy tone, or with the recording.
  func callEnd(_ settings: CallEndSettings) -> CallEnd {
    let lastWordSeconds = anySpeech.last?.endSeconds ?? 0
    let lastStartSeconds = sides.compactMap { $0.speech.last?.startSeconds }.max() ?? 0
    var ends: [(party: Party, seconds: Double)] = []
    for side in sides {
      var seconds = durationSeconds
      if case .dead(let atSeconds) = legEnd(of: side, settings) { seconds = atSeconds }
      let busy = side.channelIndices.flatMap { channels[$0].toneSequences }.first {
        $0.cause == .busy && ($0.span.startSeconds + settings.togetherSeconds) >= lastWordSeconds
      }
      if let busy { seconds = min(seconds, busy.span.startSeconds) }
      ends.append((side.party, seconds))
    }
    let ordered = ends.sorted { $0.seconds < $1.seconds }
    // A leg that died while the other side went on did not end the call there.
    let endSeconds = ordered.map(\.seconds).first { $0 >= lastStartSeconds } ?? durationSeconds
    guard let first = ordered.first else {
      return CallEnd(endSeconds: durationSeconds, endedBy: nil, leadSeconds: 0)
    }
    let leadSeconds = (ordered.count > 1 ? ordered[1].seconds : durationSeconds) - first.seconds
    return CallEnd(
      endSeconds: max(endSeconds, lastStartSeconds),
      endedBy: leadSeconds > settings.togetherSeconds ? first.party : nil,
      leadSeconds: leadSeconds)
  }
}
