internal import CallTypes

/// One call in the shape of Amazon Transcribe Call Analytics' post-call output.
///
/// Names and nesting are those of the developer guide, "Post-call analytics output"
/// (docs.aws.amazon.com/transcribe/latest/dg/tca-output-batch.html), so that what reads that output
/// reads this. What CallSift does not know has no key: `TalkSpeed`, `Sentiment` and `Transcript` need
/// words, `LoudnessScores` stand in the transcript. A failure has no file. The whole mapping is in
/// Formats.md.
public enum AWSFormat: ReportFormat {
  public static let name = "aws"
  public static let summary =
    "ConversationCharacteristics as of Amazon Transcribe Call Analytics, one file per call"
  public static let fileExtension = "aws.json"
  public static let scope = ReportScope.perCall

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    func header() -> String { "" }

    func text(for outcome: CallOutcome) throws(CallFormatsError) -> String {
      guard case .report(let report) = outcome else { return "" }
      guard let document = CallAnalyticsDocument(report) else {
        throw .unwritable(callId: report.callId)
      }
      do {
        return try jsonLine(of: document) + "\n"
      } catch {
        // Whole numbers and text only: the encoder refuses neither.
        throw .unwritable(callId: report.callId)
      }
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}

/// The document as the service names it.
private struct CallAnalyticsDocument: Encodable {
  let channel = "VOICE"
  let conversation: ConversationCharacteristics
  let jobName: String
  let jobStatus = "COMPLETED"
  /// `nil` where no channel has a role that the service knows.
  let participants: [Participant]?

  enum CodingKeys: String, CodingKey {
    case channel = "Channel"
    case conversation = "ConversationCharacteristics"
    case jobName = "JobName"
    case jobStatus = "JobStatus"
    case participants = "Participants"
  }

  struct Participant: Encodable {
    let role: ParticipantRole
    enum CodingKeys: String, CodingKey { case role = "ParticipantRole" }
  }

  /// `nil` for a report that holds a time that is none.
  init?(_ report: CallReport) {
    guard let conversation = ConversationCharacteristics(report) else { return nil }
    self.conversation = conversation
    jobName = report.callId
    let roles = ParticipantRole.allCases.filter { report.parties[$0.party] != nil }
    participants = roles.isEmpty ? nil : roles.map(Participant.init)
  }
}

/// Who speaks, as the service names it; it knows no other sides.
private enum ParticipantRole: String, CaseIterable, Encodable, CodingKeyRepresentable {
  case agent = "AGENT"
  case customer = "CUSTOMER"

  var party: Party {
    switch self {
    case .agent: .agent
    case .customer: .customer
    }
  }
}

private struct ConversationCharacteristics: Encodable {
  /// `nil` where fewer than two sides were recorded apart: nobody can tell who cut in.
  let interruptions: Interruptions?
  let nonTalkTime: NonTalkTime
  let talkTime: TalkTime
  let durationMilliseconds: Int

  enum CodingKeys: String, CodingKey {
    case interruptions = "Interruptions"
    case nonTalkTime = "NonTalkTime"
    case talkTime = "TalkTime"
    case durationMilliseconds = "TotalConversationDurationMillis"
  }

  init?(_ report: CallReport) {
    guard let duration = report.audio.durationSeconds.wholeMilliseconds,
      let nonTalkTime = NonTalkTime(report), let talkTime = TalkTime(report)
    else { return nil }
    durationMilliseconds = duration
    self.nonTalkTime = nonTalkTime
    self.talkTime = talkTime
    interruptions = report.parties.count > 1 ? Interruptions(report) : nil
  }
}

/// A stretch of the call, in milliseconds from its start.
private struct Stretch: Encodable {
  let beginMilliseconds: Int
  let durationMilliseconds: Int
  let endMilliseconds: Int

  enum CodingKeys: String, CodingKey {
    case beginMilliseconds = "BeginOffsetMillis"
    case durationMilliseconds = "DurationMillis"
    case endMilliseconds = "EndOffsetMillis"
  }

  init?(_ span: TimeSpan) {
    guard let begin = span.startSeconds.wholeMilliseconds,
      let end = span.endSeconds.wholeMilliseconds
    else { return nil }
    beginMilliseconds = begin
    durationMilliseconds = end - begin
    endMilliseconds = end
  }
}

/// Silences of the call: EV101, those that touch as one.
private struct NonTalkTime: Encodable {
  /// Shortest silence that counts, in seconds: that of Amazon Connect (RULES.md EV101). The guide of
  /// this output gives none; gaps of a second between turns are no instances in its examples.
  static let leastSeconds = 3.0

  let instances: [Stretch]
  let totalMilliseconds: Int

  enum CodingKeys: String, CodingKey {
    case instances = "Instances"
    case totalMilliseconds = "TotalTimeMillis"
  }

  init?(_ report: CallReport) {
    let silences = report.events.filter { $0.code == .silence }.map(\.span).union()
      .lasting(atLeastSeconds: Self.leastSeconds)
    instances = silences.compactMap(Stretch.init)
    guard instances.count == silences.count else { return nil }
    totalMilliseconds = instances.reduce(0) { $0 + $1.durationMilliseconds }
  }
}

/// EV102 of cause `interruption`, by who cut in; a side that never did has no key.
private struct Interruptions: Encodable {
  let byInterrupter: [ParticipantRole: [Stretch]]
  let count: Int
  let totalMilliseconds: Int

  enum CodingKeys: String, CodingKey {
    case byInterrupter = "InterruptionsByInterrupter"
    case count = "TotalCount"
    case totalMilliseconds = "TotalTimeMillis"
  }

  init(_ report: CallReport) {
    let events = report.events.filter { $0.code == .overlap && $0.cause == .interruption }
    var byInterrupter: [ParticipantRole: [Stretch]] = [:]
    for role in ParticipantRole.allCases {
      let own = events.filter { $0.party == role.party }.compactMap { Stretch($0.span) }
      if !own.isEmpty { byInterrupter[role] = own }
    }
    self.byInterrupter = byInterrupter
    count = events.count
    totalMilliseconds = events.reduce(0) { $0 + (Stretch($1.span)?.durationMilliseconds ?? 0) }
  }
}

/// Speech of all sides; overlap counts for each.
private struct TalkTime: Encodable {
  /// `nil` where no side has a role that the service knows.
  let byParticipant: [ParticipantRole: Total]?
  let totalMilliseconds: Int

  enum CodingKeys: String, CodingKey {
    case byParticipant = "DetailsByParticipant"
    case totalMilliseconds = "TotalTimeMillis"
  }

  struct Total: Encodable {
    let milliseconds: Int
    enum CodingKeys: String, CodingKey { case milliseconds = "TotalTimeMillis" }
  }

  init?(_ report: CallReport) {
    var byParticipant: [ParticipantRole: Total] = [:]
    var totalMilliseconds = 0
    for (party, spoken) in report.parties {
      guard let milliseconds = spoken.speechSeconds.wholeMilliseconds else { return nil }
      totalMilliseconds += milliseconds
      if let role = ParticipantRole.allCases.first(where: { $0.party == party }) {
        byParticipant[role] = Total(milliseconds: milliseconds)
      }
    }
    self.byParticipant = byParticipant.isEmpty ? nil : byParticipant
    self.totalMilliseconds = totalMilliseconds
  }
}
