import CallTypes

extension Conversation {
  /// How each party spoke, and why a figure is missing.
  func partyReports(
    events: [CallEvent], settings: ConversationSettings
  ) -> (parties: [Party: PartyReport], notes: [String: UnknownReason]) {
    var parties: [Party: PartyReport] = [:]
    var notes: [String: UnknownReason] = [:]
    for index in sides.indices {
      let report = partyReport(ofSide: index, events: events, settings: settings)
      let path = "parties.\(sides[index].party.label)"
      parties[sides[index].party] = report
      let scarce: UnknownReason = report.speechSeconds > 0 ? .notEnoughSpeech : .noSpeech
      if report.activeLevelDBFS == nil { notes["\(path).activeLevelDBFS"] = scarce }
      if report.f0MedianHz == nil { notes["\(path).f0MedianHz"] = scarce }
      if report.f0SpreadSemitones == nil { notes["\(path).f0SpreadSemitones"] = scarce }
      if report.syllablesPerSecond == nil { notes["\(path).syllablesPerSecond"] = scarce }
      if report.medianResponseSeconds == nil {
        notes["\(path).medianResponseSeconds"] = hasSidesApart ? scarce : reasonWithoutTurns
      }
    }
    return (parties, notes)
  }

  /// Numbers of every channel, in file order, and why a figure is missing.
  func channelReports() -> (channels: [ChannelReport], notes: [String: UnknownReason]) {
    var notes: [String: UnknownReason] = [:]
    let reports = channels.map { channel in
      let path = "channels.\(channel.index)"
      let level = channel.activeLevelDBFS
      let noise = channel.noiseFloorDBFS
      if level == nil {
        let reason: UnknownReason = channel.runs.isEmpty ? .noSpeech : .notEnoughSpeech
        notes["\(path).activeLevelDBFS"] = reason
        notes["\(path).snrDB"] = reason
      }
      if noise == nil {
        notes["\(path).noiseFloorDBFS"] = .notEnoughSpeech
        notes["\(path).snrDB"] = .notEnoughSpeech
      }
      let snrDB = level.flatMap { level in noise.map { level - $0 } }
      return ChannelReport(
        index: channel.index, party: channel.role, partySource: .unknown,
        activeLevelDBFS: level?.rounded(toPlaces: 3),
        noiseFloorDBFS: noise?.rounded(toPlaces: 3), snrDB: snrDB?.rounded(toPlaces: 3),
        clippedRatio: channel.tracks.faults.clippedRatio.rounded(toPlaces: 6),
        dcOffsetRatio: channel.tracks.faults.dcOffset.rounded(toPlaces: 6),
        speechSeconds: channel.speechSeconds.roundedToMilliseconds,
        absent: channel.tracks.absentSpans.isEmpty ? nil : channel.tracks.absentSpans,
        speakers: channel.index == 0 ? speakers?.report : nil)
    }
    return (reports, notes)
  }

  /// Why there are no turns.
  private var reasonWithoutTurns: UnknownReason {
    sides.contains { $0.party == .mixed } ? .mixedChannel : .partyAbsent
  }

  private func partyReport(
    ofSide index: Int, events: [CallEvent], settings: ConversationSettings
  ) -> PartyReport {
    let side = sides[index]
    let f0 = side.lead.f0
    let turns = floor.turns.filter { $0.side == index }
    let longestSeconds = turns.flatMap {
      $0.stretches(longestPauseSeconds: settings.turns.longestPauseSeconds)
    }.map(\.durationSeconds).max()
    let roles = index < floor.roles.count ? floor.roles[index] : []
    return PartyReport(
      speechSeconds: side.speechSeconds.roundedToMilliseconds, speech: side.speech,
      turnCount: turns.count, activeLevelDBFS: side.lead.activeLevelDBFS?.rounded(toPlaces: 3),
      f0MedianHz: f0.medianHz?.rounded(toPlaces: 3),
      f0SpreadSemitones: f0.spreadSemitones?.rounded(toPlaces: 3),
      voicedSeconds: f0.voicedSeconds.roundedToMilliseconds,
      syllablesPerSecond: syllablesPerSecond(of: side.lead, settings.voice),
      medianResponseSeconds: medianResponse(ofSide: index).seconds?.roundedToMilliseconds,
      longestMonologueSeconds: (longestSeconds ?? 0).roundedToMilliseconds,
      interruptionCounts: interruptionCounts(by: side.party, events),
      backchannelCount: roles.count { $0 == .backchannel })
  }

  private func syllablesPerSecond(
    of channel: ChannelSpeech, _ settings: VoiceSettings
  ) -> Double? {
    let speechSeconds = channel.speechSeconds
    guard speechSeconds > 0, speechSeconds.reaches(settings.minimumSpeechSeconds) else {
      return nil
    }
    return (Double(channel.syllableNuclei.count) / speechSeconds).rounded(toPlaces: 3)
  }

  private func interruptionCounts(by party: Party, _ events: [CallEvent]) -> InterruptionCounts {
    let lengths = events.filter {
      $0.code == .overlap && $0.cause == .interruption && $0.party == party
    }.map(\.jointSeconds)
    return InterruptionCounts(
      atLeastHalfSecond: lengths.count { $0.reaches(0.5) },
      atLeast1Second: lengths.count { $0.reaches(1) },
      atLeast2Seconds: lengths.count { $0.reaches(2) })
  }
}
