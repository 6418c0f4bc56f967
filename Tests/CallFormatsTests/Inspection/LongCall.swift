internal import CallFormats
internal import CallTypes

extension Sample {
  /// A made-up call of any length: the parties take turns, with pauses, overlaps and a dead air.
  static func longCall(durationSeconds: Double, seed: UInt64 = 7) -> CallReport {
    var noise = NoiseSource(state: seed)
    var speech: [Party: [TimeSpan]] = [.agent: [], .customer: []]
    var events: [CallEvent] = []
    var cursor = 2.0
    var party = Party.agent
    while cursor < durationSeconds - 12 {
      let length = 1.5 + noise.next() * (party == .customer ? 9 : 4)
      speech[party, default: []].append(TimeSpan(cursor, cursor + length))
      let offset = noise.next() * 3 - 0.8
      let next = cursor + length + offset
      if offset < -0.3 {
        events.append(
          CallEvent(
            .overlap, TimeSpan(next, cursor + length), party: party == .agent ? .customer : .agent,
            cause: .interruption, yieldedBy: party,
            values: [.durationSeconds: -offset, .levelChangeDB: 2.4, .floorHeldSeconds: length]))
      } else if offset > 1.2 {
        events.append(
          CallEvent(
            .silence, TimeSpan(cursor + length, next), party: party, cause: .deadAir,
            values: [.durationSeconds: offset]))
      }
      cursor = max(next, cursor + 0.5)
      party = party == .agent ? .customer : .agent
    }
    var report = report(callId: "2026-01-05/客户投诉 0001.wav")
    report.audio.durationSeconds = durationSeconds
    for (party, spans) in speech {
      report.parties[party]?.speech = spans.union()
      report.parties[party]?.speechSeconds = spans.union().totalSeconds
    }
    report.events = events
    report.flags += [
      QualityFlag(
        code: RuleCode(rawValue: "QC107"), name: "AgentRaisedVoiceAtQuietCustomer",
        severity: .critical, party: .agent, value: 6.2, threshold: 4, unit: .decibels,
        evidence: [TimeSpan(durationSeconds * 0.6, durationSeconds * 0.62)])
    ]
    return report
  }

  /// Lanes that fit the call: speech at its level, background between.
  static func lanes(of report: CallReport, hopSeconds: Double = 0.01) -> InspectionLanes {
    var noise = NoiseSource(state: 3)
    let count = Int(report.audio.durationSeconds / hopSeconds)
    let sides = [Party.agent, .customer].map { party in
      let spans = report.parties[party]?.speech ?? []
      var levels: [Float] = []
      var f0: [Float?] = []
      var contour = 0.0
      for frame in 0..<count {
        let seconds = Double(frame) * hopSeconds
        let speaks = !spans.intersecting(TimeSpan(seconds, seconds + hopSeconds)).isEmpty
        contour = contour * 0.98 + (noise.next() - 0.5) * 0.6
        levels.append(Float(speaks ? -26 + contour * 4 + noise.next() * 6 : -62 + noise.next() * 5))
        let base = party == .agent ? 190.0 : 115.0
        f0.append(speaks && noise.next() > 0.35 ? Float(base * (1 + contour * 0.15)) : nil)
      }
      return InspectionLanes.Side(party: party, levelDBFS: levels, f0Hz: f0)
    }
    return InspectionLanes(hopSeconds: hopSeconds, sides: sides)
  }
}

/// Uniform noise 0…1 from a seed: the multiplier of Knuth's MMIX generator.
struct NoiseSource {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 0x1p53
  }
}
