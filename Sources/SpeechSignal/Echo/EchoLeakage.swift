internal import CallTypes

/// What filters leave of an echo that nobody speaks into, as a share of its power.
///
/// Counts of the last blocks, older ones for less, so that a block with few such frames goes by those
/// before it.
struct EchoLeakage {
  /// Shares in steps of 1 dB, from −60 dB on.
  private static let leastDB = -60
  private static let binCount = 80
  /// What counts of older blocks still count when new ones come, as in `LeastSquaresFilter`.
  private static let memoryRatio: Float = 0.9
  /// How far echoes lie over the background whose rest is told from it best, as a factor of power:
  /// 20 dB, else 10 (own choice).
  private static let backgroundFactors: [Float] = [100, 10]
  /// Frames without which nothing is known of what the filter leaves.
  private static let leastFrames: Float = 10

  /// Shape `[backgroundFactors, binCount]`.
  private var counts = [[Float]](
    repeating: [Float](repeating: 0, count: binCount), count: backgroundFactors.count)

  /// Lags of the filters that were counted.
  private var lagsFrames: [Int] = []

  /// Forgets all but a share of what was counted, and all of it when the filters are others.
  mutating func age(lagsFrames current: [Int]) {
    if current != lagsFrames { self = EchoLeakage() }
    lagsFrames = current
    for factor in counts.indices {
      for bin in counts[factor].indices { counts[factor][bin] *= Self.memoryRatio }
    }
  }

  /// Counts a frame that is all echo by its levels.
  mutating func add(_ frame: EchoAttempt.Frame, background: Float) {
    let share = max(frame.rest - background, 0) / max(frame.echo, .leastNormalMagnitude)
    let bin = min(max(Int(approximateDecibels(share)) - Self.leastDB, 0), Self.binCount - 1)
    for (index, factor) in Self.backgroundFactors.enumerated()
    where frame.echo >= factor * background { counts[index][bin] += 1 }
  }

  /// The share under which most frames lie; `nil` where too few are known.
  func share(quantile: Float) -> Float? {
    guard let known = counts.first(where: { $0.reduce(0, +) >= Self.leastFrames }) else {
      return nil
    }
    let wanted = known.reduce(0, +) * quantile
    var sum: Float = 0
    for (bin, count) in known.enumerated() {
      sum += count
      if sum >= wanted { return Float(meanSquare(ofDBFS: Float(bin + 1 + Self.leastDB))) }
    }
    return nil
  }
}
