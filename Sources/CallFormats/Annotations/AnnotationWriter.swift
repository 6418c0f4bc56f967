internal import CallTypes

/// Writes what reports say in a format of annotations.
struct AnnotationWriter: ReportWriter {
  var format: any AnnotationFormat.Type

  func header() -> String { "" }

  func text(for outcome: CallOutcome) -> String {
    guard case .report(let report) = outcome else { return "" }
    return format.text(of: CallAnnotation(report), callId: report.callId)
  }

  func footer(summary: ScanSummary) -> String { "" }
}
