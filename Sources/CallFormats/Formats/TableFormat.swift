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
    private var failures: LeadingElements<CallFailure>
    private var warningCounts: [WarningCode: Int] = [:]
    private var unknownRoleCount = 0

    init(_ presentation: Presentation) {
      self.presentation = presentation
      rows = LeadingElements(limit: presentation.maximumRowCount, by: TableRow.precedes)
      failures = LeadingElements(limit: presentation.maximumRowCount) {
        ($0.callId, $0.file.path) < ($1.callId, $1.file.path)
      }
    }

    func header() -> String { "" }

    mutating func text(for outcome: CallOutcome) -> String {
      switch outcome {
      case .report(let report):
        rows.offer(TableRow(report))
        for code in Set(report.analysis.warnings.map(\.code)) {
          warningCounts[code, default: 0] += 1
        }
        if report.channels.count > 1 && report.channels.allSatisfy({ $0.party == .unknown }) {
          unknownRoleCount += 1
        }
      case .failure(let failure): failures.offer(failure)
      }
      return ""
    }

    func footer(summary: ScanSummary) -> String {
      let wording = TableWording(language: presentation.language)
      var text = TableText(presentation: presentation).lines(of: rows.elements)
      if rows.leftOutCount > 0 { text += wording.more(calls: rows.leftOutCount) + "\n" }
      if failures.offeredCount > 0 {
        if !text.isEmpty { text += "\n" }
        text += wording.failures(failures.offeredCount) + "\n"
        text += failures.elements.map(failureLine).joined()
        if failures.leftOutCount > 0 {
          text += "  " + wording.moreFailures(failures.leftOutCount) + "\n"
        }
      }
      if text.isEmpty { text = wording.noCalls + "\n" }
      for code in WarningCode.allCases {
        guard let count = warningCounts[code] else { continue }
        text += wording.warning(code, calls: count) + "\n"
      }
      if unknownRoleCount > 0 { text += wording.unknownRoles(calls: unknownRoleCount) + "\n" }
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
