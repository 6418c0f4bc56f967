internal import CallTypes

/// Cues of one call for a media player: speech of each party, events, evidence of flags.
///
/// W3C WebVTT (Candidate Recommendation of 4 April 2019), sections 4.1 to 4.3. A file has one time
/// line, so each call has its own; a failure has none. Comments ahead of the cues name the call and
/// explain its flags, also those without evidence.
public enum WebVTTFormat: ReportFormat {
  public static let name = "webvtt"
  public static let summary = "cues of speech, events and flags for players, one file per call"
  public static let fileExtension = "vtt"
  public static let scope = ReportScope.perCall

  public static func makeWriter(_ presentation: Presentation) -> any ReportWriter {
    Writer(presentation: presentation)
  }

  private struct Writer: ReportWriter {
    let presentation: Presentation

    func header() -> String { "" }

    func text(for outcome: CallOutcome) -> String {
      guard case .report(let report) = outcome else { return "" }
      let track = CueTrack(report: report, presentation: presentation)
      return (["WEBVTT"] + track.comments + track.cues.map(\.text)).joined(separator: "\n\n") + "\n"
    }

    func footer(summary: ScanSummary) -> String { "" }
  }
}

/// A report as comments and cues.
private struct CueTrack {
  let report: CallReport
  let presentation: Presentation

  private var language: Language { presentation.language }
  private var wording: InspectionWording { InspectionWording(language: language) }

  /// The call in numbers, then a comment for each flag.
  var comments: [String] {
    let heading = InspectionDrawing(
      report: report, presentation: Presentation(language: language, widthColumns: .max)
    )
    .heading().dropFirst().map { $0.map(\.text).joined() }
    return [comment([report.callId] + heading)]
      + report.flags.map { flag in
        let title = flagTitle(flag) + wording.remark(flag.severity.name(in: language))
        return comment(
          [title, wording.comparison(of: flag)]
            + [presentation.ruleSummary(flag.code)].compactMap(\.self))
      }
  }

  /// Cues by start time, as section 4.1 asks; of those that start together the speech first.
  var cues: [Cue] {
    var cues = report.parties.sorted { $0.key.label < $1.key.label }.flatMap { party, spoken in
      spoken.speech.map { span in
        Cue(span, .voice(party.label), party.name(in: language), place: Cue.place(of: party))
      }
    }
    cues += report.events.map { event in
      let words = [
        event.code.rawValue, event.code.name(in: language), event.cause?.name(in: language),
        event.party?.name(in: language),
      ]
      return Cue(
        event.span, .class("event"), words.compactMap(\.self).joined(separator: " "),
        place: "line:0")
    }
    cues += report.flags.flatMap { flag in
      flag.evidence.map { Cue($0, .class("flag"), flagTitle(flag), place: "line:0") }
    }
    return cues.enumerated().sorted { left, right in
      (left.element.startMilliseconds, left.offset)
        < (right.element.startMilliseconds, right.offset)
    }
    .map(\.element)
  }

  private func flagTitle(_ flag: QualityFlag) -> String {
    "\(flag.code.rawValue) \(presentation.ruleName(flag.code) ?? flag.name)"
  }

  /// A comment block; its lines hold no line ends and no `-->`.
  private func comment(_ lines: [String]) -> String {
    (["NOTE"] + lines.filter { !$0.isEmpty }.map(\.markupEscaped)).joined(separator: "\n")
  }
}

/// One cue; its times are whole milliseconds, as the format writes them.
private struct Cue {
  /// What the text is wrapped in, so that a style sheet of the player can tell cues apart.
  enum Wrapping {
    /// A voice span with a class.
    case voice(String)
    /// A class span.
    case `class`(String)
  }

  let startMilliseconds: Int
  let endMilliseconds: Int
  let wrapping: Wrapping
  let words: String
  let place: String

  init(_ span: TimeSpan, _ wrapping: Wrapping, _ words: String, place: String) {
    startMilliseconds = span.startSeconds.wholeMilliseconds ?? 0
    // A cue ends after it starts (section 4.3); an instant is shown for a millisecond.
    endMilliseconds = max(startMilliseconds + 1, span.endSeconds.wholeMilliseconds ?? 0)
    self.wrapping = wrapping
    self.words = words
    self.place = place
  }

  /// Agent to the left, customer to the right; the player finds a free line by itself.
  static func place(of party: Party) -> String {
    switch party {
    case .agent: "align:left"
    case .customer: "align:right"
    case .mixed: "align:center"
    case .channel(let index), .speaker(let index):
      index.isMultiple(of: 2) ? "align:left" : "align:right"
    }
  }

  var text: String {
    let times = "\(clock(startMilliseconds)) --> \(clock(endMilliseconds)) \(place)"
    let escaped = words.markupEscaped
    switch wrapping {
    case .voice(let name): return "\(times)\n<v.\(name) \(escaped)>\(escaped)</v>"
    case .class(let name): return "\(times)\n<c.\(name)>\(escaped)</c>"
    }
  }

  /// `hh:mm:ss.ttt`, with more digits for the hours where they need them.
  private func clock(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { digits($0, 2) }
      .joined(separator: ":") + "." + digits(milliseconds % 1000, 3)
  }

  private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
