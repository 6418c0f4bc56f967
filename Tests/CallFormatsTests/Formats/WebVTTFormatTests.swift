internal import CallFormats
internal import CallTypes
internal import Foundation
internal import Testing

@Suite struct `WebVTT format` {
  private func text(_ report: CallReport, _ look: Presentation = .init()) throws -> String {
    try Sample.output(WebVTTFormat.self, [.report(report)], look)
  }

  @Test func `speech, events and evidence are cues by start time, flags are explained`() throws {
    #expect(
      try text(Sample.report(), Presentation(ruleSummary: { "About \($0.rawValue)." })) == """
        WEBVTT

        NOTE
        calls/0001.wav
        2:00 · wav/mulaw 8000 Hz · 2 channels · customer:agent 68:32 · 87.5 points (improve) · to review

        NOTE
        QC103 DeadAir (major)
        20 s, threshold 10 s, 10 s over
        About QC103.

        NOTE
        QC109 NoisyLine (technical)
        0.25, threshold 0.2, 0.05 over
        About QC109.

        00:00:01.000 --> 00:00:11.000 align:left
        <v.agent agent>agent</v>

        00:00:01.000 --> 00:00:11.000 line:0
        <c.flag>QC109 NoisyLine</c>

        00:00:10.000 --> 00:00:40.000 align:right
        <v.customer customer>customer</v>

        00:00:10.000 --> 00:00:11.000 line:0
        <c.event>EV102 overlap interruption customer</c>

        00:00:40.000 --> 00:01:00.000 line:0
        <c.event>EV101 silence deadAir agent</c>

        00:00:40.000 --> 00:01:00.000 line:0
        <c.flag>QC103 DeadAir</c>

        00:01:00.000 --> 00:01:20.000 align:left
        <v.agent agent>agent</v>

        00:01:01.000 --> 00:01:10.000 line:0
        <c.flag>QC109 NoisyLine</c>

        00:01:20.500 --> 00:01:50.000 align:right
        <v.customer customer>customer</v>

        """)
  }

  @Test func `cues are in the language`() throws {
    let chinese = try text(
      Sample.report(), Presentation(language: .chinese, ruleName: { _ in "冷场" }))
    for line in [
      "<v.agent 客服>客服</v>", "<c.event>EV101 静音 冷场 客服</c>", "<c.flag>QC103 冷场</c>",
      "20 秒，阈值 10 秒，高出 10 秒",
    ] {
      #expect(chinese.contains("\n\(line)\n"), "\(line)")
    }
  }

  @Test func `a failure has no file, and a call without speech has its comment`() throws {
    #expect(try Sample.output(WebVTTFormat.self, [.failure(Sample.failure())]) == "")
    // Its one event has no length, which no cue may have.
    #expect(
      try text(Sample.blankReport()) == """
        WEBVTT

        NOTE
        blank.wav
        0:00 · wav/mulaw 8000 Hz · 2 channels · not scorable: QC128

        00:00:00.000 --> 00:00:00.001 line:0
        <c.event>EV108 dcOffset</c>

        """)
  }

  @Test func `parties without a role and mono stand apart by their class`() throws {
    var report = Sample.blankReport()
    var party = try #require(report.parties[.channel(0)])
    party.speech = [TimeSpan(1, 2)]
    report.parties = [.channel(0): party, .channel(1): party, .mixed: party]
    let cues = try text(report)
    #expect(cues.contains("align:left\n<v.channel0 channel0>channel0</v>"))
    #expect(cues.contains("align:right\n<v.channel1 channel1>channel1</v>"))
    #expect(cues.contains("align:center\n<v.mixed mixed>mixed</v>"))
  }

  @Test func `hours have two digits or more`() throws {
    var report = Sample.report()
    report.flags = []
    report.events = [CallEvent(.silence, TimeSpan(3_599.999, 360_000.5))]
    #expect(try text(report).contains("\n00:59:59.999 --> 100:00:00.500 line:0\n"))
  }

  @Test(arguments: Sample.awkwardNames + ["a --> b", "WEBVTT", "\u{FEFF}x"])
  func `names make neither cues nor markup`(name: String) throws {
    var report = Sample.report(callId: name)
    report.flags[0].name = name
    let blocks = try text(report).components(separatedBy: "\n\n")
    // Signature, three comments, four stretches of speech, two events, three of evidence.
    #expect(blocks.count == 13)
    #expect(blocks[1...3].allSatisfy { $0.hasPrefix("NOTE\n") && !$0.contains("-->") })
    for cue in blocks[4...] {
      #expect(cue.matches(of: /<\/?[vc]/).count == 2)
      #expect(cue.matches(of: /-->/).count == 1)
      #expect(cue.split(whereSeparator: \.isNewline).count == 2)
    }
  }
}
