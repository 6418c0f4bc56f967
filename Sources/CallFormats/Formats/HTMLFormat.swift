internal import CallTypes

/// The scan's ranked result as one page for a browser, on paper or in a mail.
///
/// The queue stands as in the table; each of its calls follows with lanes, flags, evidence and
/// explanation. The page needs nothing else, runs no script and forbids all others to load or run
/// anything, so that no name of a file can. Only the leading calls are kept, whatever the size of the
/// scan.
public enum HTMLFormat: ReportFormat {
  public static let name = "html"
  public static let summary = "one page for a browser: the ranked calls, with lanes and evidence"
  public static let fileExtension = "html"
  public static let scope = ReportScope.stream

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter {
    Writer(presentation)
  }

  private struct Writer: ReportWriter {
    private struct QueuedCall {
      var row: TableRow
      var report: CallReport
    }

    private let presentation: Presentation
    private var calls: LeadingElements<QueuedCall>
    private var remarks: ScanRemarks

    init(_ presentation: Presentation) {
      self.presentation = presentation
      calls = LeadingElements(limit: presentation.maximumRowCount) {
        TableRow.precedes($0.row, $1.row)
      }
      remarks = ScanRemarks(maximumFailureCount: presentation.maximumRowCount)
    }

    /// All is written at the end: until then nobody knows the first call.
    func header() -> String { "" }

    mutating func text(for outcome: CallOutcome) -> String {
      remarks.add(outcome)
      if case .report(let report) = outcome {
        calls.offer(QueuedCall(row: TableRow(report), report: report))
      }
      return ""
    }

    func footer(summary: ScanSummary) -> String {
      let page = PageWording(language: presentation.language)
      let wording = TableWording(language: presentation.language)
      let content =
        [HTML("header", [HTML("h1", page.title), HTML("p", wording.closing(summary))])]
        + [HTML("main", queue(page, wording) + failures(wording) + sections(page))]
      return """
        <!DOCTYPE html>
        <html lang="\(page.languageTag)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <link rel="icon" href="data:,">
        <title>\(HTML("CallSift: " + page.title).markup)</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        \(content.map(\.markup).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    /// Nothing but the style sheet and drawings of the page itself, and its empty icon.
    private let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    private func queue(_ page: PageWording, _ wording: TableWording) -> [HTML] {
      let rows = calls.elements.map(\.row)
      let table =
        rows.isEmpty
        ? HTML("p", wording.noCalls) : QueueTable(rows: rows, presentation: presentation).html
      var parts = [HTML("h2", [("id", "queue")], page.queue), table]
      if calls.leftOutCount > 0 { parts.append(HTML("p", wording.more(calls: calls.leftOutCount))) }
      parts += remarks.lines(wording).map { HTML("p", [("class", "quiet")], $0) }
      return [HTML("section", [("aria-labelledby", "queue")], parts)]
    }

    private func failures(_ wording: TableWording) -> [HTML] {
      let failures = remarks.failures
      guard failures.offeredCount > 0 else { return [] }
      let items = failures.elements.map { failure in
        HTML(
          "li",
          [
            HTML("bdi", failure.callId), HTML(" "),
            HTML(
              "strong", [("class", "critical")],
              failure.error.code.name(in: presentation.language)),
            HTML(" " + failure.error.text(in: presentation.language)),
          ])
      }
      var parts = [
        HTML("h2", [("id", "failures")], wording.failures(failures.offeredCount)),
        HTML("ul", items),
      ]
      if failures.leftOutCount > 0 {
        parts.append(HTML("p", wording.moreFailures(failures.leftOutCount)))
      }
      return [HTML("section", [("aria-labelledby", "failures")], parts)]
    }

    private func sections(_ page: PageWording) -> [HTML] {
      guard !calls.elements.isEmpty else { return [] }
      let articles = calls.elements.enumerated().map { index, call in
        CallSection(report: call.report, presentation: presentation, rank: index + 1).html
      }
      return [
        HTML(
          "section", [("aria-labelledby", "calls")],
          [HTML("h2", [("id", "calls")], page.calls)] + articles)
      ]
    }
  }
}
