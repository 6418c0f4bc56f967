internal import CallFormats
internal import CallTypes
internal import TestSupport
internal import Testing

@Suite struct `AWS format` {
  private let validator: JSONSchemaValidator

  init() throws { validator = try JSONSchemaValidator(schema: CallAnalyticsSchema.json) }

  private func document(_ report: CallReport) throws -> JSONValue {
    try JSONValue(parsing: try Sample.output(AWSFormat.self, [.report(report)]))
  }

  @Test func `a call has the documented shape and the figures of its report`() throws {
    let text = try Sample.output(AWSFormat.self, [.report(Sample.report())])
    #expect(try validator.problems(in: text) == [])
    #expect(
      try JSONValue(parsing: text)
        == JSONValue(
          parsing: """
            {
              "Channel": "VOICE",
              "ConversationCharacteristics": {
                "Interruptions": {
                  "InterruptionsByInterrupter": {
                    "CUSTOMER": [
                      {"BeginOffsetMillis": 10000, "DurationMillis": 1000, "EndOffsetMillis": 11000}
                    ]
                  },
                  "TotalCount": 1,
                  "TotalTimeMillis": 1000
                },
                "NonTalkTime": {
                  "Instances": [
                    {"BeginOffsetMillis": 40000, "DurationMillis": 20000, "EndOffsetMillis": 60000}
                  ],
                  "TotalTimeMillis": 20000
                },
                "TalkTime": {
                  "DetailsByParticipant": {
                    "AGENT": {"TotalTimeMillis": 30000},
                    "CUSTOMER": {"TotalTimeMillis": 59500}
                  },
                  "TotalTimeMillis": 89500
                },
                "TotalConversationDurationMillis": 120000
              },
              "JobName": "calls/0001.wav",
              "JobStatus": "COMPLETED",
              "Participants": [{"ParticipantRole": "AGENT"}, {"ParticipantRole": "CUSTOMER"}]
            }
            """))
  }

  @Test func `without roles the totals stay and the sides have no key`() throws {
    var report = Sample.report()
    report.parties = [
      .channel(0): try #require(report.parties[.agent]),
      .channel(1): try #require(report.parties[.customer]),
    ]
    report.events[0].party = .channel(1)
    let found = try document(report)
    #expect(validator.problems(in: found) == [])
    #expect(found["Participants"] == nil)
    let characteristics = try #require(found["ConversationCharacteristics"])
    #expect(characteristics["TalkTime"]?["DetailsByParticipant"] == nil)
    #expect(characteristics["TalkTime"]?["TotalTimeMillis"] == .number(89_500))
    #expect(characteristics["Interruptions"]?["TotalCount"] == .number(1))
    #expect(characteristics["Interruptions"]?["InterruptionsByInterrupter"] == .object([:]))
  }

  @Test(arguments: [Party.mixed, .agent])
  func `one side or a mixed channel says nothing about interruptions`(party: Party) throws {
    var report = Sample.report()
    report.parties = [party: try #require(report.parties[.agent])]
    report.events.removeFirst()
    let found = try document(report)
    #expect(validator.problems(in: found) == [])
    let characteristics = try #require(found["ConversationCharacteristics"])
    #expect(characteristics["Interruptions"] == nil)
    #expect(characteristics["TalkTime"]?["TotalTimeMillis"] == .number(30_000))
  }

  @Test func `two sides that never cut in have a count of zero and no key`() throws {
    var report = Sample.report()
    // An overlap that is no interruption; a silence below 3 s, two that touch, one of 3 s.
    report.events = [
      CallEvent(.overlap, TimeSpan(10, 11), party: .agent, cause: .backchannel),
      CallEvent(.silence, TimeSpan(20, 22.999), cause: .deadAir),
      CallEvent(.silence, TimeSpan(40, 50), cause: .hold),
      CallEvent(.silence, TimeSpan(50, 60), cause: .deadAir),
      CallEvent(.silence, TimeSpan(70, 73), cause: .customerFloor),
    ]
    let found = try document(report)["ConversationCharacteristics"]
    #expect(found?["Interruptions"]?["TotalCount"] == .number(0))
    #expect(found?["Interruptions"]?["InterruptionsByInterrupter"] == .object([:]))
    #expect(found?["NonTalkTime"]?["TotalTimeMillis"] == .number(23_000))
    guard case .array(let instances) = found?["NonTalkTime"]?["Instances"] else {
      Issue.record("no instances")
      return
    }
    #expect(instances.count == 2)
  }

  @Test func `a call without length is valid, a failure has no file`() throws {
    #expect(validator.problems(in: try document(Sample.blankReport())) == [])
    #expect(try Sample.output(AWSFormat.self, [.failure(Sample.failure())]) == "")
  }

  @Test(arguments: Sample.awkwardNames)
  func `names come back whole, on one line`(name: String) throws {
    let text = try Sample.output(AWSFormat.self, [.report(Sample.report(callId: name))])
    #expect(text.split(whereSeparator: \.isNewline).count == 1)
    #expect(try JSONValue(parsing: text)["JobName"] == .string(name))
  }

  @Test func `a time that is none is refused by name`() throws {
    var report = Sample.report(callId: "odd.wav")
    report.audio.durationSeconds = .nan
    var writer = AWSFormat.makeWriter()
    #expect(throws: CallFormatsError.unwritable(callId: "odd.wav")) {
      try writer.text(for: .report(report))
    }
  }

  @Test(
    arguments: [
      (["ConversationCharacteristics"], nil), (["JobStatus"], JSONValue.null),
      (["Sentiment"], .object([:])), (["Participants", "0", "ParticipantRole"], .string("agent")),
      (["ConversationCharacteristics", "NonTalkTime", "TotalTimeMillis"], .number(0.5)),
      (["ConversationCharacteristics", "TalkTime", "TotalTimeMillis"], .null),
      (["ConversationCharacteristics", "Interruptions", "TotalCount"], nil),
    ] as [([String], JSONValue?)])
  func `the schema refuses a document with one thing wrong`(
    path: [String], value: JSONValue?
  ) throws {
    let wrong = try document(Sample.report()).replacing(path, with: value)
    #expect(!validator.problems(in: wrong).isEmpty)
  }
}
