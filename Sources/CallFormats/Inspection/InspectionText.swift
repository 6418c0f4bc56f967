public import CallTypes

/// One call on a terminal: lanes over time, then what each party did, what happened, what to hear.
public enum InspectionText {
  /// Narrowest drawing.
  public static let narrowestColumns = 60

  /// Draws a report.
  ///
  /// - Parameters:
  ///   - report: The call.
  ///   - lanes: Levels to draw beside the speech; `nil` draws speech only.
  ///   - presentation: Language, width, colour, and most rows of the list of events.
  /// - Returns: Lines with their ends. A call without length has no lanes.
  public static func text(
    of report: CallReport, lanes: InspectionLanes? = nil, presentation: Presentation
  ) -> String {
    let drawing = InspectionDrawing(report: report, presentation: presentation)
    let sections = [
      drawing.heading(), drawing.timeline(lanes), drawing.partyTable(), drawing.flagList(),
      drawing.eventList(), drawing.warningList(),
    ]
    return sections.filter { !$0.isEmpty }.map { lines in
      lines.map { $0.rendered(colour: presentation.colour).withoutTrailingBlanks + "\n" }.joined()
    }
    .joined(separator: "\n")
  }
}

/// The parts of the drawing of one report.
struct InspectionDrawing {
  let report: CallReport
  let presentation: Presentation
  let wording: InspectionWording
  let columns: Int

  init(report: CallReport, presentation: Presentation) {
    self.report = report
    self.presentation = presentation
    wording = InspectionWording(language: presentation.language)
    columns = max(presentation.widthColumns, InspectionText.narrowestColumns)
  }

  var language: Language { presentation.language }

  /// Parties in the order of the report's channels, then by name.
  var parties: [(party: Party, report: PartyReport)] {
    let order = report.channels.map { Party(role: $0.party, channelIndex: $0.index) }
    return report.parties.map { (party: $0.key, report: $0.value) }.sorted { left, right in
      let (first, second) = (order.firstIndex(of: left.party), order.firstIndex(of: right.party))
      return (first ?? .max, left.party.label) < (second ?? .max, right.party.label)
    }
  }

  func heading() -> [StyledLine] {
    let title = report.callId.showingControls.truncatedInMiddle(columns: columns)
    let audio = report.audio
    var facts = [
      audio.durationSeconds.clockText(),
      "\(audio.container)/\(audio.codec) \(audio.sampleRateHz) Hz",
      wording.channels(audio.channelCount),
    ]
    if let ratio = report.talk.customerRatio {
      let customer = Int((ratio * 100).rounded())
      facts.append(wording.share(customer: customer, agent: 100 - customer))
    }
    if let points = report.score.points {
      facts.append(wording.points(points.shortText, report.score.band?.name(in: language)))
    }
    if report.review.required { facts.append(wording.toReview) }
    if !report.review.scorable {
      facts.append(
        wording.notScorable(report.review.notScorableReasons, report.notes["score.points"]))
    }
    let atoms = facts.enumerated().map { index, fact in
      StyledText(index + 1 < facts.count ? fact + " ·" : fact)
    }
    return [[StyledText(title, .bold)]] + wrapped(atoms, columns: columns)
  }
}

/// Whether a blank stands between two atoms: full-width marks bring their own.
private func needsBlank(after left: String, before right: String) -> Bool {
  !(left.last.map { "，；：。）".contains($0) } ?? false) && right.first != "（"
}

/// Atoms side by side with a blank between them, over as many lines as they need.
///
/// An atom longer than a line is broken. Lines after the first are indented.
func wrapped(_ atoms: [StyledText], columns: Int, indent: Int = 0) -> [StyledLine] {
  var lines: [StyledLine] = []
  var line: StyledLine = []
  var used = 0
  func close() {
    lines.append(line)
    line = [StyledText(String(repeating: " ", count: indent))]
    used = indent
  }
  for atom in atoms {
    var rest = atom
    let isFirst = used == 0 || used == indent && !lines.isEmpty
    if !isFirst {
      let gap = needsBlank(after: line.last?.text ?? "", before: rest.text) ? 1 : 0
      if used + gap + rest.text.displayColumns <= columns {
        if gap > 0 { line.append(StyledText(" ")) }
        used += gap
      } else {
        close()
      }
    }
    while used + rest.text.displayColumns > columns {
      let head = rest.text.prefix(columns: columns - used)
      guard !head.isEmpty else { break }
      line.append(StyledText(head, rest.style))
      rest = StyledText(String(rest.text.dropFirst(head.count)), rest.style)
      close()
    }
    line.append(rest)
    used += rest.text.displayColumns
  }
  return line.isEmpty ? lines : lines + [line]
}

extension String {
  /// The text without blanks at its end.
  fileprivate var withoutTrailingBlanks: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
