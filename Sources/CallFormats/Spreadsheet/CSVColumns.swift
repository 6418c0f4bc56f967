internal import CallTypes

/// A column of the spreadsheet: its heading, and what it holds for each outcome.
struct CSVColumn: Sendable {
  var header: String
  var cell: @Sendable (CallOutcome) -> CSVCell

  /// A column that every outcome fills.
  static func outcome(
    _ header: String, _ cell: @escaping @Sendable (CallOutcome) -> CSVCell
  ) -> CSVColumn {
    CSVColumn(header: header, cell: cell)
  }

  /// A column that is empty for a failure.
  static func report(
    _ header: String, _ cell: @escaping @Sendable (CallReport) -> CSVCell
  ) -> CSVColumn {
    CSVColumn(header: header) { outcome in
      if case .report(let report) = outcome { cell(report) } else { .nothing }
    }
  }
}

/// The columns of the spreadsheet.
///
/// A heading is spelled like the value in the report; a party's values have the party in front, as in
/// `agent.speechSeconds`. Columns are only ever added at the end of their block.
enum CSVColumns {
  /// Parties that have columns: a fixed list, because the header is written before the first call.
  /// A file with more than two channels of unknown role shows its first two.
  static let parties: [Party] = [
    .agent, .customer, .mixed, .channel(0), .channel(1), .speaker(0),
    .speaker(1),
  ]

  /// Every column in order.
  static let all: [CSVColumn] = identity + talk + verdict + metadata + parties.flatMap(columns(of:))

  private static let identity: [CSVColumn] = [
    .outcome("callId") { .text($0.callId) },
    .outcome("path") { .text($0.file.path) },
    .outcome("status") { outcome in
      if case .report = outcome { .text("analysed") } else { .text("failed") }
    },
    .outcome("error") { outcome in
      guard case .failure(let failure) = outcome else { return .nothing }
      return .text("\(failure.error.code.rawValue): \(failure.error.message)")
    },
    .report("durationSeconds") { .number($0.audio.durationSeconds) },
  ]

  private static let talk: [CSVColumn] = [
    .report("customerRatio") { CSVCell($0.talk.customerRatio) },
    .report("agentRatio") { CSVCell($0.talk.agentRatio) },
    .report("overlapSeconds") { .number($0.talk.overlapSeconds) },
    .report("silenceSeconds") { .number($0.talk.silenceSeconds) },
    .report("excludedSeconds") { .number($0.talk.excludedSeconds) },
  ]

  private static let verdict: [CSVColumn] = [
    .report("points") { CSVCell($0.score.points) },
    .report("band") { CSVCell($0.score.band?.rawValue) },
    .report("reviewRequired") { .truth($0.review.required) },
    .report("scorable") { .truth($0.review.scorable) },
    .report("priority") { .number($0.review.priority) },
    .report("flags") { report in
      .text(Set(report.flags.map(\.code)).sorted().map(\.rawValue).joined(separator: " "))
    },
    .report("warnings") { report in
      .text(Set(report.analysis.warnings.map(\.code.rawValue)).sorted().joined(separator: " "))
    },
  ]

  private static let metadata: [CSVColumn] = [
    .report("agentId") { CSVCell($0.metadata.agentId) },
    .report("queue") { CSVCell($0.metadata.queue) },
    .report("direction") { CSVCell($0.metadata.direction) },
    .report("startTime") { CSVCell($0.metadata.startTime) },
    .report("platform") { CSVCell($0.metadata.platform) },
    .report("fingerprint") { .text($0.analysis.fingerprint) },
  ]

  private static func columns(of party: Party) -> [CSVColumn] {
    func column(
      _ name: String, _ cell: @escaping @Sendable (PartyReport) -> CSVCell
    ) -> CSVColumn {
      .report("\(party.label).\(name)") { report in
        report.parties[party].map(cell) ?? .nothing
      }
    }
    return [
      column("speechSeconds") { .number($0.speechSeconds) },
      column("activeLevelDBFS") { CSVCell($0.activeLevelDBFS) },
      column("f0MedianHz") { CSVCell($0.f0MedianHz) },
      column("f0SpreadSemitones") { CSVCell($0.f0SpreadSemitones) },
      column("syllablesPerSecond") { CSVCell($0.syllablesPerSecond) },
      column("medianResponseSeconds") { CSVCell($0.medianResponseSeconds) },
      column("longestMonologueSeconds") { .number($0.longestMonologueSeconds) },
      column("turnCount") { .count($0.turnCount) },
      column("interruptionCount") { .count($0.interruptionCount) },
      column("backchannelCount") { .count($0.backchannelCount) },
    ]
  }
}

extension CallOutcome {
  /// The file that the outcome is about.
  var file: FileReport {
    switch self {
    case .report(let report): report.file
    case .failure(let failure): failure.file
    }
  }
}
