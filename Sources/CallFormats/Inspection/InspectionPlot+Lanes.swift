internal import CallTypes
internal import Foundation

extension PlotDrawing {
  /// Levels shown on the axis: from below a telephone line's background to full scale.
  private static let levelAxisDBFS = -80.0...0.0
  /// F0 shown on the axis: human voices.
  private static let f0AxisHz = 60.0...500.0

  /// One party: speech behind its level, and F0 below.
  mutating func drawSide(_ party: Party, _ axis: TimeAxis) {
    let colour = PlotStyle.colour(of: party)
    let side = lanes.sides.first { $0.party == party }
    let hasF0 = side?.f0Hz.contains { $0 != nil } ?? false
    let levelTop = y
    let f0Top = y + PlotStyle.levelHeight + 8
    let bottom = hasF0 ? f0Top + PlotStyle.f0Height : levelTop + PlotStyle.levelHeight
    elements.append(
      .label(
        party.name(in: language), PlotStyle.margin, levelTop + 14, size: 14, fill: colour,
        bold: true))
    for mark in plotMarks(of: report.parties[party]?.speech ?? [], axis, from: PlotStyle.plotLeft) {
      elements.append(
        .rectangle(mark.x, levelTop, mark.width, bottom - levelTop, fill: colour, opacity: 0.14))
    }
    drawAxis(
      top: levelTop, height: PlotStyle.levelHeight, title: "dBFS",
      ticks: stride(from: 0.0, through: -80, by: -20).map { ($0, Self.levelShare($0)) })
    if let side { drawLevel(side, axis, top: levelTop, colour: colour) }
    if hasF0, let side {
      drawAxis(
        top: f0Top, height: PlotStyle.f0Height, title: wording.f0 + " Hz",
        ticks: [75.0, 150, 300].map { ($0, Self.f0Share($0)) })
      drawF0(side, axis, top: f0Top, colour: colour)
    }
    y = bottom + 18
  }

  /// Frame, tick labels and title of a panel; shares count from the bottom.
  private mutating func drawAxis(
    top: Double, height: Double, title: String, ticks: [(value: Double, share: Double)]
  ) {
    for tick in ticks {
      let tickY = top + (1 - tick.share) * height
      elements.append(
        .line((PlotStyle.plotLeft, tickY), (PlotStyle.plotRight, tickY), stroke: PlotStyle.grid))
      elements.append(
        .label(
          tick.value.shortText, PlotStyle.plotLeft - 8, tickY + 4, size: 10, anchor: "end",
          fill: PlotStyle.quiet))
    }
    elements.append(
      .label(
        title, PlotStyle.plotLeft - 40, top + height / 2 + 4, size: 11, anchor: "end",
        fill: PlotStyle.quiet))
  }

  private mutating func drawLevel(
    _ side: InspectionLanes.Side, _ axis: TimeAxis, top: Double, colour: String
  ) {
    let parts = Int(axis.length)
    let levels = side.peakLevelsDBFS(
      parts: parts, durationSeconds: axis.durationSeconds, hopSeconds: lanes.hopSeconds)
    let bottom = top + PlotStyle.levelHeight
    var path = ""
    var isOpen = false
    for (part, level) in levels.enumerated() {
      let x = PlotStyle.plotLeft + Double(part)
      if let level {
        let levelY = bottom - Self.levelShare(Double(level)) * PlotStyle.levelHeight
        if !isOpen { path += "M\(pixels(x)) \(pixels(bottom))" }
        path += "L\(pixels(x)) \(pixels(levelY))H\(pixels(x + 1))"
      } else if isOpen {
        path += "V\(pixels(bottom))Z"
      }
      isOpen = level != nil
    }
    if isOpen { path += "V\(pixels(bottom))Z" }
    guard !path.isEmpty else { return }
    elements.append(SVGElement("path", [("d", path), ("fill", colour), ("fill-opacity", "0.5")]))
  }

