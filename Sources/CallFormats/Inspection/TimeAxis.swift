internal import CallTypes

/// The time line of a drawing: a call's length laid out over equal parts or lengths.
struct TimeAxis: Hashable {
  /// Length of the call, above zero.
  var durationSeconds: Double
  /// Length of the drawn line, in columns or pixels.
  var length: Double

  /// Makes an axis; `nil` for a call without length.
  init?(durationSeconds: Double, length: Double) {
    guard durationSeconds > 0, durationSeconds.isFinite, length > 0 else { return nil }
    self.durationSeconds = durationSeconds
    self.length = length
  }

  /// Where an instant lies on the line, never outside.
  func position(ofSeconds seconds: Double) -> Double {
    min(max(seconds / durationSeconds, 0), 1) * length
  }

  /// Round instants from zero on, at least so far apart on the line.
  func ticksSeconds(minimumDistance: Double) -> [Double] {
    let leastStepSeconds = minimumDistance / length * durationSeconds
    let step =
      Self.roundStepsSeconds.first { $0 >= leastStepSeconds }
      ?? (leastStepSeconds / 3600).rounded(.up) * 3600
    let count = Int(durationSeconds / step)
    return (0...count).map { Double($0) * step }
  }

  /// Steps that people read on clocks.
  private static let roundStepsSeconds: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
  ]

  /// Share of each of so many equal parts of the call that the ordered spans cover, 0…1.
  func coverage(of spans: [TimeSpan], parts: Int) -> [Double] {
    let partSeconds = durationSeconds / Double(max(parts, 1))
    return (0..<max(parts, 0)).map { part in
      let range = TimeSpan(Double(part) * partSeconds, Double(part + 1) * partSeconds)
      return min(1, spans.seconds(in: range) / partSeconds)
    }
  }

  /// Whether any of the spans, also one without length, touches each of so many equal parts.
  func touched(by spans: [TimeSpan], parts: Int) -> [Bool] {
    var isTouched = Array(repeating: false, count: max(parts, 0))
    for span in spans where parts > 0 {
      let scale = Double(parts) / durationSeconds
      let first = min(parts - 1, max(0, Int(span.startSeconds * scale)))
      let last = min(parts - 1, max(first, Int((span.endSeconds * scale).rounded(.up)) - 1))
      for part in first...last { isTouched[part] = true }
    }
    return isTouched
  }
}
