internal import CallPipeline

/// A range that covers a figure with the confidence that was asked for.
public struct ConfidenceInterval: Hashable, Sendable {
  /// Lower end.
  public var low: Double
  /// Upper end.
  public var high: Double
}

/// Confidence intervals of a metric's figures by the percentile bootstrap over calls.
///
/// Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13: as many calls as there are
/// are drawn with replacement, the figures computed from their sum, again and again; the interval runs
/// between quantiles of what comes out. The calls of a group are drawn in the same way for every metric.
///
/// - Returns: Intervals by figure; empty for fewer than two calls or no resamples.
func bootstrapIntervals(
  of metric: any EvaluationMetric.Type, tallies: [MetricTally], group: String,
  settings: EvaluationSettings
) -> [String: ConfidenceInterval] {
  guard tallies.count > 1, settings.resampleCount > 0 else { return [:] }
  let table = TallyTable(tallies)
  var generator = SplitMix64(seed: UInt64(settings.seed) ^ hash(of: group))
  var values: [String: [Double]] = [:]
  var indices = [Int](repeating: 0, count: tallies.count)
  for _ in 0..<settings.resampleCount {
    for place in indices.indices {
      indices[place] = Int.random(in: tallies.indices, using: &generator)
    }
    for figure in metric.figures(of: table.sum(ofCalls: indices)) where figure.hasInterval {
      if let value = figure.value { values[figure.name, default: []].append(value) }
    }
  }
  let tail = (1 - settings.confidenceRatio) / 2
  return values.compactMapValues { values in
    // A figure that most resamples lack has no interval worth showing.
    guard values.count * 2 >= settings.resampleCount, let low = quantile(values, tail),
      let high = quantile(values, 1 - tail)
    else { return nil }
    return ConfidenceInterval(low: low, high: high)
  }
}

/// Tallies of calls as rows of numbers, which add up quickly.
private struct TallyTable {
  private let names: [String]
  private let rows: [[Double]]
  private let samples: [[String: [Double]]]

  init(_ tallies: [MetricTally]) {
    let names = Set(tallies.flatMap(\.sums.keys)).sorted()
    self.names = names
    rows = tallies.map { tally in names.map { tally.sum($0) } }
    samples = tallies.map(\.samples)
  }

  func sum(ofCalls indices: [Int]) -> MetricTally {
    var total = [Double](repeating: 0, count: names.count)
    var tally = MetricTally()
    for index in indices {
      for column in names.indices { total[column] += rows[index][column] }
      tally.samples.merge(samples[index], uniquingKeysWith: +)
    }
    for (column, name) in names.enumerated() { tally.sums[name] = total[column] }
    return tally
  }
}

/// FNV-1a, 64 bits (Fowler, Noll & Vo): a number for a name, the same in every run.
private func hash(of text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

/// Random numbers that are the same for a seed on every machine (Steele, Lea & Flood 2014).
private struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
