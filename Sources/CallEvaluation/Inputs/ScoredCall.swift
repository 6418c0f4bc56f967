public import CallFormats
public import CallTypes

/// The speech of one party or channel, as known and as told; both ordered.
public struct SpeechLane: Hashable, Sendable {
  /// Party or speaker of the reference, `channel0` … by channel, `speech` for all together.
  public var name: String
  /// Channel from 0; `nil` = all, or not known.
  public var channelIndex: Int?
  /// What is true.
  public var reference: [TimeSpan]
  /// What was found.
  public var hypothesis: [TimeSpan]

  /// Makes a lane.
  public init(
    name: String, channelIndex: Int? = nil, reference: [TimeSpan], hypothesis: [TimeSpan]
  ) {
    self.name = name
    self.channelIndex = channelIndex
    self.reference = reference
    self.hypothesis = hypothesis
  }

  /// Whether a sound of that channel (`nil` = all) is heard here.
  func carries(_ channel: Int?) -> Bool {
    guard let channel, let channelIndex else { return true }
    return channel == channelIndex
  }
}

/// One call with its reference and its hypothesis side by side: what metrics look at.
public struct ScoredCall: Sendable {
  /// Path of the reference below its folder, without ending.
  public var key: String
  /// The folder at the top of the key; `nil` where there is none.
  public var condition: String? {
    key.firstIndex(of: "/").map { String(key[..<$0]) }
  }
  /// Whether there is no hypothesis.
  public var isMissing = false
  /// What counts, ordered.
  public var scoredRegions: [TimeSpan]
  /// Speech per party or channel, over the whole call.
  public var lanes: [SpeechLane]
  /// Speech by label of the reference, ordered.
  public var referenceSpeakers: [String: [TimeSpan]] = [:]
  /// Speech by label of the hypothesis, ordered.
  public var hypothesisSpeakers: [String: [TimeSpan]] = [:]
  /// Events that count, their parties named as the lanes.
  public var referenceEvents: [AnnotatedEvent] = []
  /// Events that count, their parties named as the lanes.
  public var hypothesisEvents: [AnnotatedEvent] = []
  /// Kinds of events that both sides speak of.
  var eventKinds = EventKinds.all
  /// Sounds that are no speech.
  public var nonSpeech: [NonSpeechStretch] = []
  /// The customer's share of speech, 0…1.
  public var referenceCustomerRatio: Double?
  /// The customer's share of speech, 0…1, as told.
  public var hypothesisCustomerRatio: Double?

  /// A call with speech only, scored from the first sample to the last of what is said.
  public init(key: String, lanes: [SpeechLane], scoredRegions: [TimeSpan]? = nil) {
    self.key = key
    self.lanes = lanes
    let end = lanes.flatMap { $0.reference + $0.hypothesis }.map(\.endSeconds).max() ?? 0
    self.scoredRegions = scoredRegions ?? [TimeSpan(0, end)]
    for lane in lanes {
      referenceSpeakers[lane.name] = lane.reference
      hypothesisSpeakers[lane.name] = lane.hypothesis
    }
  }

  /// Whether events of that kind are scored.
  func scores(_ kind: String) -> Bool { eventKinds.contains(kind) }

  /// Whether more than half of a span lies inside what is scored.
  func isScored(_ span: TimeSpan) -> Bool {
    let inside = scoredRegions.seconds(in: span)
    return span.durationSeconds > 0
      ? inside * 2 > span.durationSeconds
      : scoredRegions.contains { $0.contains(span.startSeconds) }
  }
}

/// Kinds of events that a set of annotations speaks of.
enum EventKinds: Hashable {
  case all
  case these(Set<String>)

  func contains(_ kind: String) -> Bool {
    switch self {
    case .all: true
    case .these(let kinds): kinds.contains(kind)
    }
  }

  func intersection(_ other: EventKinds) -> EventKinds {
    switch (self, other) {
    case (.all, _): other
    case (_, .all): self
    case (.these(let mine), .these(let theirs)): .these(mine.intersection(theirs))
    }
  }
}
