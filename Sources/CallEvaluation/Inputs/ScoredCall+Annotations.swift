internal import CallFormats
internal import CallPipeline
internal import CallTypes

/// What all calls of an evaluation have in common.
struct EvaluationContext {
  var matching: LaneMatching
  /// Kinds of events found by hand in any reference.
  var foundInReferences: Set<String>
  /// Kinds of events found by hand in any hypothesis.
  var foundInHypotheses: Set<String>
  /// Kinds of events that hypotheses speak of, for calls that have none.
  var toldKinds: EventKinds
  var settings: EvaluationSettings
}

extension ScoredCall {
  /// Lays a reference and its hypothesis side by side; without one, nothing was found.
  init(
    key: String, reference: CallAnnotation, hypothesis: CallAnnotation?,
    context: EvaluationContext
  ) {
    let told = hypothesis ?? CallAnnotation()
    let pairing = LanePairing(
      reference: reference, hypothesis: told, matching: context.matching)
    let end = reference.durationSeconds ?? told.durationSeconds
    let lastSeconds = end ?? max(reference.endSeconds, told.endSeconds)
    let uem = (reference.scoredRegions ?? told.scoredRegions)?.union()
    self.init(
      key: key, lanes: pairing.lanes, scoredRegions: uem ?? [TimeSpan(0, lastSeconds)])
    isMissing = hypothesis == nil
    referenceSpeakers = pairing.speakers(of: reference)
    hypothesisSpeakers = pairing.speakers(of: told)
    nonSpeech = reference.nonSpeech
    setEvents(reference, hypothesis, pairing, lastSeconds: lastSeconds, context)
    let wholeCall = uem == nil && pairing.matching != .mono
    let customer = CustomerShare(call: self, pairing: pairing, isWholeCall: wholeCall)
    referenceCustomerRatio = customer.ofReference
    hypothesisCustomerRatio = customer.ofHypothesis
  }

  private mutating func setEvents(
    _ reference: CallAnnotation, _ hypothesis: CallAnnotation?, _ pairing: LanePairing,
    lastSeconds: Double, _ context: EvaluationContext
  ) {
    let known = kinds(of: reference.eventClasses, found: context.foundInReferences)
    let told =
      hypothesis.map { kinds(of: $0.eventClasses, found: context.foundInHypotheses) }
      ?? context.toldKinds
    // Whoever lists no silences tells them by the speech.
    let silence = EventKinds.these(["silence"])
    eventKinds = (known.isEmpty ? silence : known)
      .intersection(told.isEmpty ? silence : told)
    referenceEvents = events(of: reference, pairing, lastSeconds: lastSeconds, kinds: known)
    hypothesisEvents = events(
      of: hypothesis ?? CallAnnotation(), pairing, lastSeconds: lastSeconds,
      kinds: hypothesis == nil ? .all : told)
  }

  private func kinds(of classes: EventClasses, found: Set<String>) -> EventKinds {
    switch classes {
    case .none: .these([])
    case .all: .all
    case .listed(let names): .these(names)
    case .found: .these(found)
    }
  }

  /// The scored events of an annotation; of one without events, the silences between its speech.
  private func events(
    of annotation: CallAnnotation, _ pairing: LanePairing, lastSeconds: Double,
    kinds: EventKinds
  ) -> [AnnotatedEvent] {
    var events = annotation.events
    if kinds.isEmpty {
      let silences = annotation.speech.map(\.span).union()
        .complement(in: TimeSpan(0, lastSeconds))
      events = silences.map { AnnotatedEvent(name: "silence", span: $0) }
    }
    return events.filter { scores($0.name) && isScored($0.span) }.map { event in
      var event = event
      event.party = pairing.laneName(ofParty: event.party, in: annotation)
      return event
    }
  }
}

extension EventKinds {
  /// Whether there are none.
  var isEmpty: Bool { self == .these([]) }
}

/// The customer's share of speech on both sides.
private struct CustomerShare {
  var ofReference: Double?
  var ofHypothesis: Double?

  /// - Parameter isWholeCall: Whether shares that reports and truth state themselves hold.
  init(call: ScoredCall, pairing: LanePairing, isWholeCall: Bool) {
    let known = call.referenceSpeakers.mapValues { $0.seconds(inside: call.scoredRegions) }
    guard pairing.matching != .mono else {
      let customer = Self.customer(among: known.keys.sorted())
      ofReference = customer.flatMap { Self.share(of: $0, in: known) }
      ofHypothesis = Self.mappedShare(call, customer: customer)
      return
    }
    let lanes = call.lanes.map(\.name)
    guard lanes.count > 1, let customer = Self.customer(among: lanes) else { return }
    let pairs = call.lanes.map { lane in
      (
        lane.name, lane.reference.seconds(inside: call.scoredRegions),
        lane.hypothesis.seconds(inside: call.scoredRegions)
      )
    }
    let knownByLane = Dictionary(pairs.map { ($0.0, $0.1) }, uniquingKeysWith: +)
    let toldByLane = Dictionary(pairs.map { ($0.0, $0.2) }, uniquingKeysWith: +)
    let stated = isWholeCall && pairing.matching == .speaker && customer == Party.customer.label
    ofReference =
      (isWholeCall ? pairing.reference.customerRatio : nil)
      ?? Self.share(of: customer, in: knownByLane)
    ofHypothesis =
      (stated ? pairing.hypothesis.customerRatio : nil)
      ?? Self.share(of: customer, in: toldByLane)
  }

  /// The customer by name, else the second of two.
  private static func customer(among names: [String]) -> String? {
    names.first { $0 == Party.customer.label } ?? (names.count == 2 ? names.last : nil)
  }

  private static func share(of name: String, in seconds: [String: Double]) -> Double? {
    quotient(seconds[name] ?? 0, seconds.values.reduce(0, +))
  }

  /// The share of the label that the assignment of the most shared time gives to the customer.
  private static func mappedShare(_ call: ScoredCall, customer: String?) -> Double? {
    let known = call.referenceSpeakers.sorted { $0.key < $1.key }
    let told = call.hypothesisSpeakers.sorted { $0.key < $1.key }
    let seconds = told.map { $0.value.seconds(inside: call.scoredRegions) }
    let mapping = maximumWeightAssignment(sharedSeconds(known.map(\.value), told.map(\.value)))
    guard let customer, let row = known.firstIndex(where: { $0.key == customer }) else {
      return nil
    }
    return quotient(mapping[row].map { seconds[$0] } ?? 0, seconds.reduce(0, +))
  }
}

extension [TimeSpan] {
  /// Seconds of this ordered list inside the other.
  fileprivate func seconds(inside regions: [TimeSpan]) -> Double {
    intersection(regions).totalSeconds
  }
}
