internal import CallTypes
internal import Testing

@testable internal import CallFormats

@Suite struct `Table format` {
  @Test func `calls stand by priority, then by name`() throws {
    let text = try Sample.output(
      TableFormat.self,
      [
        .report(Sample.report(callId: "c.wav", priority: 1)),
        .report(Sample.report(callId: "b.wav", priority: 1)),
        .report(Sample.report(callId: "a.wav", priority: 9)),
        .report(Sample.blankReport(callId: "z.wav")),
      ], Presentation(widthColumns: 80))
    #expect(
      text == """
        # Call  Length   C:A Sil Int  Pts Band    Flags
        1 a.wav   2:00 68:32 25%  2× 87.5 improve DeadAir NoisyLine
        2 b.wav   2:00 68:32 25%  2× 87.5 improve DeadAir NoisyLine
        3 c.wav   2:00 68:32 25%  2× 87.5 improve DeadAir NoisyLine
        4 z.wav   0:00     —   —   —    — —       —
        Warning: 3 calls truncated, see --format jsonl

        4 calls · 3 to review · 0 failed · 6:00 of audio

        """)
  }

  @Test func `failures follow with code and message`() throws {
    let outcomes: [CallOutcome] = [
      .failure(Sample.failure(callId: "b.wav")), .failure(Sample.failure(callId: "a.wav")),
    ]
    #expect(
      try Sample.output(TableFormat.self, outcomes) == """
        Could not be analysed: 2 files
          a.wav  empty  the file holds no byte; copy it again
          b.wav  empty  the file holds no byte; copy it again

        0 calls · 0 to review · 2 failed · 0:00 of audio

        """)
  }

  @Test func `an empty scan says so`() throws {
    #expect(
      try Sample.output(TableFormat.self, []) == """
        No calls.

        0 calls · 0 to review · 0 failed · 0:00 of audio

        """)
  }

  @Test func `a huge scan shows its head and counts the rest`() throws {
    let outcomes = (0..<1000).map { index in
      CallOutcome.report(Sample.report(callId: "call \(index)", priority: Double(index)))
    }
    let text = try Sample.output(TableFormat.self, outcomes, Presentation(maximumRowCount: 2))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].hasPrefix("1 call 999 "))
    #expect(lines[2].hasPrefix("2 call 998 "))
    #expect(lines[3] == "… and 998 more, see --format csv")
    #expect(lines[4] == "Warning: 1,000 calls truncated, see --format jsonl")
    #expect(lines[6] == "1,000 calls · 1,000 to review · 0 failed · 33:20:00 of audio")
  }

  @Test(arguments: [(3, 15, true), (2, 4, false), (3, 16, false)])
  func `many suspicions put the declared roles of all calls in doubt`(
    suspected: Int, all: Int, isDoubtful: Bool
  ) throws {
    let outcomes = (0..<all).map { index in
      var report = Sample.report(callId: "call \(index)")
      report.flags =
        index < suspected ? [Sample.flag("QC132", "ChannelsSwappedSuspected", .technical)] : []
      return CallOutcome.report(report)
    }
    // Roles that were inferred, or that nobody knows, are no declaration to doubt.
    var inferred = Sample.report(callId: "inferred")
    for index in inferred.channels.indices { inferred.channels[index].partySource = .inferred }
    let text = try Sample.output(
      TableFormat.self, outcomes + [.report(inferred), .report(Sample.blankReport())])
    let remark = "Agent and customer exchanged? \(suspected) of \(all) calls sound so (QC132);"
    #expect(text.contains(remark) == isDoubtful)
  }

  @Test(arguments: [80, 81, 100, 109, 110, 160, 250])
  func `no line of the ranking is wider than the terminal`(width: Int) throws {
    var reports = Sample.awkwardNames.map { Sample.report(callId: $0 + $0 + $0 + $0) }
    for index in reports.indices {
      reports[index].audio.durationSeconds = 36_000
      reports[index].flags = [
        Sample.flag("QC101", "TalkRatioOutOfBand", .critical),
        Sample.flag("QC107", "AgentRaisedVoiceAtQuietCustomer", .major),
        Sample.flag("QC103", "DeadAir", .minor),
      ]
    }
    let text = try Sample.output(
      TableFormat.self, reports.map { .report($0) }, Presentation(widthColumns: width))
    let rows = text.split(separator: "\n").prefix(reports.count + 1)
    #expect(rows.allSatisfy { $0.displayColumns <= width })
    #expect(rows.dropFirst().allSatisfy { $0.contains("TalkRatioOutOfBand") })
  }

  @Test func `the most severe flags come first and the rest is counted`() throws {
    var report = Sample.report(callId: String(repeating: "long name ", count: 9))
    report.flags = [
      Sample.flag("QC101", "TalkRatioOutOfBand", .major), Sample.flag("QC102", "Ab", .minor),
      Sample.flag("QC103", "DeadAir", .critical), Sample.flag("QC104", "Cd", .minor),
      Sample.flag("QC104", "Cd", .minor),
    ]
    let text = try Sample.output(
      TableFormat.self, [.report(report)], Presentation(widthColumns: 100))
    let row = try #require(text.split(separator: "\n").dropFirst().first)
    #expect(row.hasSuffix(" DeadAir +3"))
    #expect(row.contains("…"))
  }

  @Test(arguments: Sample.awkwardNames)
  func `names cannot steer the terminal`(name: String) throws {
    let outcomes: [CallOutcome] = [
      .report(Sample.report(callId: name)), .failure(Sample.failure(callId: name)),
    ]
    let text = try Sample.output(TableFormat.self, outcomes)
    #expect(!text.unicodeScalars.contains { $0.steersTerminals && $0 != "\n" })
    #expect(text.split(separator: "\n").count == 6)
  }

  @Test func `Chinese names keep the columns straight`() throws {
    let text = try Sample.output(
      TableFormat.self,
      [
        .report(Sample.report(callId: "客户投诉.wav", priority: 2)),
        .report(Sample.report(callId: "plain.wav", priority: 1)),
      ], Presentation(language: .chinese, widthColumns: 80, ruleName: { "规则\($0.rawValue)" }))
    #expect(
      text == """
        # 通话         时长 客户:客服 静音 抢话 得分 等级   问题
        1 客户投诉.wav 2:00     68:32  25%   2× 87.5 需改进 规则QC103 规则QC109
        2 plain.wav    2:00     68:32  25%   2× 87.5 需改进 规则QC103 规则QC109
        注意：录音不完整，2 通，见 --format jsonl

        共 2 通 · 需复核 2 通 · 失败 0 个 · 录音 4:00

        """)
  }

  @Test func `colour adds sequences and moves nothing`() throws {
    let outcomes: [CallOutcome] = [.report(Sample.report()), .failure(Sample.failure())]
    let plain = try Sample.output(TableFormat.self, outcomes)
    let coloured = try Sample.output(TableFormat.self, outcomes, Presentation(colour: true))
    #expect(coloured.contains("\u{1B}[33mDeadAir\u{1B}[0m"))
    #expect(coloured.replacing(/\x1B\[[0-9;]*m/, with: "") == plain)
  }
}

@Suite struct `Leading elements` {
  @Test(arguments: 0...6)
  func `the first few are kept in order, whatever the order of offers`(limit: Int) {
    for offers in [[5, 3, 1, 4, 2], [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]] {
      var leading = LeadingElements<Int>(limit: limit, by: <)
      for offer in offers { leading.offer(offer) }
      #expect(leading.elements == Array((1...5).prefix(limit)))
      #expect(leading.leftOutCount == max(0, 5 - limit))
    }
  }
}
