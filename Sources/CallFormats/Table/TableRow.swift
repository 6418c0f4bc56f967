internal import CallTypes

/// What the table keeps of a report.
struct TableRow: Hashable, Sendable {
  var callId: String
  var priority: Double
  var durationSeconds: Double
  /// Customer speech ÷ both parties' speech; `nil` where the roles are unknown.
  var customerRatio: Double?
  /// Silence ÷ length of the call without what is excluded; `nil` for an empty call.
  var silenceRatio: Double?
  /// Interruptions by the agent; `nil` where no party is the agent.
  var interruptionCount: Int?
  var points: Double?
  var band: ScoreBand?
  /// One entry per rule, most severe first, then by code.
  var flags: [TableFlag]

  /// Takes from a report what the table shows.
  init(_ report: CallReport) {
    callId = report.callId
    priority = report.review.priority
    durationSeconds = report.audio.durationSeconds
    customerRatio = report.talk.customerRatio
    let conversationSeconds = durationSeconds - report.talk.excludedSeconds
    silenceRatio =
      conversationSeconds > 0 ? min(1, report.talk.silenceSeconds / conversationSeconds) : nil
    interruptionCount = report.parties[.agent]?.interruptionCount
    points = report.score.points
    band = report.score.band
    flags = []
    for flag in report.flags.sorted(by: { ($1.severity, $0.code) < ($0.severity, $1.code) })
    where !flags.contains(where: { $0.code == flag.code }) {
      flags.append(TableFlag(code: flag.code, name: flag.name, severity: flag.severity))
    }
  }

  /// Whether the row stands above another: the higher priority first, then by name.
  static func precedes(_ left: TableRow, _ right: TableRow) -> Bool {
    (right.priority, left.callId) < (left.priority, right.callId)
  }
}

/// How figures read in a table; `nil` for what is not known.
extension TableRow {
  /// What stands for a figure that is not known.
  static let unknown = "—"

  /// Customer to agent in percent, which add up to 100.
  var talkText: String? {
    customerRatio.map { ratio in
      let customer = percent(ratio)
      return "\(customer):\(100 - customer)"
    }
  }

  /// Share of silence.
  var silenceText: String? { silenceRatio.map { "\(percent($0))%" } }

  /// Interruptions by the agent.
  var interruptionText: String? { interruptionCount.map { "\($0)×" } }

  private func percent(_ ratio: Double) -> Int {
    ratio.isFinite ? Int((min(max(ratio, 0), 1) * 100).rounded()) : 0
  }
}

/// What the table keeps of a flag.
struct TableFlag: Hashable, Sendable {
  var code: RuleCode
  var name: String
  var severity: FlagSeverity
}
