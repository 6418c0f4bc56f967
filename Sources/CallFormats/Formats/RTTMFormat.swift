internal import CallTypes

/// Who spoke when, one line per stretch of speech, as scoring tools read it.
///
/// NIST Rich Transcription Time Marked, as in the RT-09 evaluation plan, appendix A:
/// `SPEAKER file channel onset duration <NA> <NA> name <NA> <NA>`. A call without speech and a
/// failure have no line.
public enum RTTMFormat: ReportFormat {
  public static let name = "rttm"
  public static let summary = "who spoke when, one SPEAKER line per stretch, for scoring tools"
  public static let fileExtension = "rttm"
  public static let scope = ReportScope.stream

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter { Writer() }

  private struct Writer: ReportWriter {
    func header() -> String { "" }

    func text(for outcome: CallOutcome) -> String {
      guard case .report(let report) = outcome else { return "" }
      return rttmLines(of: speechSegments(of: report))
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}

/// A report's speech by start time, then by party.
private func speechSegments(of report: CallReport) -> [SpeakerSegment] {
  report.parties.flatMap { party, partyReport in
    let channelIndex =
      report.channels.first { Party(role: $0.party, channelIndex: $0.index) == party }?.index ?? 0
    return partyReport.speech.map { span in
      SpeakerSegment(
        file: report.callId, channelIndex: channelIndex, span: span, speaker: party.label)
    }
  }
  .sorted {
    ($0.span.startSeconds, $0.speaker, $0.span.endSeconds)
      < ($1.span.startSeconds, $1.speaker, $1.span.endSeconds)
  }
}
