/// Mean of the values about one place after the other; of a width that need not be whole.
///
/// The outermost value on either side counts by the share of it that the width reaches. Beyond the ends
/// the first and the last value go on. The values are handed in anew for each place, so that nothing
/// is counted or copied between them: an hour has half a million places.
struct MovingMean {
  private let widthFrames: Double
  /// Whole values on either side of the middle.
  private let reach: Int
  /// Share of the value beyond them.
  private let edgeRatio: Double
  private var middle: Int
  /// Of the whole values about `middle`.
  private var sum = 0.0

  /// Prepares for the mean about the frame `first`.
  init(of values: Span<Float>, widthFrames: Double, from first: Int) {
    self.widthFrames = widthFrames
    let half = (widthFrames - 1) / 2
    reach = Int(half)
    edgeRatio = half - Double(reach)
    middle = first
    for frame in first - reach...first + reach { sum += Self.value(values, frame) }
  }

  /// The mean about the place, and on to the next.
  ///
  /// - Parameter values: Those that it was prepared for.
  mutating func next(of values: Span<Float>) -> Double {
    let (before, after) = (
      Self.value(values, middle - reach - 1), Self.value(values, middle + reach + 1)
    )
    let mean = (sum + edgeRatio * (before + after)) / widthFrames
    sum += after - Self.value(values, middle - reach)
    middle += 1
    return mean
  }

  private static func value(_ values: Span<Float>, _ frame: Int) -> Double {
    precondition(!values.isEmpty, "a run of frames lies among frames")
    // Within the bounds whatever the frame is.
    return Double(values[unchecked: max(0, min(values.count - 1, frame))])
  }
}
