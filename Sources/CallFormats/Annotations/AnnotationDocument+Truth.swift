internal import CallTypes

extension AnnotationDocument {
  /// Joint speech from which an overlap that was meant as an interruption has to be reported: the least
  /// interruption of RULES.md, EV102.
  private static let leastInterruptionSeconds = 0.5
  /// Joint speech from which another overlap has to be reported: EV102.
  private static let leastOverlapSeconds = 0.2

  /// Truth of `tools/corpus`: what it lists is all that happened.
  var truth: CallAnnotation {
    var annotation = CallAnnotation()
    annotation.durationSeconds = durationSeconds
    annotation.customerRatio = customerRatio
    for (name, party) in (parties ?? [:]).sorted(by: { $0.key < $1.key }) {
      annotation.speakerChannels[name] = party.channel
      annotation.speech += (party.speech ?? []).map {
        SpeakerSpan(speaker: name, channelIndex: party.channel, span: $0)
      }
    }
    annotation.nonSpeech = (nonSpeech ?? []).compactMap { stretch in
      guard let kind = stretch.kind, let span = stretch.span else { return nil }
      return NonSpeechStretch(
        kind: kind, name: stretch.name, channelIndex: stretch.channel, span: span)
    }
    var classes: Set<String> = [
      "silence", "interruption", "backchannel", "dualStart", "transition", "music",
    ]
    annotation.events = named(silences, "silence") + overlapEvents + musicEvents
    for (name, list) in [("raisedVoice", raisedVoice), ("tone", tones)] where list != nil {
      classes.insert(name)
      annotation.events += named(list, name)
    }
    for event in events ?? [] {
      guard let name = event.kind ?? event.name else { continue }
      classes.insert(name)
      annotation.events += named([event], name)
    }
    annotation.eventClasses = .listed(classes)
    return annotation
  }

  private func named(_ list: [Event]?, _ name: String) -> [AnnotatedEvent] {
    (list ?? []).compactMap { event in
      event.span.map {
        AnnotatedEvent(
          name: name, cause: event.cause, party: event.party ?? party(ofChannel: event.channel),
          span: $0, isOptional: event.optional ?? false)
      }
    }
  }

  /// Overlaps by what they were meant as; those in which nobody is spoken over are none.
  private var overlapEvents: [AnnotatedEvent] {
    (overlaps ?? []).compactMap { overlap in
      guard let name = overlap.class, let span = overlap.span else { return nil }
      let jointSeconds = overlap.jointSeconds ?? span.durationSeconds
      let isInterruption = name == "interruption"
      if jointSeconds <= 0, !isInterruption { return nil }
      let least = isInterruption ? Self.leastInterruptionSeconds : Self.leastOverlapSeconds
      return AnnotatedEvent(
        name: name, party: overlap.party, span: span, isOptional: jointSeconds < least)
    }
  }

  private var musicEvents: [AnnotatedEvent] {
    (nonSpeech ?? []).filter { $0.kind == "music" }.compactMap { music in
      music.span.map {
        AnnotatedEvent(name: "music", party: party(ofChannel: music.channel), span: $0)
      }
    }
  }

  private func party(ofChannel channel: Int?) -> String? {
    guard let channel else { return nil }
    return parties?.first { $0.value.channel == channel }?.key
  }
}
