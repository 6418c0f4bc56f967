/// What an event is, with its stable code (RULES.md section 1).
public enum EventCode: String, Codable, CaseIterable, Hashable, Sendable, CodingKeyRepresentable {
  case silence = "EV101"
  case overlap = "EV102"
  case lowVolume = "EV103"
  case raisedVoice = "EV104"
  case noise = "EV105"
  case clipping = "EV106"
  case dropout = "EV107"
  case dcOffset = "EV108"
  case tone = "EV109"
  case music = "EV110"
  case echo = "EV111"
  case oneWayAudio = "EV112"
  case monologue = "EV113"
  case slowResponse = "EV114"

  /// The word for it in reports.
  public var kind: String {
    switch self {
    case .silence: "silence"
    case .overlap: "overlap"
    case .lowVolume: "lowVolume"
    case .raisedVoice: "raisedVoice"
    case .noise: "noise"
    case .clipping: "clipping"
    case .dropout: "dropout"
    case .dcOffset: "dcOffset"
    case .tone: "tone"
    case .music: "music"
    case .echo: "echo"
    case .oneWayAudio: "oneWayAudio"
    case .monologue: "monologue"
    case .slowResponse: "slowResponse"
    }
  }
}

/// Why or in which form an event happened; each belongs to one code.
public enum EventCause: String, Codable, CaseIterable, Hashable, Sendable {
  // EV101 silence
  case beforeAnswer, hold, deadAir, customerFloor, agentFloor, recordingPaused, afterCall
  /// A pause of the party that had the floor, whose role is unknown.
  case speakerFloor
  /// One side was not recorded meanwhile (EV101, EV112): nothing is known of it.
  case absent
  // EV102 overlap
  case interruption, backchannel, dualStart
  /// An overlap that is none of the named ones, such as a turn that starts a little early.
  case transition
  // EV103 lowVolume
  case belowLevel, belowOtherSide
  /// Both sides are quiet alike: the line's doing, and nobody's event.
  case quietLine
  // EV107 dropout
  case zeroGap, repeatedPacket
  // EV109 tone
  case ringback, busy, dialTone, dtmf, beep, fax
  // EV112 oneWayAudio
  case digitalZero, comfortNoise, belowSpeechLevel
}

/// A number that an event carries; the name ends in the unit.
public enum EventMeasure: String, Codable, CaseIterable, Hashable, Sendable, CodingKey,
  CodingKeyRepresentable
{
  case durationSeconds, speechSeconds, floorHeldSeconds, levelChangeDB, levelDBFS
  case otherLevelDBFS, severityDB, snrDB, clippedRatio, offsetRatio, gapCount
  case suppressedSeconds, ringCount, digitCount, levelRiseDB, f0RiseSemitones, lagSeconds, lossDB
  /// How surely the event happened, where voices share a channel.
  case confidenceRatio
}

/// Something that happened in a call: what, when, on which side.
public struct CallEvent: Codable, Hashable, Sendable {
  /// Stable code.
  public var code: EventCode
  /// The word for the code.
  public var kind: String
  /// Start, in seconds from the first sample.
  public var startSeconds: Double
  /// End, in seconds from the first sample.
  public var endSeconds: Double
  /// Whose event it is; `nil` when it belongs to nobody or to both.
  @ExplicitNull public var party: Party?
  /// Reason or form; `nil` where the code has none.
  @ExplicitNull public var cause: EventCause?
  /// Of an interruption: who stopped speaking within a second; `nil` = nobody, it failed.
  @ExplicitNull public var yieldedBy: Party?
  /// Numbers that go with it.
  @NamedNumbers public var values: [EventMeasure: Double]

  /// Makes an event; times are rounded to milliseconds and values to thousandths.
  public init(
    _ code: EventCode, _ span: TimeSpan, party: Party? = nil, cause: EventCause? = nil,
    yieldedBy: Party? = nil, values: [EventMeasure: Double] = [:]
  ) {
    self.code = code
    kind = code.kind
    startSeconds = span.startSeconds.roundedToMilliseconds
    endSeconds = span.endSeconds.roundedToMilliseconds
    self.party = party
    self.cause = cause
    self.yieldedBy = yieldedBy
    self.values = values.mapValues { $0.rounded(toPlaces: 3) }
  }

  /// Where the event lies.
  public var span: TimeSpan { TimeSpan(startSeconds, endSeconds) }

  /// Length in seconds.
  public var durationSeconds: Double { endSeconds - startSeconds }
}
