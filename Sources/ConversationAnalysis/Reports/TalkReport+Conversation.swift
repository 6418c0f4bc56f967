import CallTypes

extension Conversation {
  /// Who had how much of the talk, and why a figure is missing.
  func talkReport() -> (talk: TalkReport, notes: [String: UnknownReason]) {
    let agentSeconds = side(of: .agent)?.speechSeconds
    let customerSeconds = side(of: .customer)?.speechSeconds
    let excludedSeconds = excludedSilences.totalSeconds
    let talkedSeconds = anySpeech.totalSeconds
    let callSeconds = durationSeconds - excludedSeconds
    let bothSeconds = agentSeconds.flatMap { agent in customerSeconds.map { $0 + agent } }
    let shares = share(customerSeconds, of: bothSeconds)
    let talk = TalkReport(
      customerRatio: shares, agentRatio: shares.map { (1 - $0).rounded(toPlaces: 4) },
      customerShareOfTalk: share(customerSeconds, of: talkedSeconds),
      agentShareOfTalk: share(agentSeconds, of: talkedSeconds),
      customerShareOfCall: share(customerSeconds, of: callSeconds),
      agentShareOfCall: share(agentSeconds, of: callSeconds),
      channelRatios: channelRatios(),
      overlapSeconds: sharedSeconds(of: sides.map(\.speech)).roundedToMilliseconds,
      overlapBeforeSuppressionSeconds: sharedSeconds(of: sides.map(unsuppressedSpeech))
        .roundedToMilliseconds,
      silenceSeconds: silences.filter { !$0.isExcluded }.map(\.span).totalSeconds
        .roundedToMilliseconds,
      excludedSeconds: excludedSeconds.roundedToMilliseconds)
    return (talk, notes(on: talk))
  }

  /// Time in which two or more sides speak; 0 where sides cannot be told apart.
  private func sharedSeconds(of lanes: [[TimeSpan]]) -> Double {
    guard hasSidesApart else { return 0 }
    return lanes.indices.flatMap { first in
      lanes.indices.dropFirst(first + 1).flatMap { lanes[first].intersection(lanes[$0]) }
    }.union().totalSeconds
  }

  /// What would be a side's speech if tones and echoes were taken for it.
  private func unsuppressedSpeech(of side: Side) -> [TimeSpan] {
    // A voice of a shared channel has no channel of its own.
    side.channelIndices.isEmpty
      ? side.lead.unsuppressedSpans
      : side.channelIndices.flatMap { channels[$0].unsuppressedSpans }.union()
  }

  private func share(_ part: Double?, of whole: Double?) -> Double? {
    guard let part, let whole, whole > 0 else { return nil }
    return (part / whole).rounded(toPlaces: 4)
  }

  private func channelRatios() -> [Double] {
    let total = channels.reduce(0) { $0 + $1.speechSeconds }
    return channels.map { share($0.speechSeconds, of: total) ?? 0 }
  }

  private func notes(on talk: TalkReport) -> [String: UnknownReason] {
    let values: [(String, Double?, [Party])] = [
      ("customerRatio", talk.customerRatio, [.agent, .customer]),
      ("agentRatio", talk.agentRatio, [.agent, .customer]),
      ("customerShareOfTalk", talk.customerShareOfTalk, [.customer]),
      ("agentShareOfTalk", talk.agentShareOfTalk, [.agent]),
      ("customerShareOfCall", talk.customerShareOfCall, [.customer]),
      ("agentShareOfCall", talk.agentShareOfCall, [.agent]),
    ]
    var notes: [String: UnknownReason] = [:]
    for (name, value, parties) in values where value == nil {
      let isMissing = parties.contains { side(of: $0) == nil }
      notes["talk.\(name)"] = isMissing ? reasonWithoutParty : .noSpeech
    }
    if sides.contains(where: { $0.party == .mixed }) {
      notes["talk.overlapSeconds"] = .mixedChannel
    }
    return notes
  }
}
