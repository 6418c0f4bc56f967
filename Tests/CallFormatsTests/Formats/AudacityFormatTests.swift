internal import CallFormats
internal import CallTypes
internal import Testing

@Suite struct `Audacity labels` {
  @Test func `speech, events and flags stand by start time`() throws {
    let text = try Sample.output(AudacityFormat.self, [.report(Sample.report())])
    #expect(
      text == """
        1.000\t11.000\tQC109 NoisyLine
        1.000\t11.000\tagent
        10.000\t11.000\tEV102 overlap interruption customer
        10.000\t40.000\tcustomer
        40.000\t60.000\tEV101 silence deadAir agent
        40.000\t60.000\tQC103 DeadAir
        60.000\t80.000\tagent
        61.000\t70.000\tQC109 NoisyLine
        80.500\t110.000\tcustomer

        """)
  }

  @Test func `a failure has no labels`() throws {
    #expect(try Sample.output(AudacityFormat.self, [.failure(Sample.failure())]) == "")
  }

  @Test func `labels come back, with control characters made visible`() throws {
    let labels = [
      TimeLabel(TimeSpan(0, 1.5), "客服"), TimeLabel(TimeSpan(1.5, 1.5), ""),
      TimeLabel(TimeSpan(2, 3), "a\tb\nc"),
    ]
    let read = try audacityLabels(in: audacityLines(of: labels))
    #expect(read.map(\.span) == labels.map(\.span))
    #expect(read.map(\.text) == ["客服", "", "a␉b␊c"])
  }

  @Test func `frequency lines are passed over and a missing label is empty`() throws {
    let labels = try audacityLabels(in: "0\t1\tring\n\\\t100\t200\n\n2\t3\r\n")
    #expect(labels == [TimeLabel(TimeSpan(0, 1), "ring"), TimeLabel(TimeSpan(2, 3), "")])
  }

  @Test(arguments: [
    ("1", SegmentLineProblem.tooFewFields(expected: 2, found: 1)),
    ("a\t1\tx", .notSeconds(field: "a")),
    ("1\tinf\tx", .notSeconds(field: "inf")),
    ("2\t1\tx", .notASpan(startSeconds: 2, endSeconds: 1)),
  ])
  func `a bad line is refused with its number`(line: String, problem: SegmentLineProblem) {
    #expect(throws: CallFormatsError.audacityLabels(line: 2, problem: problem)) {
      try audacityLabels(in: "0\t1\tring\n" + line)
    }
  }
}
