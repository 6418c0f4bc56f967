internal import CallFormats
internal import CallTypes

/// Reports for the tests of this target, built by hand.
enum Sample {
  /// A stereo call with every field filled; times in whole and half seconds.
  static func report(callId: String = "calls/0001.wav", priority: Double = 3) -> CallReport {
    var metadata = CallMetadata()
    metadata.agentId = "A-17"
    metadata.queue = "billing"
    metadata.direction = "inbound"
    metadata.startTime = "2026-01-05T09:00:00+08:00"
    metadata.customerId = "C-9"
    metadata.platform = "verint"
    return CallReport(
      callId: callId,
      file: FileReport(
        path: callId, sha256: String(repeating: "0f", count: 32), sizeBytes: 1_920_044),
      audio: AudioReport(
        container: "wav", codec: "mulaw", sampleRateHz: 8000, channelCount: 2,
        durationSeconds: 120, declaredDurationSeconds: 120),
      metadata: metadata, channels: channels,
      parties: [
        .agent: party([TimeSpan(1, 11), TimeSpan(60, 80)], interruptionCount: 2),
        .customer: party([TimeSpan(10, 40), TimeSpan(80.5, 110)], interruptionCount: 0),
      ],
      talk: TalkReport(
        customerRatio: 0.675, agentRatio: 0.325, customerShareOfTalk: 0.68,
        agentShareOfTalk: 0.33, customerShareOfCall: 0.5, agentShareOfCall: 0.25,
        channelRatios: [0.325, 0.675], overlapSeconds: 1,
        overlapBeforeSuppressionSeconds: 1.5, silenceSeconds: 30, excludedSeconds: 0),
      events: events, flags: flags,
      score: QualityScore(
        points: 87.5, band: .needsImprovement,
        deductions: [ScoreDeduction(code: RuleCode(rawValue: "QC103"), points: 12.5)]),
      review: ReviewDecision(
        required: true, scorable: true, notScorableReasons: [], priority: priority),
      notes: [:],
      analysis: AnalysisReport(
        version: "0.1.0", fingerprint: "abc123",
        warnings: [AnalysisWarning(code: .truncated, message: "4 bytes are missing")]))
  }

  /// A call in which nothing can be known: one channel of unknown role, no speech.
  static func blankReport(callId: String = "blank.wav") -> CallReport {
    var report = report(callId: callId, priority: 0)
    report.file = FileReport(path: callId, sha256: nil, sizeBytes: nil)
    report.audio.declaredDurationSeconds = nil
    report.audio.durationSeconds = 0
    report.metadata = CallMetadata()
    report.channels = [
      ChannelReport(
        index: 0, party: .unknown, partySource: .unknown, activeLevelDBFS: nil,
        noiseFloorDBFS: nil, snrDB: nil, clippedRatio: 0, dcOffsetRatio: 0, speechSeconds: 0)
    ]
    report.parties = [
      .channel(0): PartyReport(
        speechSeconds: 0, speech: [], turnCount: 0, activeLevelDBFS: nil, f0MedianHz: nil,
        f0SpreadSemitones: nil, voicedSeconds: 0, syllablesPerSecond: nil,
        medianResponseSeconds: nil, longestMonologueSeconds: 0,
        interruptionCounts: InterruptionCounts(), backchannelCount: 0)
    ]
    report.talk = TalkReport(
      customerRatio: nil, agentRatio: nil, customerShareOfTalk: nil, agentShareOfTalk: nil,
      customerShareOfCall: nil, agentShareOfCall: nil, channelRatios: [], overlapSeconds: 0,
      overlapBeforeSuppressionSeconds: 0,
      silenceSeconds: 0, excludedSeconds: 0)
    report.events = [CallEvent(.dcOffset, TimeSpan(0, 0))]
    report.flags = []
    report.score = QualityScore(points: nil, band: nil, deductions: [])
    report.review = ReviewDecision(
      required: false, scorable: false, notScorableReasons: [RuleCode(rawValue: "QC128")],
      priority: 0)
    report.notes = ["talk.customerRatio": .rolesUnknown]
    report.analysis.warnings = []
    return report
  }

