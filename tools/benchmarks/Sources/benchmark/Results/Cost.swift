/// CPU time per recorded hour, over several runs.
struct Cost: Codable {
  var name: String
  /// What counts: noise only ever adds.
  var minimumCPUSecondsPerHour: Double
  var medianCPUSecondsPerHour: Double
  /// Recorded time ÷ CPU time of the minimum: how many seconds of a recording one CPU second does;
  /// `nil` where there is nothing to measure.
  var timesRealTime: Double?

  /// - Parameters:
  ///   - cpuSeconds: One value per run, at least one.
  ///   - hours: Length of the recording.
  init(name: String, cpuSeconds: [Double], hours: Double) {
    self.name = name
    minimumCPUSecondsPerHour = (cpuSeconds.min() ?? 0) / hours
    medianCPUSecondsPerHour = median(of: cpuSeconds) / hours
    timesRealTime = minimumCPUSecondsPerHour > 0 ? 3600 / minimumCPUSecondsPerHour : nil
  }
}

/// The middle value, or the mean of the two in the middle; zero without values.
func median(of values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
