public import CallTypes

extension CallAnnotation {
  /// What a report says.
  public init(_ report: CallReport) {
    self.init()
    durationSeconds = report.audio.durationSeconds
    eventClasses = .all
    customerRatio = report.talk.customerRatio
    for channel in report.channels {
      let party = Party(role: channel.party, channelIndex: channel.index)
      guard report.parties[party] != nil, speakerChannels[party.label] == nil else { continue }
      speakerChannels[party.label] = channel.index
    }
    for (party, spoken) in report.parties {
      speech += spoken.speech.map {
        SpeakerSpan(
          speaker: party.label, channelIndex: speakerChannels[party.label], span: $0)
      }
    }
    speech.sort {
      ($0.span.startSeconds, $0.speaker, $0.span.endSeconds)
        < ($1.span.startSeconds, $1.speaker, $1.span.endSeconds)
    }
    events = report.events.map {
      AnnotatedEvent(
        name: $0.kind, cause: $0.cause?.rawValue, party: $0.party?.label, span: $0.span)
    }
  }
}
