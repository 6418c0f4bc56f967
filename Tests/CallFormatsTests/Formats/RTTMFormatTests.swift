internal import CallFormats
internal import CallTypes
internal import Testing

@Suite struct `RTTM format` {
  @Test func `speech stands by start time with channels from 1`() throws {
    let text = try Sample.output(RTTMFormat.self, [.report(Sample.report(callId: "a b.wav"))])
    #expect(
      text == """
        SPEAKER a%20b.wav 1 1.000 10.000 <NA> <NA> agent <NA> <NA>
        SPEAKER a%20b.wav 2 10.000 30.000 <NA> <NA> customer <NA> <NA>
        SPEAKER a%20b.wav 1 60.000 20.000 <NA> <NA> agent <NA> <NA>
        SPEAKER a%20b.wav 2 80.500 29.500 <NA> <NA> customer <NA> <NA>

        """)
  }

  @Test func `a call without speech and a failure have no line`() throws {
    let outcomes: [CallOutcome] = [.report(Sample.blankReport()), .failure(Sample.failure())]
    #expect(try Sample.output(RTTMFormat.self, outcomes) == "")
  }

  @Test(arguments: Sample.awkwardNames)
  func `any name is one field and comes back`(name: String) throws {
    let text = try Sample.output(RTTMFormat.self, [.report(Sample.report(callId: name))])
    for line in text.split(separator: "\n") {
      #expect(line.split(whereSeparator: \.isWhitespace).count == 10)
    }
    let segments = try rttmSegments(in: text)
    #expect(segments.map(\.file) == Array(repeating: name, count: 4))
    #expect(segments.map(\.speaker) == ["agent", "customer", "agent", "customer"])
    #expect(segments.map(\.channelIndex) == [0, 1, 0, 1])
    #expect(segments.first?.span == TimeSpan(1, 11))
  }
}

@Suite struct `RTTM reader` {
  @Test func `comments, empty lines and other types are passed over`() throws {
    let text = """
      ;; made by hand
      SPKR-INFO call 1 <NA> <NA> <NA> unknown agent <NA>

      SPEAKER call 1 0.5 1.25 <NA> <NA> agent
      SPEAKER\tcall\t2\t1e1\t.5\t<NA>\t<NA>\tcustomer\t<NA>\t<NA>
      """
    #expect(
      try rttmSegments(in: text) == [
        SpeakerSegment(file: "call", channelIndex: 0, span: TimeSpan(0.5, 1.75), speaker: "agent"),
        SpeakerSegment(
          file: "call", channelIndex: 1, span: TimeSpan(10, 10.5), speaker: "customer"),
      ])
    #expect(try rttmSegments(in: "") == [])
  }

  @Test(arguments: [
    ("SPEAKER call 1 0 1", SegmentLineProblem.tooFewFields(expected: 8, found: 5)),
    ("SPEAKER call 0 0 1 <NA> <NA> a", .notAChannel(field: "0")),
    ("SPEAKER call one 0 1 <NA> <NA> a", .notAChannel(field: "one")),
    ("SPEAKER call 1 nan 1 <NA> <NA> a", .notSeconds(field: "nan")),
    ("SPEAKER call 1 0x1p3 1 <NA> <NA> a", .notSeconds(field: "0x1p3")),
    ("SPEAKER call 1 0 1e999 <NA> <NA> a", .notSeconds(field: "1e999")),
    ("SPEAKER call 1 -1 1 <NA> <NA> a", .notASpan(startSeconds: -1, endSeconds: 0)),
    ("SPEAKER call 1 2 -1 <NA> <NA> a", .notASpan(startSeconds: 2, endSeconds: 1)),
  ])
  func `a bad line is refused with its number`(line: String, problem: SegmentLineProblem) {
    #expect(throws: CallFormatsError.rttm(line: 2, problem: problem)) {
      try rttmSegments(in: ";; first\n" + line)
    }
  }
}
