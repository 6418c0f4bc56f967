internal import CallTypes

/// The scan's ranked result for a person at a terminal.
///
/// Calls stand by priority, then by name; what could not be analysed follows, then one closing line.
/// The writer keeps the leading rows only, whatever the size of the scan.
public enum TableFormat: ReportFormat {
  public static let name = "table"
  public static let summary = "the calls to hear first, ranked, for a person at a terminal"
  public static let fileExtension = "txt"
  public static let scope = ReportScope.stream

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter {
    Writer(presentation)
  }

  private struct Writer: ReportWriter {
    private let presentation: Presentation
    private var rows: LeadingElements<TableRow>
    private var remarks: ScanRemarks

    init(_ presentation: Presentation) {
      self.presentation = presentation
      rows = LeadingElements(limit: presentation.maximumRowCount, by: TableRow.precedes)
      remarks = ScanRemarks(maximumFailureCount: presentation.maximumRowCount)
    }

    func header() -> String { "" }

    mutating func text(for outcome: CallOutcome) -> String {
      remarks.add(outcome)
      if case .report(let report) = outcome { rows.offer(TableRow(report)) }
      return ""
    }

    func footer(summary: ScanSummary) -> String {
      let wording = TableWording(language: presentation.language)
      var text = TableText(presentation: presentation).lines(of: rows.elements)
      if rows.leftOutCount > 0 { text += wording.more(calls: rows.leftOutCount) + "\n" }
      let failures = remarks.failures
      if failures.offeredCount > 0 {
        if !text.isEmpty { text += "\n" }
        text += wording.failures(failures.offeredCount) + "\n"
        text += failures.elements.map(failureLine).joined()
        if failures.leftOutCount > 0 {
          text += "  " + wording.moreFailures(failures.leftOutCount) + "\n"
        }
      }
      if text.isEmpty { text = wording.noCalls + "\n" }
      text += remarks.lines(wording).map { $0 + "\n" }.joined()
      return text + "\n" + wording.closing(summary) + "\n"
    }

    /// Name, code and message. The message is not cut: it says what to do.
    private func failureLine(_ failure: CallFailure) -> String {
      let line: StyledLine = [
        StyledText("  \(failure.callId)  "),
        StyledText(failure.error.code.name(in: presentation.language), .red),
        StyledText("  " + failure.error.text(in: presentation.language)),
      ]
      return line.rendered(colour: presentation.colour) + "\n"
    }
  }
}