  /// A file that could not be analysed.
  static func failure(callId: String = "broken.wav") -> CallFailure {
    CallFailure(
      callId: callId, file: FileReport(path: callId, sha256: nil, sizeBytes: 0),
      error: FailureDetail(code: .empty, message: "the file holds no byte; copy it again"))
  }

  /// A flag of a made-up rule.
  static func flag(
    _ code: String, _ name: String, _ severity: FlagSeverity, unit: FlagUnit = .seconds
  ) -> QualityFlag {
    QualityFlag(
      code: RuleCode(rawValue: code), name: name, severity: severity, value: 20, threshold: 10,
      unit: unit, evidence: [TimeSpan(40, 60)])
  }

  /// The whole output of a format for some outcomes.
  static func output(
    _ format: any ReportFormat.Type, _ outcomes: [CallOutcome], _ look: Presentation = .init()
  ) throws -> String {
    var writer = format.makeWriter(look)
    var summary = ScanSummary()
    var text = writer.header()
    for outcome in outcomes {
      summary.add(outcome)
      text += try writer.text(for: outcome)
    }
    return text + writer.footer(summary: summary)
  }

  /// Names that break careless writers.
  static let awkwardNames = [
    "=cmd|'/C calc'!A0", "two\nlines.wav", "<img src=x onerror=alert(1)>", "say \"hi\", twice.wav",
    "esc\u{1B}[31mred\u{07}.wav", "客户投诉/张三 2026.wav", "a\u{2028}b\u{85}c.wav", "-in.wav",
    "quote\"\u{301}mark.wav", "100%25.wav", "; comment.wav", "<NA>", "back\\slash.wav",
    "tab\there.wav", "\u{202E}vaw.wav", "👩‍💻 home.wav", "nul\u{0}.wav", " blank ", "cr\r\nlf",
  ]

  private static var channels: [ChannelReport] {
    [ChannelRole.agent, .customer].enumerated().map { index, role in
      ChannelReport(
        index: index, party: role, partySource: .commandLine, activeLevelDBFS: -24.5,
        noiseFloorDBFS: -61, snrDB: 36.5, clippedRatio: 0.001, dcOffsetRatio: -0.002,
        speechSeconds: 30)
    }
  }

  private static func party(_ speech: [TimeSpan], interruptionCount: Int) -> PartyReport {
    PartyReport(
      speechSeconds: speech.totalSeconds, speech: speech, turnCount: speech.count,
      activeLevelDBFS: -24.5, f0MedianHz: 180, f0SpreadSemitones: 2.5, voicedSeconds: 12,
      syllablesPerSecond: 4.2, medianResponseSeconds: -0.4, longestMonologueSeconds: 20,
      interruptionCounts: InterruptionCounts(
        atLeastHalfSecond: interruptionCount, atLeast1Second: interruptionCount),
      backchannelCount: 1)
  }

  private static var events: [CallEvent] {
    [
      CallEvent(
        .overlap, TimeSpan(10, 11), party: .customer, cause: .interruption, yieldedBy: .agent,
        values: [.durationSeconds: 1, .levelChangeDB: -2.5]),
      CallEvent(
        .silence, TimeSpan(40, 60), party: .agent, cause: .deadAir, values: [.durationSeconds: 20]),
    ]
  }

  private static var flags: [QualityFlag] {
    [
      QualityFlag(
        code: RuleCode(rawValue: "QC103"), name: "DeadAir", severity: .major, party: .agent,
        value: 20, threshold: 10, unit: .seconds, evidence: [TimeSpan(40, 60)]),
      QualityFlag(
        code: RuleCode(rawValue: "QC109"), name: "NoisyLine", severity: .technical, value: 0.25,
        threshold: 0.2, unit: .ratio, evidence: [TimeSpan(1, 11), TimeSpan(61, 70)]),
    ]
  }
}
