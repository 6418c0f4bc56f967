internal import CallTypes

/// One JSON document for the whole scan.
///
/// `{"schema": "callsift.scan/1", "calls": […], "summary": {…}}`. Reports and failure records stand in
/// one array, in the order of the scan, and are told apart by their own `schema`, so that the
/// document can be written while the scan runs.
public enum JSONFormat: ReportFormat {
  /// Name and version of the document's shape.
  public static let schemaName = "callsift.scan/1"

  public static let name = "json"
  public static let summary = "one JSON document with every report and failure, and a summary"
  public static let fileExtension = "json"
  public static let scope = ReportScope.stream
  public static let takesEncodedReports = true

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    private var isFirst = true

    mutating func header() -> String { #"{"schema":"\#(schemaName)","calls":["# }

    mutating func text(for outcome: CallOutcome) throws(CallFormatsError) -> String {
      entry(try jsonLine(of: outcome))
    }

    mutating func text(forEncoded report: EncodedReport) -> String? {
      entry(jsonLine(ofEncoded: report.json))
    }

    private mutating func entry(_ line: String) -> String {
      defer { isFirst = false }
      return (isFirst ? "\n" : ",\n") + line
    }

    mutating func footer(summary: ScanSummary) -> String {
      // Written by hand in sorted order, because a footer has nobody to throw at: three integers and
      // a finite sum.
      let audioSeconds = summary.audioSeconds.decimalText(places: 3) ?? "0.000"
      return """

        ],"summary":{"audioSeconds":\(audioSeconds),"failureCount":\(summary.failureCount),\
        "flaggedCount":\(summary.flaggedCount),"reportCount":\(summary.reportCount)}}

        """
    }
  }
}
