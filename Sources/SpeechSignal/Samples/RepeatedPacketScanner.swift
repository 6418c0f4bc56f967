internal import CallTypes

/// Finds packets that repeat the one before them sample for sample, as simple loss concealment does
/// (ITU-T G.711 Appendix I, clause I.1).
///
/// A repetition is sought at the packet lengths in use. One that goes on for longer than any
/// concealment does is a periodic signal, such as a generated tone, and is left alone.
struct RepeatedPacketScanner {
  /// Packet lengths in use (RFC 3551, table 1, and practice), in seconds, ascending.
  private static let packetSeconds = [0.02, 0.03, 0.04, 0.06]
  /// Levels at which equal samples mean nothing: idle codes.
  private static let leastPeak: Float = 0.01

  private struct Run {
    var startSample: Int
    var endSample: Int
  }

  private let sampleRateHz: Double
  private let maximumSeconds: Double
  private let lags: [Int]
  private var runs: [Run?]
  private var spans: [TimeSpan] = []

  init(sampleRateHz: Double, settings: SampleFaultSettings) {
    self.sampleRateHz = sampleRateHz
    maximumSeconds = settings.repeatedPacketMaximumSeconds
    lags = Self.packetSeconds.map { Int(($0 * sampleRateHz).rounded()) }
    runs = lags.map { _ in nil }
  }

  mutating func scan(_ cell: SampleCell, of samples: [Float], _ statistics: CellStatistics) {
    let isAudible = statistics.peak >= Self.leastPeak && !statistics.isConstant
    for (index, lag) in lags.enumerated() {
      let range = cell.range
      let repeats =
        isAudible && range.lowerBound >= lag && Self.repeats(samples.span, range, lag: lag)
      if repeats {
        if runs[index] != nil {
          runs[index]?.endSample = cell.firstSample + range.count
        } else {
          let before = samples[lag..<range.lowerBound].indices.reversed()
            .prefix { samples[$0] == samples[$0 - lag] }.count
          runs[index] = Run(
            startSample: cell.firstSample - before, endSample: cell.firstSample + range.count)
        }
      } else if let run = runs[index] {
        let after =
          range.lowerBound < lag ? 0 : range.prefix { samples[$0] == samples[$0 - lag] }.count
        end(run, lag: lag, extraSamples: after)
        runs[index] = nil
      }
    }
  }

  /// Everything found, in time order, without overlap.
  mutating func finish() -> [TimeSpan] {
    for (index, lag) in lags.enumerated() {
      if let run = runs[index] { end(run, lag: lag, extraSamples: 0) }
      runs[index] = nil
    }
    return spans.union()
  }

  private static func repeats(_ samples: Span<Float>, _ range: Range<Int>, lag: Int) -> Bool {
    for index in range where samples[index] != samples[index - lag] { return false }
    return !range.isEmpty
  }

  private mutating func end(_ run: Run, lag: Int, extraSamples: Int) {
    let span = TimeSpan(
      Double(run.startSample) / sampleRateHz,
      Double(run.endSample + extraSamples) / sampleRateHz)
    // Half a millisecond of slack: a packet's first samples may equal by chance or differ by fading.
    let leastSeconds = Double(lag) / sampleRateHz - 0.0005
    guard span.durationSeconds >= leastSeconds, span.durationSeconds <= maximumSeconds else {
      return
    }
    spans.append(span)
  }
}
