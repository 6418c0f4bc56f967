internal import CallTypes

/// Labels in named rows: what TextGrid and ELAN hold.
struct LabelTier: Hashable {
  /// Name of the row.
  var name: String
  /// Its labels.
  var labels: [TimeLabel]
}

/// Labels of aligners and annotators for "nobody speaks here".
private let silenceMarks: Set<String> = ["", "sil", "sp", "pau", "<sil>", "<p:>", "#"]

/// Name of the row, or label, of the stretches that are scored.
private let scoredName = "scored"

extension CallAnnotation {
  /// Reads rows: `scored` holds the scored regions, a row that is named by an event (and a party) holds
  /// such events with their causes, rows `events` and `flags` hold labels as in an Audacity track, and
  /// every other row holds a speaker's speech.
  init(tiers: [LabelTier], durationSeconds: Double?) {
    self.init()
    self.durationSeconds = durationSeconds
    eventClasses = .found
    for tier in tiers {
      if ["events", "flags", scoredName].contains(tier.name) {
        for label in tier.labels { add(label, isScored: tier.name == scoredName) }
      } else if AnnotatedEvent(label: tier.name, span: TimeSpan(0, 0)) != nil {
        // A further row of one name has a number in formats that identify rows by name.
        addEvents(of: LabelTier(name: tier.name.replacing(/\s\d+$/, with: ""), labels: tier.labels))
      } else {
        let channel = Self.channel(ofSpeaker: tier.name)
        speakerChannels[tier.name] = channel
        for label in tier.labels where !silenceMarks.contains(label.text.lowercased()) {
          speech.append(
            SpeakerSpan(speaker: tier.name, channelIndex: channel, span: label.span))
        }
      }
    }
  }

  private mutating func addEvents(of tier: LabelTier) {
    for label in tier.labels where !silenceMarks.contains(label.text.lowercased()) {
      guard var event = AnnotatedEvent(label: tier.name, span: label.span) else { continue }
      if label.text != event.name {
        event = AnnotatedEvent(
          name: event.name, cause: label.text, party: event.party, span: event.span)
      }
      events.append(event)
    }
  }

  /// Reads a row without names: a label that names an event is one, `scored` a scored region, the
  /// evidence of a flag (`QC103 …`) is left out, and every other label names a speaker.
  init(labels: [TimeLabel]) {
    self.init()
    eventClasses = .found
    for label in labels { add(label, isScored: label.text == scoredName) }
  }

  private mutating func add(_ label: TimeLabel, isScored: Bool) {
    if isScored {
      if label.span.durationSeconds > 0, !silenceMarks.contains(label.text) {
        scoredRegions = (scoredRegions ?? []) + [label.span]
      }
    } else if let event = AnnotatedEvent(label: label.text, span: label.span) {
      events.append(event)
    } else if label.text.prefixMatch(of: /QC\d+\b/) == nil,
      !silenceMarks.contains(label.text.lowercased()) || label.text.isEmpty
    {
      let channel = Self.channel(ofSpeaker: label.text)
      speech.append(SpeakerSpan(speaker: label.text, channelIndex: channel, span: label.span))
    }
  }

  /// The channel that a name of the form `channel0` stands for.
  static func channel(ofSpeaker name: String) -> Int? {
    guard case .channel(let index)? = Party(label: name) else { return nil }
    return index
  }

  /// Each speaker's speech without overlap, speakers in alphabetical order.
  var speechBySpeaker: [(speaker: String, spans: [TimeSpan])] {
    let spans = Dictionary(grouping: speech, by: \.speaker)
    return speakers.map { name in (name, (spans[name] ?? []).map(\.span).union()) }
  }

  /// Rows that give this annotation again; no two labels of a row overlap.
  var tiers: [LabelTier] {
    var tiers = speechBySpeaker.map { speaker, spans in
      LabelTier(name: speaker, labels: spans.map { TimeLabel($0, speaker) })
    }
    let grouped = Dictionary(grouping: events) { event in
      [event.name, event.party].compactMap(\.self).joined(separator: " ")
    }
    for (name, group) in grouped.sorted(by: { $0.key < $1.key }) {
      tiers += Self.rows(of: group).map { row in
        LabelTier(name: name, labels: row.map { TimeLabel($0.span, $0.cause ?? $0.name) })
      }
    }
    if let scoredRegions {
      let labels = scoredRegions.union().map { TimeLabel($0, scoredName) }
      tiers.append(LabelTier(name: scoredName, labels: labels))
    }
    return tiers
  }

  /// The events in as few rows as it takes for none to overlap.
  private static func rows(of events: [AnnotatedEvent]) -> [[AnnotatedEvent]] {
    var rows: [[AnnotatedEvent]] = []
    let ordered = events.sorted {
      ($0.span.startSeconds, $0.span.endSeconds) < ($1.span.startSeconds, $1.span.endSeconds)
    }
    for event in ordered where event.span.durationSeconds > 0 {
      let free = rows.firstIndex {
        ($0.last?.span.endSeconds ?? 0) <= event.span.startSeconds
      }
      if let free { rows[free].append(event) } else { rows.append([event]) }
    }
    return rows
  }

  /// Everything as labels of one row, by start time.
  var labels: [TimeLabel] {
    let labels =
      speech.map { TimeLabel($0.span, $0.speaker) } + events.map { TimeLabel($0.span, $0.label) }
      + (scoredRegions ?? []).map { TimeLabel($0, scoredName) }
    return labels.sorted {
      ($0.span.startSeconds, $0.span.endSeconds, $0.text)
        < ($1.span.startSeconds, $1.span.endSeconds, $1.text)
    }
  }
}
