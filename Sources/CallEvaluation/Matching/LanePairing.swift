internal import CallFormats
internal import CallTypes

/// Lays the speech of a reference and a hypothesis side by side.
struct LanePairing {
  let reference: CallAnnotation
  let hypothesis: CallAnnotation
  /// The way that was asked for or, for `auto`, chosen.
  let matching: LaneMatching

  init(reference: CallAnnotation, hypothesis: CallAnnotation, matching: LaneMatching) {
    self.reference = reference
    self.hypothesis = hypothesis
    self.matching = matching == .auto ? Self.chosen(reference, hypothesis) : matching
  }

  private static func chosen(
    _ reference: CallAnnotation, _ hypothesis: CallAnnotation
  ) -> LaneMatching {
    let (known, told) = (Set(reference.speakers), Set(hypothesis.speakers))
    if known.isEmpty || told.isEmpty || !known.isDisjoint(with: told) { return .speaker }
    let bothHaveChannels = [reference, hypothesis].allSatisfy { annotation in
      annotation.speech.allSatisfy { $0.channelIndex != nil }
    }
    return bothHaveChannels ? .channel : .mono
  }

  /// One lane per speaker, per channel, or one for all.
  var lanes: [SpeechLane] {
    switch matching {
    case .mono:
      return [
        SpeechLane(
          name: "speech", reference: reference.spans { _ in true },
          hypothesis: hypothesis.spans { _ in true })
      ]
    case .channel:
      let channels = [reference, hypothesis].flatMap { annotation in
        annotation.speech.map { $0.channelIndex ?? 0 } + annotation.speakerChannels.values
      }
      return Set(channels).sorted().map { channel in
        SpeechLane(
          name: name(ofChannel: channel), channelIndex: channel,
          reference: reference.spans { ($0.channelIndex ?? 0) == channel },
          hypothesis: hypothesis.spans { ($0.channelIndex ?? 0) == channel })
      }
    case .speaker, .auto:
      return Set(reference.speakers).union(hypothesis.speakers).sorted().map { name in
        SpeechLane(
          name: name,
          channelIndex: reference.speakerChannels[name] ?? hypothesis.speakerChannels[name],
          reference: reference.spans { $0.speaker == name },
          hypothesis: hypothesis.spans { $0.speaker == name })
      }
    }
  }

  /// The reference's only speaker on a channel, else `channel0`, `channel1`, ….
  private func name(ofChannel channel: Int) -> String {
    let names = reference.speakerChannels.filter { $0.value == channel }.keys
    return names.count == 1 ? names.first ?? "" : Party.channel(channel).label
  }

  /// The lane that an event's party stands for; `nil` where lanes are no parties.
  func laneName(ofParty party: String?, in annotation: CallAnnotation) -> String? {
    guard let party else { return nil }
    switch matching {
    case .mono: return nil
    case .channel:
      let channel = annotation.speakerChannels[party]
      return channel.map { name(ofChannel: $0) } ?? party
    case .speaker, .auto: return party
    }
  }

  /// Speech by label for diarization: a label that is used on several channels is one per channel.
  func speakers(of annotation: CallAnnotation) -> [String: [TimeSpan]] {
    var channels: [String: Set<Int>] = [:]
    for part in annotation.speech {
      channels[part.speaker, default: []].insert(part.channelIndex ?? 0)
    }
    let grouped = Dictionary(grouping: annotation.speech) { part in
      let isSplit = matching != .mono && channels[part.speaker, default: []].count > 1
      return isSplit ? "\(part.speaker)@\(part.channelIndex ?? 0)" : part.speaker
    }
    return grouped.mapValues { $0.map(\.span).union() }
  }
}

extension CallAnnotation {
  /// Speech of chosen parts, ordered.
  fileprivate func spans(where isChosen: (SpeakerSpan) -> Bool) -> [TimeSpan] {
    speech.filter(isChosen).map(\.span).union()
  }

  /// The annotation with speakers named by the roles of their channels, unless they are parties.
  func namingChannels(_ roles: [ChannelRole]) -> CallAnnotation {
    guard !roles.isEmpty else { return self }
    var named = self
    func name(_ speaker: String, _ channel: Int?) -> String {
      let isNamed =
        switch Party(label: speaker) {
        case .agent, .customer: true
        default: false
        }
      guard !isNamed, let channel, roles.indices.contains(channel), roles[channel] != .unknown
      else { return speaker }
      return roles[channel].rawValue
    }
    for index in speech.indices {
      named.speech[index].speaker = name(speech[index].speaker, speech[index].channelIndex)
    }
    named.speakerChannels = [:]
    for (speaker, channel) in speakerChannels.sorted(by: { $0.key < $1.key }) {
      named.speakerChannels[name(speaker, channel)] = channel
    }
    for part in named.speech {
      if let channel = part.channelIndex { named.speakerChannels[part.speaker] = channel }
    }
    for index in events.indices {
      named.events[index].party = events[index].party.map { name($0, speakerChannels[$0]) }
    }
    return named
  }
}
