internal import CallTypes

/// One report or failure record a line.
public enum JSONLinesFormat: ReportFormat {
  public static let name = "jsonl"
  public static let summary = "one JSON report or failure record a line, for programs and archives"
  public static let fileExtension = "jsonl"
  public static let scope = ReportScope.stream
  public static let takesEncodedReports = true

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    func header() -> String { "" }

    func text(for outcome: CallOutcome) throws(CallFormatsError) -> String {
      try jsonLine(of: outcome) + "\n"
    }

    func text(forEncoded report: EncodedReport) -> String? {
      jsonLine(ofEncoded: report.json) + "\n"
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}
