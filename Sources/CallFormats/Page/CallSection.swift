internal import CallTypes

/// One call of the page: facts, lanes, parties, flags, events, warnings.
struct CallSection {
  let report: CallReport
  let presentation: Presentation
  /// Place in the queue, from 1, which names the section.
  let rank: Int

  private var language: Language { presentation.language }
  private var page: PageWording { PageWording(language: language) }
  private var wording: InspectionWording { InspectionWording(language: language) }
  private var drawing: InspectionDrawing {
    InspectionDrawing(
      report: report,
      presentation: Presentation(language: language, widthColumns: .max))
  }

  /// What a link to the section of that rank points to.
  static func identifier(rank: Int) -> String { "call-\(rank)" }

  var html: HTML {
    let identifier = Self.identifier(rank: rank)
    let heading = HTML(
      "div", [("class", "heading")],
      [
        HTML(
          "h3", [("id", identifier + "-name")],
          [HTML("\(rank). "), HTML("bdi", report.callId)]),
        HTML("a", [("href", "#queue")], page.backToQueue),
      ])
    let facts = drawing.heading().dropFirst().map { $0.map(\.text).joined() }
    let strip = InspectionStrip(report: report, presentation: presentation).map {
      HTML($0.element(description: page.lanes(of: report.callId)))
    }
    return HTML(
      "article", [("id", identifier), ("aria-labelledby", identifier + "-name")],
      [heading, HTML("p", [("class", "quiet")], facts.joined(separator: " "))]
        + [strip].compactMap(\.self)
        + [HTML("div", [("class", "columns")], [HTML("div", flags), HTML("div", parties)])]
        + events + warnings)
  }

  private var flags: [HTML] {
    let flags = report.flags.sorted { ($1.severity, $0.code) < ($0.severity, $1.code) }
    guard !flags.isEmpty else { return [HTML("p", wording.noFlags)] }
    return [
      HTML("h4", wording.flags), HTML("ul", [("class", "flags")], flags.map(item)),
    ]
  }

  private func item(_ flag: QualityFlag) -> HTML {
    let title = "\(flag.code.rawValue) \(presentation.ruleName(flag.code) ?? flag.name)"
    let labels = [flag.severity.name(in: language), flag.party?.name(in: language)]
    var lines = [
      HTML(
        "p", [("class", "title")],
        [
          HTML(title),
          HTML("span", wording.remark(labels.compactMap(\.self).joined(separator: " · "))),
        ]),
      HTML(
        "p",
        [wording.comparison(of: flag), flag.baseline.map(page.name)].compactMap(\.self)
          .joined(separator: wording.separator)),
    ]
    if let summary = presentation.ruleSummary(flag.code) {
      lines.append(HTML("p", [("class", "quiet")], summary))
    }
    if !flag.evidence.isEmpty {
      let times = flag.evidence.map(\.clockText).joined(separator: " · ")
      lines.append(
        HTML("p", [HTML("span", [("class", "quiet")], page.evidence + " "), HTML(times)]))
    }
    if let trace = flag.trace, !trace.isEmpty {
      lines.append(HTML("p", [("class", "quiet")], page.trace))
      lines.append(HTML("ol", trace.map { HTML("li", $0.text(in: presentation.language)) }))
    }
    return HTML("li", [("class", flag.severity.rawValue)], lines)
  }

  private var parties: [HTML] {
    let parties = drawing.parties
    guard !parties.isEmpty else { return [] }
    let names = parties.map {
      HTML("th", [("scope", "col"), ("class", "number")], $0.party.name(in: language))
    }
    let rows = PartyFigure.allCases.map { figure in
      HTML(
        "tr",
        [HTML("th", [("scope", "row")], wording.name(of: figure))]
          + parties.map { HTML("td", [("class", "number")], wording.text(of: figure, $0.report)) })
    }
    let head = HTML("thead", [HTML("tr", [HTML("td", "")] + names)])
    let table = HTML("table", [("class", "figures")], [head, HTML("tbody", rows)])
    // A recording may have more channels than a page has room for.
    return [
      HTML("h4", page.parties),
      HTML("div", [("class", "scroll")], [table]),
    ]
  }

  /// Closed at first: a call may have hundreds.
  private var events: [HTML] {
    guard !report.events.isEmpty else { return [HTML("p", wording.noEvents)] }
    let shown = report.events.prefix(max(0, presentation.maximumRowCount))
    let rest = report.events.count - shown.count
    let heads = [page.when, page.event, page.party, page.cause, page.values]
    let rows = shown.map { event in
      let cells = [
        event.span.clockText, "\(event.code.rawValue) \(event.code.name(in: language))",
        event.party?.name(in: language) ?? "", event.cause?.name(in: language) ?? "",
        drawing.facts(of: event).joined(separator: wording.separator),
      ]
      return HTML(
        "tr", zip(heads, cells).map { HTML("td", [("data-label", $0)], $1) })
    }
    let table = HTML(
      "table", [("class", "cards")],
      [
        HTML("thead", [HTML("tr", heads.map { HTML("th", [("scope", "col")], $0) })]),
        HTML("tbody", rows),
      ])
    let summary = wording.events + wording.remark(report.events.count.groupedText)
    return [
      HTML(
        "details",
        [HTML("summary", summary), table]
          + (rest > 0 ? [HTML("p", wording.moreEvents(rest))] : []))
    ]
  }

  private var warnings: [HTML] {
    guard !report.analysis.warnings.isEmpty else { return [] }
    return [
      HTML("h4", wording.warnings),
      HTML(
        "ul",
        report.analysis.warnings.map { warning in
          HTML(
            "li",
            [
              HTML("strong", warning.code.name(in: language)),
              HTML(" " + warning.text(in: language)),
            ])
        }),
    ]
  }
}
