internal import CallTypes

extension InspectionDrawing {
  /// What each party did, side by side; empty for a report without parties.
  func partyTable() -> [StyledLine] {
    let parties = parties
    guard !parties.isEmpty else { return [] }
    let rows = PartyFigure.allCases.map { figure in
      [wording.name(of: figure)] + parties.map { wording.text(of: figure, $0.report) }
    }
    let heads = [""] + parties.map { $0.party.name(in: language) }
    let widths = heads.indices.map { column in
      rows.reduce(heads[column].displayColumns) { max($0, $1[column].displayColumns) }
    }
    // As many parties as fit; a recording with more than that is read from another format.
    var shown = 1
    while shown < widths.count, widths[...shown].reduce(2 * shown, +) <= columns { shown += 1 }
    let head = (0..<shown).map { column in
      let style = column > 0 ? TerminalStyle(parties[column - 1].party) : .plain
      return aligned(StyledText(heads[column], style), widths[column], column)
    }
    return [head.flatMap(\.self)]
      + rows.map { row in
        (0..<shown).flatMap { aligned(StyledText(row[$0]), widths[$0], $0) }
      }
  }

  /// The first column to the left, numbers to the right, two blanks between.
  private func aligned(_ text: StyledText, _ width: Int, _ column: Int) -> StyledLine {
    let fill = String(repeating: " ", count: width - text.text.displayColumns)
    return column == 0 ? [text, StyledText(fill)] : [StyledText("  " + fill), text]
  }

  /// The flags with value, threshold and evidence, most severe first.
  func flagList() -> [StyledLine] {
    let flags = report.flags.sorted { ($1.severity, $0.code) < ($0.severity, $1.code) }
    guard !flags.isEmpty else { return [[StyledText(wording.noFlags, .bold)]] }
    return [[StyledText(wording.flags, .bold)]] + flags.flatMap(flagLines)
  }

  private func flagLines(_ flag: QualityFlag) -> [StyledLine] {
    let style = TerminalStyle(flag.severity)
    let name = presentation.ruleName(flag.code) ?? flag.name
    var head = [
      StyledText("  " + flag.code.rawValue, style), StyledText(name, style),
      StyledText(wording.bracketed(flag.severity.name(in: language)), .dim),
    ]
    if let party = flag.party {
      head.append(StyledText(party.name(in: language), TerminalStyle(party)))
    }
    var evidence = flag.evidence.prefix(max(0, presentation.maximumRowCount))
      .map { StyledText($0.clockText, .dim) }
    let rest = flag.evidence.count - evidence.count
    if rest > 0 { evidence.append(StyledText("+\(rest)", .dim)) }
    if let first = evidence.first { evidence[0] = StyledText("      " + first.text, .dim) }
    return wrapped(head, columns: columns, indent: 6)
      + (presentation.ruleSummary(flag.code).map(line) ?? []) + line(wording.comparison(of: flag))
      + traceLines(flag) + (flag.baseline.map { line($0.name(in: language)) } ?? [])
      + wrapped(evidence, columns: columns, indent: 6)
  }

  /// A sentence below the head of a flag.
  private func line(_ text: String) -> [StyledLine] {
    wrapped(words("      " + text), columns: columns, indent: 6)
  }

  /// What was heard, step by step.
  private func traceLines(_ flag: QualityFlag) -> [StyledLine] {
    let steps = (flag.trace ?? []).map { $0.text(in: language) }
    return steps.isEmpty ? [] : line(steps.joined(separator: " \(wording.traceArrow) "))
  }

  /// The events by time, no more than the presentation asks for.
  func eventList() -> [StyledLine] {
    guard !report.events.isEmpty else { return [[StyledText(wording.noEvents, .bold)]] }
    let shown = report.events.prefix(max(0, presentation.maximumRowCount))
    let rest = report.events.count - shown.count
    return [[StyledText(wording.events, .bold)]] + shown.flatMap(eventLines)
      + (rest > 0 ? [[StyledText("  " + wording.moreEvents(rest))]] : [])
  }

  private func eventLines(_ event: CallEvent) -> [StyledLine] {
    var atoms = [
      StyledText("  " + event.span.clockText, .dim), StyledText(event.code.rawValue),
      StyledText(event.code.name(in: language)),
    ]
    if let party = event.party {
      atoms.append(StyledText(party.name(in: language), TerminalStyle(party)))
    }
    if let cause = event.cause { atoms.append(StyledText(cause.name(in: language), .bold)) }
    let facts = facts(of: event)
    atoms += facts.enumerated().map { index, fact in
      StyledText(index + 1 < facts.count ? fact + wording.comma : fact)
    }
    return wrapped(atoms, columns: columns, indent: 6)
  }

  /// What an event's numbers say, and who gave way.
  func facts(of event: CallEvent) -> [String] {
    let values = EventMeasure.allCases.compactMap { measure in
      event.values[measure].map { wording.text(of: measure, $0) }
    }
    let yielded = event.yieldedBy.map { wording.yielded(by: $0.name(in: language)) }
    return values + [yielded].compactMap(\.self)
  }

  /// What was odd about the file; empty when nothing was.
  func warningList() -> [StyledLine] {
    guard !report.analysis.warnings.isEmpty else { return [] }
    return [[StyledText(wording.warnings, .bold)]]
      + report.analysis.warnings.flatMap { warning in
        wrapped(
          [StyledText("  " + warning.code.name(in: language), .yellow)]
            + words(warning.text(in: language)), columns: columns, indent: 6)
      }
  }

  private func words(_ text: String) -> [StyledText] {
    let indent = text.prefix { $0 == " " }
    let words = text.split(separator: " ").map { StyledText(String($0)) }
    guard let first = words.first else { return [] }
    return [StyledText(indent + first.text)] + words.dropFirst()
  }
}
