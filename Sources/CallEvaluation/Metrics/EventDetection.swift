internal import CallFormats
public import CallPipeline
internal import CallTypes

/// Precision, recall and F1 of every kind of event that both sides speak of.
///
/// Two matchings, each one to one with as many pairs as possible: by edges (start within 200 ms, end
/// within 200 ms or half of the reference's length: sed_eval, Mesaros, Heittola & Virtanen 2016), and by
/// intersection over union. Events of different parties do not match. Tones also count by their cause.
public enum EventDetection: EvaluationMetric {
  public static let name = "events"
  public static let summary = "precision, recall and F1 per kind of event, by edges and by IoU"

  /// Name parts of the two matchings.
  private static let matchings = ["Edges", "IoU"]

  public static func tally(of call: ScoredCall, _ settings: EvaluationSettings) -> MetricTally {
    var tally = MetricTally()
    let references = byKind(call.referenceEvents, settings)
    let hypotheses = byKind(call.hypothesisEvents, settings)
    for kind in Set(references.keys).union(hypotheses.keys) {
      let (known, told) = (references[kind] ?? [], hypotheses[kind] ?? [])
      for matching in matchings {
        let counts = eventCounts(known, told) { reference, hypothesis in
          matching == "IoU"
            ? reference.matchesByExtent(hypothesis, settings)
            : reference.matchesByEdges(hypothesis, settings)
        }
        tally.add(counts.hit, to: "\(kind).hit\(matching)")
        tally.add(counts.missed, to: "\(kind).miss\(matching)")
        tally.add(counts.invented, to: "\(kind).false\(matching)")
      }
    }
    return tally
  }

  /// Events by kind; short silences are left out, tones stand under their cause, too.
  private static func byKind(
    _ events: [AnnotatedEvent], _ settings: EvaluationSettings
  ) -> [String: [AnnotatedEvent]] {
    var kinds: [String: [AnnotatedEvent]] = [:]
    for event in events {
      if event.name == "silence",
        event.span.durationSeconds < settings.minimumSilenceSeconds - 1e-9
      {
        continue
      }
      kinds[event.name, default: []].append(event)
      if event.name == "tone", let cause = event.cause {
        kinds["tone/\(cause)", default: []].append(event)
      }
    }
    return kinds
  }

  public static func figures(of tally: MetricTally) -> [Figure] {
    let kinds = Set(tally.sums.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    return kinds.sorted().flatMap { kind in
      matchings.flatMap { matching in
        let (hit, missed, invented) = (
          tally.sum("\(kind).hit\(matching)"), tally.sum("\(kind).miss\(matching)"),
          tally.sum("\(kind).false\(matching)")
        )
        return [
          Figure(
            "\(kind).f1\(matching)Ratio", quotient(2 * hit, 2 * hit + missed + invented),
            hasInterval: true),
          Figure("\(kind).precision\(matching)Ratio", quotient(hit, hit + invented)),
          Figure("\(kind).recall\(matching)Ratio", quotient(hit, hit + missed)),
        ]
      } + [
        Figure(
          "\(kind).referenceCount", tally.sum("\(kind).hitIoU") + tally.sum("\(kind).missIoU")),
        Figure(
          "\(kind).hypothesisCount", tally.sum("\(kind).hitIoU") + tally.sum("\(kind).falseIoU")),
      ]
    }
  }
}

/// Found, missed and invented events.
struct EventCounts: Hashable {
  var (hit, missed, invented) = (0.0, 0.0, 0.0)
}

/// Counts events of one kind; an optional reference counts neither as missed nor, when found, as found,
/// and what matches only an optional one is not invented.
func eventCounts(
  _ references: [AnnotatedEvent], _ hypotheses: [AnnotatedEvent],
  where matches: (TimeSpan, TimeSpan) -> Bool
) -> EventCounts {
  let certain = references.filter { !$0.isOptional }
  let hit = pairCount(certain, hypotheses, where: matches)
  // Matching optional ones, too, can only add pairs: these excuse what would be invented.
  let withOptional = pairCount(references, hypotheses, where: matches)
  return EventCounts(
    hit: Double(hit), missed: Double(certain.count - hit),
    invented: Double(hypotheses.count - withOptional))
}

private func pairCount(
  _ references: [AnnotatedEvent], _ hypotheses: [AnnotatedEvent],
  where matches: (TimeSpan, TimeSpan) -> Bool
) -> Int {
  let candidates = references.map { reference in
    hypotheses.indices.filter {
      reference.mayBe(hypotheses[$0]) && matches(reference.span, hypotheses[$0].span)
    }
  }
  return maximumMatching(candidates, partnerCount: hypotheses.count).count { $0 != nil }
}

extension AnnotatedEvent {
  /// Whether both can be the same event: of one party, or one of them says nothing of parties.
  func mayBe(_ other: AnnotatedEvent) -> Bool {
    party == nil || other.party == nil || party == other.party
  }
}
