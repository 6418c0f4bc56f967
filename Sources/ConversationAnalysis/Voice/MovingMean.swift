/// Mean of the values about one place after the other; of a width that need not be whole.
///
/// The outermost value on either side counts by the share of it that the width reaches. Beyond the ends
/// the first and the last value go on.
struct MovingMean {
  private let values: [Float]
  private let widthFrames: Double
  /// Whole values on either side of the middle.
  private let reach: Int
  /// Share of the value beyond them.
  private let edgeRatio: Double
  private var middle: Int
  /// Of the whole values about `middle`.
  private var sum = 0.0

  /// Prepares for the mean about the frame `first`.
  init(of values: [Float], widthFrames: Double, from first: Int) {
    self.values = values
    self.widthFrames = widthFrames
    let half = (widthFrames - 1) / 2
    reach = Int(half)
    edgeRatio = half - Double(reach)
    middle = first
    for frame in first - reach...first + reach { sum += value(frame) }
  }

  /// The mean about the place, and on to the next.
  mutating func next() -> Double {
    let (before, after) = (value(middle - reach - 1), value(middle + reach + 1))
    let mean = (sum + edgeRatio * (before + after)) / widthFrames
    sum += after - value(middle - reach)
    middle += 1
    return mean
  }

  private func value(_ frame: Int) -> Double {
    Double(values[max(0, min(values.count - 1, frame))])
  }
}
