internal import CallTypes

/// The lanes of one call for a page: who spoke, events and flags over one time axis, no levels.
///
/// Along the time axis everything is placed in percent, across it in pixels, so that the drawing takes
/// any width without its text getting smaller. The page's style sheet gives lanes, grid and text
/// their colours; marks bring those of `PlotStyle`.
struct InspectionStrip {
  let report: CallReport
  let presentation: Presentation
  private let axis: TimeAxis
  private var lanes: [SVGElement] = []
  private var marks: [SVGElement] = []
  private var y = 0.0

  /// Length of the axis in drawing units; a tenth of one is the finest step that is drawn.
  private static let axisLength = 1000.0
  private static let labelHeight = 17.0
  private static let laneHeight = 12.0
  private static let laneStep = 35.0
  private static let axisHeight = 20.0
  /// Least distance between ticks, in drawing units: 72 pixels of 1160, and 50 of 340.
  private static let fineTickDistance = 62.0
  private static let coarseTickDistance = 147.0

  /// Takes a report; `nil` for a call without length.
  init?(report: CallReport, presentation: Presentation) {
    guard
      let axis = TimeAxis(
        durationSeconds: report.audio.durationSeconds, length: Self.axisLength)
    else { return nil }
    self.axis = axis
    self.report = report
    self.presentation = presentation
  }

  /// The drawing as an element of a page.
  ///
  /// - Parameter description: What the drawing shows, for those who do not see it.
  func element(description: String) -> SVGElement {
    var strip = self
    strip.addLanes()
    var svg = SVGElement(
      "svg",
      [
        ("width", "100%"), ("height", pixels(strip.y + Self.axisHeight)), ("role", "img"),
        ("aria-label", description),
      ])
    var marks = SVGElement("g", [("class", "marks")])
    marks.children = strip.marks
    svg.children = strip.grid + strip.lanes + [marks]
    return svg
  }

  private mutating func addLanes() {
    let language = presentation.language
    let drawing = InspectionDrawing(report: report, presentation: presentation)
    for (party, spoken) in drawing.parties {
      let name = party.name(in: language)
      addLane(name, colour: PlotStyle.colour(of: party), spoken.speech) { _ in name }
    }
    for code in EventCode.allCases {
      let events = report.events.filter { $0.code == code }
      guard !events.isEmpty else { continue }
      let title = code.name(in: language)
      addLane(title, colour: PlotStyle.colour(of: code), events.map(\.span)) { index in
        [title, events[index].cause?.name(in: language), events[index].party?.name(in: language)]
          .compactMap(\.self).joined(separator: " ")
      }
    }
    for flag in report.flags {
      let name = presentation.ruleName(flag.code) ?? flag.name
      let comparison = InspectionWording(language: language).comparison(of: flag)
      addLane(
        "\(flag.code.rawValue) \(name)", colour: PlotStyle.colour(of: flag.severity),
        flag.evidence
      ) { _ in comparison }
    }
  }

  private mutating func addLane(
    _ title: String, colour: String, _ spans: [TimeSpan], tooltip: (Int) -> String
  ) {
    lanes.append(SVGElement("text", [("x", "0"), ("y", pixels(y + 12))], text: title))
    let top = y + Self.labelHeight
    lanes.append(rectangle("0%", "100%", top: top, [("class", "lane")]))
    for mark in plotMarks(of: spans, axis) {
      let many = mark.count > 1 ? " (\(mark.count)×)" : ""
      // One at the very end keeps its width.
      let x = min(mark.x, Self.axisLength - mark.width)
      var element = rectangle(percent(x), percent(mark.width), top: top, [("fill", colour)])
      element.children = [
        SVGElement("title", text: "\(mark.span.clockText) \(tooltip(mark.firstIndex))\(many)")
      ]
      marks.append(element)
    }
    y += Self.laneStep
  }

  /// Lines and labels of time; wide and narrow pages show different ones.
  private var grid: [SVGElement] {
    let fine = axis.ticksSeconds(minimumDistance: Self.fineTickDistance)
    let coarse = axis.ticksSeconds(minimumDistance: Self.coarseTickDistance)
    return Set(fine + coarse).sorted().flatMap { seconds in
      let x = axis.position(ofSeconds: seconds)
      let look = !coarse.contains(seconds) ? " fine" : !fine.contains(seconds) ? " coarse" : ""
      let line = SVGElement(
        "line",
        [
          ("class", "grid" + look), ("x1", percent(x)), ("x2", percent(x)), ("y1", "0"),
          ("y2", pixels(y)),
        ])
      let anchor = x == 0 ? "start" : x > Self.axisLength * 0.97 ? "end" : "middle"
      let label = SVGElement(
        "text",
        [
          ("class", "quiet" + look), ("x", percent(x)), ("y", pixels(y + 14)),
          ("text-anchor", anchor),
        ], text: seconds.clockText())
      return [line, label]
    }
  }

  private func rectangle(
    _ x: String, _ width: String, top: Double, _ look: [(String, String)]
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        ("x", x), ("y", pixels(top)), ("width", width), ("height", pixels(Self.laneHeight)),
      ] + look)
  }

  private func percent(_ length: Double) -> String {
    (length / Self.axisLength * 100).shortText + "%"
  }
}
