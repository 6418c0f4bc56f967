internal import CallTypes

/// The fields that matter of every JSON form that annotations come in; all may be missing.
///
/// Kinds, causes and codes are texts here, so that reports of other versions can be read.
struct AnnotationDocument: Codable {
  var schema: String?
  var callId: String?
  var file: NamedFile?
  var calls: [AnnotationDocument]?
  // Reports
  var audio: Audio?
  var channels: [Channel]?
  var talk: Talk?
  // Reports and truth
  var parties: [String: PartySpeech]?
  var events: [Event]?
  // Truth
  var silences: [Event]?
  var overlaps: [Event]?
  var raisedVoice: [Event]?
  var tones: [Event]?
  // Truth and the plain form
  var durationSeconds: Double?
  var customerRatio: Double?
  var nonSpeech: [Event]?
  // The plain form
  var speech: [Event]?
  var eventClasses: [String]?
  var scored: [TimeSpan]?

  struct NamedFile: Codable { var path: String? }
  struct Audio: Codable { var durationSeconds: Double? }
  struct Talk: Codable { var customerRatio: Double? }
  struct PartySpeech: Codable {
    var channel: Int?
    var speech: [TimeSpan]?
  }

  /// A channel of a report; a manifest's list of roles is one of texts and says nothing.
  struct Channel: Codable {
    var index: Int?
    var party: String?

    init(from decoder: any Decoder) throws {
      guard let container = try? decoder.container(keyedBy: CodingKeys.self) else { return }
      index = try container.decodeIfPresent(Int.self, forKey: .index)
      party = try container.decodeIfPresent(String.self, forKey: .party)
    }
  }

  /// Anything with a start and an end.
  struct Event: Codable {
    var startSeconds: Double
    var endSeconds: Double
    var kind: String?
    var name: String?
    var cause: String?
    var `class`: String?
    var party: String?
    var speaker: String?
    var channel: Int?
    var jointSeconds: Double?
    var optional: Bool?

    /// `nil` for one that ends before it starts.
    var span: TimeSpan? {
      startSeconds <= endSeconds ? TimeSpan(startSeconds, endSeconds) : nil
    }
  }
}

extension AnnotationDocument {
  static let truthSchemaName = "callsift.corpus-truth/1"

  /// The recording that it is about: the path of a report's file, else the call's name.
  var recordingName: String? {
    // The truth's names are unique within a condition only; its file's name tells more.
    schema == Self.truthSchemaName ? nil : file?.path ?? callId
  }

  /// What it says; `nil` for what is no annotation.
  var annotation: CallAnnotation? {
    switch schema {
    case Self.truthSchemaName: return truth
    case JSONAnnotation.schemaName: return plain
    case CallReport.schemaName: return report
    case nil: return parties == nil ? nil : report
    default: return nil
    }
  }

  private var report: CallAnnotation {
    var annotation = common
    annotation.durationSeconds = audio?.durationSeconds
    annotation.customerRatio = talk?.customerRatio
    annotation.eventClasses = events == nil ? .none : .all
    for channel in channels ?? [] {
      guard let index = channel.index, let role = channel.party.flatMap(ChannelRole.init(rawValue:))
      else { continue }
      let name = Party(role: role, channelIndex: index).label
      if parties?[name] != nil, annotation.speakerChannels[name] == nil {
        annotation.speakerChannels[name] = index
      }
    }
    for index in annotation.speech.indices {
      annotation.speech[index].channelIndex =
        annotation.speech[index].channelIndex
        ?? annotation.speakerChannels[annotation.speech[index].speaker]
    }
    return annotation
  }

  /// Speech by party, and events in their general form.
  private var common: CallAnnotation {
    var annotation = CallAnnotation()
    for (name, party) in (parties ?? [:]).sorted(by: { $0.key < $1.key }) {
      let channel = party.channel ?? CallAnnotation.channel(ofSpeaker: name)
      annotation.speakerChannels[name] = channel
      annotation.speech += (party.speech ?? []).map {
        SpeakerSpan(speaker: name, channelIndex: channel, span: $0)
      }
    }
    annotation.events = (events ?? []).compactMap { event in
      guard let name = event.kind ?? event.name, let span = event.span else { return nil }
      return AnnotatedEvent(
        name: name, cause: event.cause, party: event.party, span: span,
        isOptional: event.optional ?? false)
    }
    annotation.nonSpeech = (nonSpeech ?? []).compactMap { stretch in
      guard let kind = stretch.kind, let span = stretch.span else { return nil }
      return NonSpeechStretch(
        kind: kind, name: stretch.name, channelIndex: stretch.channel, span: span)
    }
    annotation.durationSeconds = durationSeconds
    annotation.customerRatio = customerRatio
    return annotation
  }

  private var plain: CallAnnotation {
    var annotation = common
    annotation.speech = (speech ?? []).compactMap { part in
      part.span.map {
        SpeakerSpan(speaker: part.speaker ?? "", channelIndex: part.channel, span: $0)
      }
    }
    for part in annotation.speech where annotation.speakerChannels[part.speaker] == nil {
      annotation.speakerChannels[part.speaker] = part.channelIndex
    }
    annotation.eventClasses = eventClasses.map { .listed(Set($0)) } ?? .found
    if eventClasses?.contains("*") == true { annotation.eventClasses = .all }
    annotation.scoredRegions = scored
    return annotation
  }

  /// The plain form of an annotation.
  init(plain annotation: CallAnnotation, callId: String) {
    schema = JSONAnnotation.schemaName
    self.callId = callId
    durationSeconds = annotation.durationSeconds
    customerRatio = annotation.customerRatio
    speech = annotation.speech.map { part in
      var event = Event(part.span)
      (event.speaker, event.channel) = (part.speaker, part.channelIndex)
      return event
    }
    events = annotation.events.map { known in
      var event = Event(known.span)
      (event.name, event.cause, event.party) = (known.name, known.cause, known.party)
      event.optional = known.isOptional ? true : nil
      return event
    }
    nonSpeech = annotation.nonSpeech.map { stretch in
      var event = Event(stretch.span)
      (event.kind, event.name, event.channel) = (stretch.kind, stretch.name, stretch.channelIndex)
      return event
    }
    switch annotation.eventClasses {
    case .none: eventClasses = []
    case .all: eventClasses = ["*"]
    case .listed(let names): eventClasses = names.sorted()
    case .found: eventClasses = nil
    }
    scored = annotation.scoredRegions
  }
}

extension AnnotationDocument.Event {
  fileprivate init(_ span: TimeSpan) {
    startSeconds = span.startSeconds.rounded(toPlaces: 6)
    endSeconds = span.endSeconds.rounded(toPlaces: 6)
  }
}
