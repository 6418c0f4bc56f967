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
  /// Whether no place asks for a value beyond the ends.
  private let isInside: Bool
  private var middle: Int
  /// Of the whole values about `middle`.
  private var sum = 0.0
  /// The value before them.
  private var before: Double

  /// Prepares for the means about some frames, one or more.
  init(of values: Span<Float>, widthFrames: Double, over frames: Range<Int>) {
    self.widthFrames = widthFrames
    let half = (widthFrames - 1) / 2
    reach = Int(half)
    edgeRatio = half - Double(reach)
    middle = frames.lowerBound
    isInside = middle > reach && frames.upperBound + reach < values.count
    before = Self.value(values, middle - reach - 1)
    for frame in middle - reach...middle + reach { sum += Self.value(values, frame) }
  }

  /// The mean about the place, and on to the next.
  ///
  /// - Parameter values: Those that it was prepared for.
  mutating func next(of values: Span<Float>) -> Double {
    let (after, leaving) = (value(values, middle + reach + 1), value(values, middle - reach))
    let mean = (sum + edgeRatio * (before + after)) / widthFrames
    sum += after - leaving
    before = leaving
    middle += 1
    return mean
  }

  private func value(_ values: Span<Float>, _ frame: Int) -> Double {
    isInside ? Double(values[frame]) : Self.value(values, frame)
  }

  private static func value(_ values: Span<Float>, _ frame: Int) -> Double {
    precondition(!values.isEmpty, "a run of frames lies among frames")
    // Within the bounds whatever the frame is.
    return Double(values[unchecked: max(0, min(values.count - 1, frame))])
  }
}
