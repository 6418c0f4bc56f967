public import CallTypes

/// What is said about one recording: who speaks when and what happens, by a person or a program.
///
/// The one form that references and hypotheses of every format are read into.
public struct CallAnnotation: Hashable, Sendable {
  /// Length of the recording; `nil` where the format does not say.
  public var durationSeconds: Double?
  /// Who speaks when, in any order.
  public var speech: [SpeakerSpan] = []
  /// Channel, from 0, of each speaker that has one; silent speakers, too.
  public var speakerChannels: [String: Int] = [:]
  /// What happens.
  public var events: [AnnotatedEvent] = []
  /// Which kinds of events would be listed if they happened.
  public var eventClasses = EventClasses.none
  /// Sounds that are no speech.
  public var nonSpeech: [NonSpeechStretch] = []
  /// The stretches that count, as in a UEM file; `nil` = all of the recording.
  public var scoredRegions: [TimeSpan]?
  /// The customer's share of the speech of both; `nil` where only the speech tells it.
  public var customerRatio: Double?

  /// An annotation that says nothing.
  public init() {}

  /// Names of the speakers, in alphabetical order; silent ones that have a channel, too.
  public var speakers: [String] {
    Set(speech.map(\.speaker)).union(speakerChannels.keys).sorted()
  }

  /// Last instant that is spoken of.
  public var endSeconds: Double {
    (speech.map(\.span) + events.map(\.span) + nonSpeech.map(\.span) + (scoredRegions ?? []))
      .reduce(durationSeconds ?? 0) { max($0, $1.endSeconds) }
  }
}

/// A stretch of somebody's speech.
public struct SpeakerSpan: Hashable, Sendable {
  /// Who speaks: a party's name, or any label.
  public var speaker: String
  /// Channel of the recording, from 0; `nil` where the format has none.
  public var channelIndex: Int?
  /// When.
  public var span: TimeSpan

  /// Makes a stretch.
  public init(speaker: String, channelIndex: Int? = nil, span: TimeSpan) {
    self.speaker = speaker
    self.channelIndex = channelIndex
    self.span = span
  }
}

/// Something that happens in a call.
public struct AnnotatedEvent: Hashable, Sendable {
  /// Class of the event: `silence`, `interruption`, `tone`, …; of an overlap, its form.
  public var name: String
  /// Reason or form within the class, such as `ringback`.
  public var cause: String?
  /// Whose event it is; `nil` = nobody's, or not told.
  public var party: String?
  /// When.
  public var span: TimeSpan
  /// Whether it may be reported or not: it counts neither way.
  public var isOptional: Bool

  /// Makes an event; an overlap is named by its form where it has one.
  public init(
    name: String, cause: String? = nil, party: String? = nil, span: TimeSpan,
    isOptional: Bool = false
  ) {
    let isFormOfOverlap = name == EventCode.overlap.kind && cause != nil
    self.name = isFormOfOverlap ? cause ?? name : name
    self.cause = isFormOfOverlap ? nil : cause
    self.party = party
    self.span = span
    self.isOptional = isOptional
  }

  /// Names that a label or tier is taken for an event by.
  public static let names: Set<String> = Set(EventCode.allCases.map(\.kind)).union([
    "interruption", "backchannel", "dualStart", "transition", "raisedVoice", "tone", "music",
    "echo",
  ])

  /// The event as words: name, cause, party.
  public var label: String { [name, cause, party].compactMap(\.self).joined(separator: " ") }

  /// Reads words such as `interruption agent` or `EV109 tone ringback customer`; `nil` when the first
  /// names no event.
  public init?(label: String, span: TimeSpan) {
    var words = label.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.first?.wholeMatch(of: /EV\d+/) != nil {
      words.removeFirst()
    } else if !Self.names.contains(words.first ?? "") {
      return nil
    }
    guard let name = words.first else { return nil }
    words.removeFirst()
    let party = words.last.flatMap { Party(label: $0) != nil ? $0 : nil }
    if party != nil { words.removeLast() }
    self.init(
      name: name, cause: words.isEmpty ? nil : words.joined(separator: " "), party: party,
      span: span)
  }
}

/// A sound that is no speech.
public struct NonSpeechStretch: Hashable, Sendable {
  /// `tone`, `music`, `noise`, ….
  public var kind: String
  /// Which of its kind, such as `ringbackCN`.
  public var name: String?
  /// Channel that it is heard on, from 0; `nil` = all.
  public var channelIndex: Int?
  /// When.
  public var span: TimeSpan

  /// Makes a stretch.
  public init(kind: String, name: String? = nil, channelIndex: Int? = nil, span: TimeSpan) {
    self.kind = kind
    self.name = name
    self.channelIndex = channelIndex
    self.span = span
  }
}

/// Which kinds of events an annotation would list if they happened: what is absent did not happen.
public enum EventClasses: Hashable, Sendable {
  /// No events, only speech.
  case none
  /// Every kind.
  case all
  /// These kinds.
  case listed(Set<String>)
  /// Labels made by hand: the kinds that are found in any annotation of the set.
  case found
}
