internal import CallTypes
internal import Testing

@testable internal import CallFormats

/// Reports with every word that a report can hold, as a Chinese reader sees them.
@Suite struct `Chinese on the terminal` {
  private let look = Presentation(
    language: .chinese, widthColumns: 100, maximumRowCount: 500,
    ruleName: { _ in "规则名称" }, ruleSummary: { _ in "规则说明。" })

  /// Codes, units, names of files and of formats; everything else is a leftover.
  private func leftovers(in text: String) -> [String] {
    let rest = text.replacing(/(EV|QC)\d{3}|--format (csv|jsonl)|--channels|wav\/mulaw/, with: "")
      .replacing(/[\w\/]+\.wav/, with: "")
    let units = ["dBFS", "dB", "Hz"]
    return rest.matches(of: /[A-Za-z]{2,}/).map { String($0.output) }
      .filter { !units.contains($0) }
  }

  private func richReport() -> CallReport {
    var report = Sample.report()
    let measures = Dictionary(uniqueKeysWithValues: EventMeasure.allCases.map { ($0, 1.5) })
    report.events = EventCode.allCases.map { code in
      CallEvent(code, TimeSpan(1, 2), party: .customer, yieldedBy: .agent, values: measures)
    }
    report.events += EventCause.allCases.map {
      CallEvent(.silence, TimeSpan(3, 4), party: .channel(1), cause: $0)
    }
    let numbers = Dictionary(uniqueKeysWithValues: TraceMeasure.allCases.map { ($0, 2.5) })
    let units: [FlagUnit] = [.seconds, .count, .ratio, .semitones, .decibels, .syllablesPerSecond]
    report.flags = units.map { Sample.flag("QC101", "TalkRatioOutOfBand", .minor, unit: $0) }
    for (severity, baseline) in zip(
      FlagSeverity.allCases, [nil, BaselineSource.call, .history, nil])
    {
      var flag = Sample.flag("QC111", "SilentCallProtocol", severity)
      (flag.trace, flag.baseline) = (TraceCode.allCases.map { TraceStep($0, numbers) }, baseline)
      report.flags.append(flag)
    }
    report.analysis.warnings = WarningCode.allCases.map {
      AnalysisWarning($0, Message("found.truncatedOf", "12.0", "8.0"))
    }
    return report
  }

  @Test func `an inspection of everything has no English left`() {
    let text = InspectionText.text(of: richReport(), presentation: look)
    #expect(leftovers(in: text) == [], "\(text)")
  }

  @Test(arguments: UnknownReason.allCases)
  func `why a call has no points has no English left`(reason: UnknownReason) {
    var report = Sample.blankReport()
    report.review.notScorableReasons = []
    report.notes["score.points"] = reason
    let text = InspectionText.text(of: report, presentation: look)
    #expect(text.contains("不予评分：") && leftovers(in: text) == [], "\(text)")
  }

  @Test func `a table of everything has no English left`() throws {
    var outcomes: [CallOutcome] = [.report(richReport())]
    for band in ScoreBand.allCases {
      var report = richReport()
      report.score.band = band
      outcomes.append(.report(report))
    }
    outcomes += FailureCode.allCases.map { code in
      .failure(
        CallFailure(
          callId: "bad.wav", file: FileReport(path: "bad.wav", sha256: nil, sizeBytes: nil),
          error: FailureDetail(code, Message("recording.noBytes"))))
    }
    let text = try Sample.output(TableFormat.self, outcomes, look)
    #expect(leftovers(in: text) == [], "\(text)")
  }

  @Test func `the trace of a flag is told step by step`() {
    var report = Sample.report()
    report.flags = [Sample.flag("QC111", "SilentCallProtocol", .minor)]
    report.flags[0].trace = [
      TraceStep(.greeting, TimeSpan(0.4, 3.1)), TraceStep(.wait, [.durationSeconds: 5.2]),
      TraceStep(.missingClosing),
    ]
    let chinese = InspectionText.text(of: report, presentation: look)
    #expect(chinese.contains("      问候语 0.4–3.1 秒 → 等待 5.2 秒 → 缺少结束语\n"))
    let english = InspectionText.text(of: report, presentation: Presentation())
    #expect(english.contains("      greeting 0.4–3.1 → waited 5.2 s → missing: closing words\n"))
  }

  @Test(arguments: [60, 80, 100])
  func `no line of traces and messages is wider than the terminal`(width: Int) {
    var look = look
    look.widthColumns = width
    let text = InspectionText.text(of: richReport(), presentation: look)
    for line in text.split(separator: "\n") { #expect(line.displayColumns <= width, "\(line)") }
  }

  @Test func `the columns of the parties stay straight`() throws {
    let text = InspectionText.text(of: Sample.report(), presentation: look)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("语速") || $0.hasPrefix("话轮数") }
    #expect(rows.count == 2)
    #expect(Set(rows.map(\.displayColumns)).count == 1)
  }
}