  private mutating func drawF0(
    _ side: InspectionLanes.Side, _ axis: TimeAxis, top: Double, colour: String
  ) {
    // Two dots a pixel: more cannot be told apart.
    let parts = min(Int(axis.length) * 2, side.f0Hz.count)
    let medians = side.mediansF0Hz(
      parts: parts, durationSeconds: axis.durationSeconds, hopSeconds: lanes.hopSeconds)
    var path = ""
    for (part, f0) in medians.enumerated() {
      guard let f0 else { continue }
      let x = PlotStyle.plotLeft + (Double(part) + 0.5) / Double(parts) * axis.length
      let dotY = top + (1 - Self.f0Share(Double(f0))) * PlotStyle.f0Height
      path += "M\(pixels(x)) \(pixels(dotY))h0"
    }
    elements.append(
      SVGElement(
        "path",
        [
          ("d", path), ("stroke", colour), ("stroke-width", "2"), ("stroke-linecap", "round"),
          ("fill", "none"),
        ]))
  }

  /// One lane per kind of event that happened.
  mutating func drawEvents(_ axis: TimeAxis) {
    let language = language
    for code in EventCode.allCases {
      let events = report.events.filter { $0.code == code }
      guard !events.isEmpty else { continue }
      drawLane(
        code.name(in: language), labelColour: PlotStyle.quiet,
        colour: PlotStyle.colour(of: code),
        plotMarks(of: events.map(\.span), axis, from: PlotStyle.plotLeft)
      ) { index in
        let event = events[index]
        let words = [
          event.code.rawValue, event.code.name(in: language), event.cause?.name(in: language),
          event.party?.name(in: language),
        ]
        return words.compactMap(\.self).joined(separator: " ")
      }
    }
    y += 8
  }

  /// One lane per flag, with its evidence.
  mutating func drawFlags(_ axis: TimeAxis) {
    for flag in report.flags {
      let name = presentation.ruleName(flag.code) ?? flag.name
      let comparison = wording.comparison(of: flag)
      drawLane(
        "\(flag.code.rawValue) \(name)", labelColour: PlotStyle.ink,
        colour: PlotStyle.colour(of: flag.severity),
        plotMarks(of: flag.evidence, axis, from: PlotStyle.plotLeft)
      ) { _ in comparison }
    }
    y += 4
  }

  private mutating func drawLane(
    _ title: String, labelColour: String, colour: String, _ marks: [PlotMark],
    tooltip: (Int) -> String
  ) {
    elements.append(
      .rectangle(
        PlotStyle.plotLeft, y, PlotStyle.plotRight - PlotStyle.plotLeft, PlotStyle.laneHeight,
        fill: "#f1f5f9", opacity: 0.7))
    // 38 columns fill the space left of the lanes.
    elements.append(
      .label(
        title.showingControls.truncated(columns: 38), PlotStyle.plotLeft - 8, y + 10.5,
        anchor: "end", fill: labelColour))
    for mark in marks {
      let many = mark.count > 1 ? " (\(mark.count)×)" : ""
      elements.append(
        .rectangle(
          mark.x, y, mark.width, PlotStyle.laneHeight, fill: colour,
          tooltip: "\(mark.span.clockText) \(tooltip(mark.firstIndex))\(many)"))
    }
    y += PlotStyle.laneStep
  }

  private static func levelShare(_ levelDBFS: Double) -> Double {
    let range = levelAxisDBFS.upperBound - levelAxisDBFS.lowerBound
    return min(max((levelDBFS - levelAxisDBFS.lowerBound) / range, 0), 1)
  }

  /// Height on a logarithmic axis, as voices are heard.
  private static func f0Share(_ f0Hz: Double) -> Double {
    let octaves = log2(f0AxisHz.upperBound / f0AxisHz.lowerBound)
    return min(max(log2(f0Hz / f0AxisHz.lowerBound) / octaves, 0), 1)
  }
}
