internal import CallFormats
internal import CallTypes
internal import Foundation
internal import FoundationXML
internal import Testing

@Suite struct `HTML format` {
  private func page(_ outcomes: [CallOutcome], _ look: Presentation = .init()) throws -> String {
    try Sample.output(HTMLFormat.self, outcomes, look)
  }

  /// The page's body, which is written so that an XML parser can read it, too.
  private func body(of page: String) throws -> String {
    let start = try #require(page.range(of: "<body>"))
    let end = try #require(page.range(of: "</body>"))
    return String(page[start.lowerBound..<end.upperBound])
  }

  private func isWellFormed(_ page: String) throws -> Bool {
    XMLParser(data: Data(try body(of: page).utf8)).parse()
  }

  @Test func `calls stand as in the table, each with a link to its section`() throws {
    let text = try page([
      .report(Sample.report(callId: "c.wav", priority: 1)),
      .report(Sample.report(callId: "b.wav", priority: 1)),
      .report(Sample.report(callId: "a.wav", priority: 9)),
    ])
    #expect(try isWellFormed(text))
    let links = text.matches(of: /<a href="#call-(\d)"><bdi>(\w)\.wav/).map {
      "\($0.output.1)\($0.output.2)"
    }
    #expect(links == ["1a", "2b", "3c"])
    let sections = text.matches(of: /<h3 id="call-(\d)-name">\d\. <bdi>(\w)\.wav/).map {
      "\($0.output.1)\($0.output.2)"
    }
    #expect(sections == links)
    for cell in ["68:32", "25%", "2×", "87.5"] { #expect(text.contains(">\(cell)</td>")) }
  }

  @Test func `flags come with evidence, explanation, trace and baseline, most severe first`() throws
  {
    var report = Sample.report()
    report.flags = [
      Sample.flag("QC109", "NoisyLine", .technical), Sample.flag("QC103", "DeadAir", .critical),
    ]
    report.flags[1].trace = [
      TraceStep(.greeting, TimeSpan(0.4, 3.1)), TraceStep(.missingWait, [.ordinal: 3]),
    ]
    report.flags[1].baseline = .history
    let text = try page([.report(report)], Presentation(ruleSummary: { "About \($0.rawValue)." }))
    for part in [
      "QC103 DeadAir", "20 s, threshold 10 s, 10 s over, compared with the agent's earlier",
      "About QC103.", "0:40.0–1:00.0", "<li>greeting 0.4–3.1</li><li>missing: third wait</li>",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let dead = try #require(text.range(of: "QC103 DeadAir<span>"))
    let noisy = try #require(text.range(of: "QC109 NoisyLine<span>"))
    #expect(dead.lowerBound < noisy.lowerBound)
  }

  @Test func `a drawing has a lane per party, kind of event and flag`() throws {
    let report = Sample.longCall(durationSeconds: 120)
    let text = try page([.report(report)])
    #expect(text.matches(of: #/<svg /#).count == 1)
    for lane in ["agent", "customer", "overlap", "silence", "QC103 DeadAir", "QC109 NoisyLine"] {
      #expect(text.contains(">\(lane)</text>"), "\(lane)")
    }
    #expect(text.matches(of: /class="lane"/).count == 7)
    // 40 of 120 s is a third of the width.
    #expect(text.contains("x=\"33.333%\""))
  }

  @Test func `nothing is drawn beyond the drawing's sides`() throws {
    var report = Sample.report()
    report.events = [
      CallEvent(.silence, TimeSpan(119.999, 120)), CallEvent(.overlap, TimeSpan(100, 500)),
      CallEvent(.dcOffset, TimeSpan(0, 0)),
    ]
    let text = try page([.report(report)])
    let marks = text.matches(of: /x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"/)
    #expect(marks.count > 5)
    for mark in marks {
      let x = try #require(Double(mark.output.1))
      let width = try #require(Double(mark.output.2))
      #expect(width > 0 && x + width <= 100.001)
    }
  }

  @Test func `the page is Chinese where that is asked for`() throws {
    let look = Presentation(
      language: .chinese, ruleName: { _ in "冷场" }, ruleSummary: { _ in "通话中出现过长的冷场。" })
    let text = try page(
      [.report(Sample.report()), .failure(Sample.failure())], look)
    #expect(text.contains("<html lang=\"zh-Hans\">"))
    for word in ["优先复核的通话", "复核队列", "客户:客服", "证据", "说话时间", "通话中出现过长的冷场。", "空文件"] {
      #expect(text.contains(word), "\(word)")
    }
    // What is left of Latin letters is the report's own: names, codes, units, messages.
    let words = Set(
      try body(of: text).replacing(/<[^>]*>/, with: " ")
        .matches(of: /[A-Za-z]{4,}/).map { String($0.output) })
    let own: Set = [
      "calls", "mulaw", "dBFS", "jsonl", "format", "broken", "bytes", "missing", "file", "holds",
      "byte", "copy", "again",
    ]
    #expect(words.subtracting(own) == [])
  }

  @Test func `warnings and failures are told in the language of the page`() throws {
    var report = Sample.report()
    report.analysis.warnings = [
      AnalysisWarning(.invalidSamples, Message("found.invalidSamples", "3"))
    ]
    var failure = Sample.failure()
    failure.error = FailureDetail(.empty, Message("recording.noBytes"))
    let outcomes = [CallOutcome.report(report), .failure(failure)]
    let english = try page(outcomes)
    #expect(english.contains("3 samples are no number") && english.contains("copy it again"))
    let chinese = try page(outcomes, Presentation(language: .chinese))
    #expect(chinese.contains("有 3 个采样不是有效数值，按静音处理"))
    #expect(!chinese.contains("samples") && !chinese.contains("copy it again"))
  }

  @Test func `failures are listed with what to do`() throws {
    let text = try page([.failure(Sample.failure(callId: "b.wav")), .report(Sample.report())])
    #expect(text.contains("Could not be analysed: 1 file"))
    #expect(text.contains("<bdi>b.wav</bdi> <strong class=\"critical\">empty</strong>"))
    #expect(text.contains("the file holds no byte; copy it again"))
  }

  @Test func `an empty scan and a call of nothing are pages, too`() throws {
    let empty = try page([])
    #expect(try isWellFormed(empty))
    #expect(empty.contains("No calls."))
    #expect(!empty.contains("<article"))
    let blank = try page([.report(Sample.blankReport())])
    #expect(try isWellFormed(blank))
    #expect(!blank.contains("<svg"))
    #expect(blank.contains("not scorable: QC128"))
    #expect(blank.contains("No flags."))
  }

  @Test func `mono and unknown roles have their lanes`() throws {
    var report = Sample.report()
    report.parties = [.mixed: try #require(report.parties[.agent])]
    #expect(try page([.report(report)]).contains(">mixed</text>"))
    report.parties = [
      .channel(0): try #require(report.parties[.mixed]),
      .channel(1): try #require(report.parties[.mixed]),
    ]
    for index in report.channels.indices { report.channels[index].party = .unknown }
    let text = try page([.report(report)])
    #expect(text.contains(">channel0</text>") && text.contains(">channel1</text>"))
    #expect(text.contains("Roles unknown: 1 call"))
  }

  @Test(
    arguments: Sample.awkwardNames + ["</style><script>alert(1)</script>", "]]>&'\"", "\u{FFFF}"])
  func `names make no markup`(name: String) throws {
    var report = Sample.report(callId: name)
    report.flags[0].name = name
    report.analysis.warnings[0].message = name
    var failure = Sample.failure(callId: name)
    failure.error.message = name
    let text = try page([.report(report), .failure(failure)])
    #expect(try isWellFormed(text))
    #expect(!text.contains("<script") && !text.contains("<img"))
    let harmless = try page([.report(Sample.report()), .failure(Sample.failure())])
    #expect(text.matches(of: /<style/).count == harmless.matches(of: /<style/).count)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `the page asks for nothing from elsewhere`() throws {
    let text = try page([.report(Sample.longCall(durationSeconds: 120))])
    #expect(text.contains("default-src 'none'"))
    let outside = text.matches(of: /(?:src|href)="([^#"][^"]*)"/).map { String($0.output.1) }
    #expect(outside == ["data:,"])
    #expect(!text.contains("url(") && !text.contains("@import") && !text.contains("http:"))
  }

  @Test func `headings descend without a step left out and links have their target`() throws {
    let text = try page([.report(Sample.report()), .failure(Sample.failure())])
    let levels = text.matches(of: /<h([1-6])/).compactMap { Int(String($0.output.1)) }
    #expect(levels.first == 1)
    #expect(levels.count { $0 == 1 } == 1)
    for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    let identifiers = text.matches(of: #/ id="([^"]+)"/#).map { String($0.output.1) }
    #expect(Set(identifiers).count == identifiers.count)
    for link in text.matches(of: /(?:href="#|aria-labelledby=")([^"]+)"/) {
      #expect(identifiers.contains(String(link.output.1)))
    }
  }

  @Test func `a huge scan shows its head and counts the rest, whatever the order`() throws {
    let outcomes = (0..<200).map { index in
      CallOutcome.report(Sample.report(callId: "call \(index)", priority: Double(index)))
    }
    let look = Presentation(maximumRowCount: 2)
    let text = try page(outcomes, look)
    #expect(text.matches(of: /<article/).count == 2)
    #expect(text.contains("… and 198 more, see --format csv"))
    #expect(try page(outcomes.reversed(), look) == text)
  }

  @Test func `an hour stays below 1 MB`() throws {
    #expect(try page([.report(Sample.longCall(durationSeconds: 3600))]).utf8.count < 1_000_000)
  }
}
