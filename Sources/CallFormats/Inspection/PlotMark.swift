internal import CallTypes

/// A stretch as drawn: neighbours closer than can be seen are one mark.
struct PlotMark {
  var x: Double
  var width: Double
  var span: TimeSpan
  var firstIndex: Int
  var count: Int
}

/// The spans, which ascend by start, as marks; no more than the drawing has room for.
///
/// - Parameter left: Where the axis begins in the drawing.
func plotMarks(of spans: [TimeSpan], _ axis: TimeAxis, from left: Double = 0) -> [PlotMark] {
  var marks: [PlotMark] = []
  for (index, span) in spans.enumerated() {
    let x = left + axis.position(ofSeconds: span.startSeconds)
    let endX = left + axis.position(ofSeconds: span.endSeconds)
    let width = max(PlotStyle.leastMarkWidth, endX - x)
    if let last = marks.last, x - (last.x + last.width) < PlotStyle.leastGap {
      let joined = TimeSpan(last.span.startSeconds, max(last.span.endSeconds, span.endSeconds))
      marks[marks.count - 1].span = joined
      marks[marks.count - 1].width = max(last.width, x + width - last.x)
      marks[marks.count - 1].count += 1
    } else {
      marks.append(PlotMark(x: x, width: width, span: span, firstIndex: index, count: 1))
    }
  }
  return marks
}
