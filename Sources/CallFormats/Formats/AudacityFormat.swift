internal import CallTypes

/// A label track for Audacity: speech, events and flags of one call.
///
/// `start TAB end TAB label`, seconds, by start time. A failure has no labels.
public enum AudacityFormat: ReportFormat {
  public static let name = "audacity"
  public static let summary = "label track with speech, events and flags, one file per call"
  public static let fileExtension = "labels.txt"
  public static let scope = ReportScope.perCall

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    func header() -> String { "" }

    func text(for outcome: CallOutcome) -> String {
      guard case .report(let report) = outcome else { return "" }
      return audacityLines(of: labels(of: report))
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}

/// A report's speech, events and flags by start time.
private func labels(of report: CallReport) -> [TimeLabel] {
  var labels = report.parties.flatMap { party, partyReport in
    partyReport.speech.map { TimeLabel($0, party.label) }
  }
  labels += report.events.map { event in
    let words = [event.code.rawValue, event.kind, event.cause?.rawValue, event.party?.label]
    return TimeLabel(event.span, words.compactMap(\.self).joined(separator: " "))
  }
  labels += report.flags.flatMap { flag in
    flag.evidence.map { TimeLabel($0, "\(flag.code.rawValue) \(flag.name)") }
  }
  return labels.sorted {
    ($0.span.startSeconds, $0.span.endSeconds, $0.text)
      < ($1.span.startSeconds, $1.span.endSeconds, $1.text)
  }
}
