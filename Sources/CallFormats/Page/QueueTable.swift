internal import CallTypes

/// The ranked calls as a table of the page, each with a link to its section.
struct QueueTable {
  let rows: [TableRow]
  let presentation: Presentation

  private var language: Language { presentation.language }

  var html: HTML {
    let heads = TableColumn.allCases.map { column in
      HTML(
        "th", [("scope", "col")] + (column.isNumber ? [("class", "number")] : []),
        column.heading(in: language, brief: false))
    }
    return HTML(
      "table", [("class", "queue cards"), ("aria-labelledby", "queue")],
      [
        HTML("thead", [HTML("tr", heads)]),
        HTML("tbody", rows.enumerated().map { HTML("tr", cells(of: $1, rank: $0 + 1)) }),
      ])
  }

  private func cells(of row: TableRow, rank: Int) -> [HTML] {
    TableColumn.allCases.map { column in
      let label = [("data-label", column.heading(in: language, brief: false))]
      return HTML(
        "td", label + (column.isNumber ? [("class", "number")] : []),
        content(of: column, row, rank: rank))
    }
  }

  private func content(of column: TableColumn, _ row: TableRow, rank: Int) -> [HTML] {
    switch column {
    case .rank: [HTML(String(rank))]
    case .call:
      [
        HTML(
          "a", [("href", "#" + CallSection.identifier(rank: rank))], [HTML("bdi", row.callId)])
      ]
    case .length: [HTML(row.durationSeconds.clockText())]
    case .talk: [HTML(row.talkText ?? TableRow.unknown)]
    case .silence: [HTML(row.silenceText ?? TableRow.unknown)]
    case .interruptions: [HTML(row.interruptionText ?? TableRow.unknown)]
    case .points: [HTML(row.points?.shortText ?? TableRow.unknown)]
    case .band:
      [
        row.band.map { HTML("span", [("class", $0.rawValue)], $0.name(in: language)) }
          ?? HTML(TableRow.unknown)
      ]
    case .flags: flags(of: row)
    }
  }

  private func flags(of row: TableRow) -> [HTML] {
    guard !row.flags.isEmpty else { return [HTML(TableRow.unknown)] }
    return [
      HTML(
        "span",
        row.flags.map { flag in
          HTML(
            "span", [("class", "flag \(flag.severity.rawValue)")],
            presentation.ruleName(flag.code) ?? flag.name)
        })
    ]
  }
}
