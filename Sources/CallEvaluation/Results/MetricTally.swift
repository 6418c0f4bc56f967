/// What one call, or many, contribute to a metric: sums and lists that add up over calls.
///
/// Every figure is computed from the added tallies, so that seconds and events are summed before any
/// division, and a resample of calls is a sum, too.
public struct MetricTally: Hashable, Sendable {
  /// Seconds and counts by name.
  public var sums: [String: Double] = [:]
  /// Values of which medians and quantiles are taken, by name.
  public var samples: [String: [Double]] = [:]

  /// An empty tally.
  public init() {}

  /// Adds another call's tally.
  mutating func add(_ other: MetricTally) {
    sums.merge(other.sums, uniquingKeysWith: +)
    samples.merge(other.samples, uniquingKeysWith: +)
  }

  /// Adds to a sum.
  mutating func add(_ value: Double, to name: String) { sums[name, default: 0] += value }

  /// A sum; zero where there is none.
  func sum(_ name: String) -> Double { sums[name] ?? 0 }
}

/// One number that a metric gives.
public struct Figure: Hashable, Sendable {
  /// Name, which ends in the unit.
  public var name: String
  /// The number; `nil` where there is nothing to divide by.
  public var value: Double?
  /// Whether it gets a confidence interval.
  public var hasInterval: Bool

  /// Makes a figure.
  init(_ name: String, _ value: Double?, hasInterval: Bool = false) {
    self.name = name
    self.value = value
    self.hasInterval = hasInterval
  }
}

/// A quotient; `nil` for nothing divided by nothing, and for anything divided by nothing.
func quotient(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }

/// Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, definition 7).
///
/// - Parameter ratio: 0…1.
/// - Returns: `nil` for an empty list.
func quantile(_ values: [Double], _ ratio: Double) -> Double? {
  let ordered = values.sorted()
  guard let last = ordered.last else { return nil }
  let position = ratio * Double(ordered.count - 1)
  let lower = Int(position.rounded(.down))
  guard lower + 1 < ordered.count else { return last }
  return ordered[lower] + (position - Double(lower)) * (ordered[lower + 1] - ordered[lower])
}
