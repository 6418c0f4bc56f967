internal import CallTypes

/// Draws the ranked calls of a scan for a terminal.
struct TableText {
  var presentation: Presentation

  /// Narrowest call column: two ends of a name that can still be told apart.
  private static let narrowestCallColumns = 10
  /// What the flags get at least where they ask for it: the longest rule name and `+99`.
  private static let fairFlagColumns = 24
  /// From this width on there is room for full headings and two blanks between columns.
  private static let roomyTableColumns = 110

  /// The table with its heading; an empty list gives an empty text.
  func lines(of rows: [TableRow]) -> String {
    guard !rows.isEmpty else { return "" }
    let width = max(presentation.widthColumns, Presentation.narrowestTableColumns)
    let roomy = width >= Self.roomyTableColumns
    let gap = String(repeating: " ", count: roomy ? 2 : 1)
    let columns = TableColumn.allCases
    let headings = columns.map { $0.heading(in: presentation.language, brief: !roomy) }
    var cells = rows.enumerated().map { index, row in
      columns.map { cell($0, row, rank: index + 1) }
    }
    var widths = columns.indices.map { column in
      cells.reduce(headings[column].displayColumns) { max($0, $1[column].displayColumns) }
    }
    fit(&widths, columns: columns, total: width - (columns.count - 1) * gap.count)
    for row in rows.indices {
      for (index, column) in columns.enumerated() {
        switch column {
        case .call: cells[row][index] = [callText(rows[row], columns: widths[index])]
        case .flags: cells[row][index] = flagsText(rows[row].flags, columns: widths[index])
        default: break
        }
      }
    }
    let heading = headings.map { [StyledText($0, .bold)] }
    return ([heading] + cells).map { line(of: $0, widths: widths, gap: gap) }.joined()
  }

  private func line(of cells: [StyledLine], widths: [Int], gap: String) -> String {
    let texts = zip(TableColumn.allCases, zip(cells, widths)).map { column, cell in
      let isLast = column == .flags
      return cell.0.rendered(
        colour: presentation.colour, columns: isLast ? 0 : cell.1,
        rightAligned: column.isNumber)
    }
    return texts.joined(separator: gap) + "\n"
  }

  /// Shrinks call and flags until all columns fit; the flags keep a fair part, the call takes what it
  /// asks for of the rest.
  private func fit(_ widths: inout [Int], columns: [TableColumn], total: Int) {
    guard let call = columns.firstIndex(of: .call), let flags = columns.firstIndex(of: .flags)
    else { return }
    let room = total - (widths.reduce(0, +) - widths[call] - widths[flags])
    guard widths[call] + widths[flags] > room else { return }
    let fair = min(Self.fairFlagColumns, room - Self.narrowestCallColumns)
    let flagColumns = min(widths[flags], max(fair, room - widths[call]))
    widths[flags] = flagColumns
    widths[call] = min(widths[call], max(Self.narrowestCallColumns, room - flagColumns))
  }

  private func cell(_ column: TableColumn, _ row: TableRow, rank: Int) -> StyledLine {
    switch column {
    case .rank: [StyledText(String(rank), .dim)]
    case .call: [callText(row, columns: .max)]
    case .length: [StyledText(row.durationSeconds.clockText())]
    case .talk: [StyledText(row.talkText ?? TableRow.unknown)]
    case .silence: [StyledText(row.silenceText ?? TableRow.unknown)]
    case .interruptions: [StyledText(row.interruptionText ?? TableRow.unknown)]
    case .points: [StyledText(row.points?.shortText ?? TableRow.unknown, bandStyle(row))]
    case .band:
      [StyledText(row.band?.name(in: presentation.language) ?? TableRow.unknown, bandStyle(row))]
    case .flags: flagsText(row.flags, columns: .max)
    }
  }

  private func bandStyle(_ row: TableRow) -> TerminalStyle {
    row.band.map(TerminalStyle.init) ?? .plain
  }

  private func callText(_ row: TableRow, columns: Int) -> StyledText {
    StyledText(row.callId.showingControls.truncatedInMiddle(columns: columns))
  }

  /// As many names as fit, then how many more there are; at least one name, cut if it must be.
  private func flagsText(_ flags: [TableFlag], columns: Int) -> StyledLine {
    guard !flags.isEmpty else { return [StyledText(TableRow.unknown, .dim)] }
    let names = flags.map { flag in
      StyledText(presentation.ruleName(flag.code) ?? flag.name, TerminalStyle(flag.severity))
    }
    for shown in stride(from: names.count, through: 1, by: -1) {
      let rest = names.count - shown
      var line = StyledLine(names.prefix(shown).flatMap { [$0, StyledText(" ")] }.dropLast())
      if rest > 0 { line.append(StyledText(" +\(rest)", .dim)) }
      if line.displayColumns <= columns { return line }
    }
    let rest = names.count > 1 ? " +\(names.count - 1)" : ""
    let name = names[0].text.truncated(columns: max(1, columns - rest.count))
    return [StyledText(name, names[0].style), StyledText(rest, .dim)]
  }
}
