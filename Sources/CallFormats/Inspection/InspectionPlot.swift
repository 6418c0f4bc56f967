public import CallTypes

/// One call as a drawing: levels, F0 and speech of each side, events and flags over one time axis.
public enum InspectionPlot {
  /// Draws a report as a self-contained SVG document.
  ///
  /// Curves, spans and events are brought down to the resolution of the drawing, so that its size
  /// does not grow with the length of the call.
  ///
  /// - Parameters:
  ///   - report: The call.
  ///   - lanes: What was measured along it; a party without a lane shows its speech only.
  ///   - presentation: Language and names of rules.
  public static func svg(
    of report: CallReport, lanes: InspectionLanes, presentation: Presentation = Presentation()
  ) -> String {
    var plot = PlotDrawing(report: report, lanes: lanes, presentation: presentation)
    plot.draw()
    return plot.document.xml
  }
}

/// Measures of the drawing, in pixels, and its colours.
enum PlotStyle {
  static let width = 1240.0
  static let plotLeft = 250.0
  static let plotRight = 1216.0
  static let margin = 20.0
  static let levelHeight = 92.0
  static let f0Height = 56.0
  static let laneHeight = 13.0
  static let laneStep = 18.0
  /// Narrowest mark that is still seen.
  static let leastMarkWidth = 1.5
  /// Distance below which two marks are drawn as one.
  static let leastGap = 0.3

  static let ink = "#0f172a"
  static let quiet = "#64748b"
  static let grid = "#e2e8f0"

  /// Colours that stay apart for colour-blind readers (Okabe and Ito 2008).
  static func colour(of party: Party) -> String {
    switch party {
    case .agent: "#0072b2"
    case .customer: "#d55e00"
    case .mixed: "#009e73"
    case .channel(let index), .speaker(let index): index.isMultiple(of: 2) ? "#0072b2" : "#cc79a7"
    }
  }

  static func colour(of code: EventCode) -> String {
    switch code {
    case .silence: "#94a3b8"
    case .overlap: "#cc79a7"
    case .monologue: "#009e73"
    case .slowResponse: "#b08900"
    case .raisedVoice: "#d1495b"
    case .tone: "#56b4e9"
    case .music: "#cc79a7"
    case .echo: "#f0e442"
    case .lowVolume, .noise, .clipping, .dropout, .dcOffset, .oneWayAudio: "#6b5b95"
    }
  }

  static func colour(of severity: FlagSeverity) -> String {
    switch severity {
    case .technical: "#56b4e9"
    case .minor: "#64748b"
    case .major: "#e69f00"
    case .critical: "#c81e1e"
    }
  }
}

/// A drawing under way: elements so far, and how far down it has come.
struct PlotDrawing {
  let report: CallReport
  let lanes: InspectionLanes
  let presentation: Presentation
  let wording: InspectionWording
  let axis: TimeAxis?
  var elements: [SVGElement] = []
  var y = PlotStyle.margin

  init(report: CallReport, lanes: InspectionLanes, presentation: Presentation) {
    self.report = report
    self.lanes = lanes
    self.presentation = presentation
    wording = InspectionWording(language: presentation.language)
    axis = TimeAxis(
      durationSeconds: report.audio.durationSeconds,
      length: PlotStyle.plotRight - PlotStyle.plotLeft)
  }

  var language: Language { presentation.language }

  /// The finished document.
  var document: SVGElement {
    let height = y + PlotStyle.margin
    var svg = SVGElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", pixels(PlotStyle.width)),
        ("height", pixels(height)),
        ("viewBox", "0 0 \(pixels(PlotStyle.width)) \(pixels(height))"), ("role", "img"),
        ("font-family", "'Noto Sans', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif"),
      ])
    svg.children =
      [
        SVGElement("title", text: report.callId),
        .rectangle(0, 0, PlotStyle.width, height, fill: "#ffffff"),
      ] + elements
    return svg
  }

  /// Draws everything from top to bottom.
  mutating func draw() {
    drawHeading()
    guard let axis else { return }
    let top = y
    var body = self
    body.elements = []
    for party in body.sideOrder { body.drawSide(party, axis) }
    body.drawEvents(axis)
    body.drawFlags(axis)
    // The grid lies under the curves, yet its height is known only now.
    y = body.y
    drawTimeGrid(axis, top: top)
    elements += body.elements
  }

  /// Sides of the lanes, then parties without a lane.
  private var sideOrder: [Party] {
    let drawn = lanes.sides.map(\.party)
    let others = report.parties.keys.filter { !drawn.contains($0) }.sorted { $0.label < $1.label }
    return drawn + others
  }

  private mutating func drawHeading() {
    y += 14
    elements.append(
      .label(
        report.callId.showingControls.truncatedInMiddle(columns: 100), PlotStyle.margin, y,
        size: 16, fill: PlotStyle.ink, bold: true))
    y += 20
    let heading = InspectionDrawing(
      report: report, presentation: Presentation(language: language, widthColumns: .max)
    )
    .heading().dropFirst()
    let facts = heading.map { $0.map(\.text).joined() }.joined(separator: " ")
    elements.append(.label(facts, PlotStyle.margin, y, size: 12, fill: PlotStyle.quiet))
    drawLegend()
    y += 18
  }

  private mutating func drawLegend() {
    var x = PlotStyle.margin
    y += 20
    func swatch(_ text: String, _ colour: String, opacity: Double) {
      elements.append(.rectangle(x, y - 9, 14, 10, fill: colour, opacity: opacity))
      elements.append(.label(text, x + 19, y))
      // About 6.2 pixels a column at this size; a little more keeps neighbours apart.
      x += 19 + Double(text.displayColumns) * 6.6 + 16
    }
    for party in sideOrder {
      swatch(party.name(in: language), PlotStyle.colour(of: party), opacity: 1)
    }
    let curve = sideOrder.first.map(PlotStyle.colour) ?? PlotStyle.ink
    swatch(wording.speech, curve, opacity: 0.18)
    swatch(wording.level, curve, opacity: 0.5)
    for severity in FlagSeverity.allCases
    where report.flags.contains(where: { $0.severity == severity }) {
      swatch(severity.name(in: language), PlotStyle.colour(of: severity), opacity: 1)
    }
  }

  private mutating func drawTimeGrid(_ axis: TimeAxis, top: Double) {
    for tick in axis.ticksSeconds(minimumDistance: 72) {
      let x = PlotStyle.plotLeft + axis.position(ofSeconds: tick)
      elements.append(.line((x, top), (x, y), stroke: PlotStyle.grid))
      elements.append(.label(tick.clockText(), x, y + 14, anchor: "middle"))
    }
    elements.append(
      .label(wording.time, PlotStyle.plotLeft - 28, y + 14, anchor: "end", fill: PlotStyle.quiet))
    y += 16
  }
}
