internal import CallTypes

extension InspectionDrawing {
  /// Speech, levels, events and flags over time; empty for a call without length.
  func timeline(_ lanes: InspectionLanes?) -> [StyledLine] {
    let rows = laneRows(lanes)
    let labelColumns = min(20, rows.reduce(0) { max($0, $1.label.text.displayColumns) })
    let laneColumns = columns - labelColumns - 2
    guard
      let axis = TimeAxis(
        durationSeconds: report.audio.durationSeconds, length: Double(laneColumns))
    else { return [] }
    let blank = StyledText(String(repeating: " ", count: labelColumns + 2))
    let ruler = rulerLines(axis, laneColumns).map { [blank, StyledText($0, .dim)] }
    return ruler
      + rows.map { row in
        let label = row.label.text.truncated(columns: labelColumns)
        let fill = String(repeating: " ", count: labelColumns + 2 - label.displayColumns)
        return [
          StyledText(label, row.label.style), StyledText(fill),
          StyledText(row.draw(axis, laneColumns), row.style),
        ]
      }
  }

  private struct LaneRow {
    var label: StyledText
    var style: TerminalStyle
    var draw: (TimeAxis, Int) -> String
  }

  private func laneRows(_ lanes: InspectionLanes?) -> [LaneRow] {
    var rows: [LaneRow] = []
    for (party, partyReport) in parties {
      let style = TerminalStyle(party)
      rows.append(
        LaneRow(label: StyledText(party.name(in: language), style), style: style) {
          blocks($0.coverage(of: partyReport.speech, parts: $1))
        })
      if let lanes, let side = lanes.sides.first(where: { $0.party == party }) {
        rows.append(
          LaneRow(label: StyledText("  " + wording.level, .dim), style: .dim) {
            blocks(loudness(of: side, lanes.hopSeconds, $0, parts: $1))
          })
      }
    }
    for code in EventCode.allCases {
      let spans = report.events.filter { $0.code == code }.map(\.span)
      guard !spans.isEmpty else { continue }
      let mark = marker(code)
      rows.append(
        LaneRow(label: StyledText(code.name(in: language)), style: .plain) {
          marks($0.touched(by: spans, parts: $1), mark)
        })
    }
    for flag in report.flags where !flag.evidence.isEmpty {
      let style = TerminalStyle(flag.severity)
      rows.append(
        LaneRow(label: StyledText(flag.code.rawValue, style), style: style) {
          marks($0.touched(by: flag.evidence, parts: $1), "▲")
        })
    }
    return rows
  }

  /// Time labels, and below them a line with a notch at each.
  private func rulerLines(_ axis: TimeAxis, _ laneColumns: Int) -> [String] {
    let widest = report.audio.durationSeconds.clockText().count
    var labels = ""
    var notches = Array(repeating: Character("─"), count: laneColumns)
    for tick in axis.ticksSeconds(minimumDistance: Double(widest + 3)) {
      let column = min(laneColumns - 1, Int(axis.position(ofSeconds: tick)))
      notches[column] = "┬"
      // The last label moves left until it fits, if its neighbour leaves it the room.
      let label = tick.clockText()
      let start = min(column, laneColumns - label.count)
      guard labels.isEmpty ? start >= 0 : start > labels.count else { continue }
      labels += String(repeating: " ", count: start - labels.count) + label
    }
    return [labels, String(notches)]
  }

  private func marker(_ code: EventCode) -> Character {
    switch code {
    case .silence: "░"
    case .overlap: "╳"
    case .monologue: "━"
    default: "•"
    }
  }
}

/// Lowest and highest level that the level lane tells apart: telephone background and loud speech.
private let drawnLevelsDBFS: ClosedRange<Float> = -60 ... -10

/// Loudness of each part as a height 0…1.
private func loudness(
  of side: InspectionLanes.Side, _ hopSeconds: Double, _ axis: TimeAxis, parts: Int
) -> [Double] {
  side.peakLevelsDBFS(
    parts: parts, durationSeconds: axis.durationSeconds, hopSeconds: hopSeconds
  ).map { level in
    guard let level else { return 0 }
    let range = drawnLevelsDBFS.upperBound - drawnLevelsDBFS.lowerBound
    return Double(min(max((level - drawnLevelsDBFS.lowerBound) / range, 0), 1))
  }
}

/// Heights 0…1 as block characters; only zero is blank.
private func blocks(_ heights: [Double]) -> String {
  let blocks = Array("▁▂▃▄▅▆▇█")
  return String(
    heights.map { height in
      height <= 0 ? " " : blocks[min(blocks.count - 1, Int(height * Double(blocks.count)))]
    })
}

private func marks(_ isMarked: [Bool], _ mark: Character) -> String {
  String(isMarked.map { $0 ? mark : " " })
}
