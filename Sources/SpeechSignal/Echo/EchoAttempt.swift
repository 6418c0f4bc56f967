/// What one filter makes of the runs of a block.
struct EchoAttempt {
  /// Mean squares of one frame.
  struct Frame: Hashable, Sendable {
    /// Of the sound that the filter explains.
    var echo: Float = 0
    /// Of what is left without it.
    var rest: Float = 0
    /// Of the whole.
    var whole: Float = 0
  }

  /// Samples around the centre of a frame whose power is the frame's: two hops, so that neighbours lap
  /// over each other by half.
  static let frameSamples = 2 * AnalysisRate.hopSamples

  /// One value for each frame of the runs, in order.
  var frames: [Frame] = []
  /// The echo from each run's first sample on; shape `[runs][(frames − 1) × hopSamples + frameSamples]`.
  var echoes: [[Float]] = []

  /// First sample of a frame's power.
  static func firstSample(ofFrame frame: Int) -> Int {
    frame * AnalysisRate.hopSamples + (AnalysisRate.frameSamples - frameSamples) / 2
  }

  /// The samples that the frames of a run reach over.
  static func samples(of run: Range<Int>) -> Range<Int> {
    firstSample(ofFrame: run.lowerBound)..<firstSample(ofFrame: run.upperBound - 1) + frameSamples
  }

  /// Adds what a filter says of the next run.
  mutating func append(target: [Float], echo: [Float]) {
    let hop = AnalysisRate.hopSamples
    let scale = 1 / Float(Self.frameSamples)
    var before: Frame?
    for start in stride(from: 0, through: target.count - hop, by: hop) {
      let sums = Self.sums(ofHopAt: start, target.span, echo.span)
      if let before {
        frames.append(
          Frame(
            echo: (before.echo + sums.echo) * scale, rest: (before.rest + sums.rest) * scale,
            whole: (before.whole + sums.whole) * scale))
      }
      before = sums
    }
    echoes.append(echo)
  }

  /// Sums of squares of one hop; two of them are a frame.
  private static func sums(ofHopAt start: Int, _ target: Span<Float>, _ echo: Span<Float>) -> Frame
  {
    var (made, left) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var all = made
    for index in stride(from: start, to: start + AnalysisRate.hopSamples, by: 8) {
      let (whole, heard) = (target.eight(at: index), echo.eight(at: index))
      let rest = whole - heard
      made += heard * heard
      left += rest * rest
      all += whole * whole
    }
    return Frame(echo: made.total, rest: left.total, whole: all.total)
  }

  /// Of each frame the attempt that leaves least; frames of one attempt run into those of the next.
  ///
  /// - Returns: No frames and no echoes when there are no attempts.
  static func quietest(of attempts: [EchoAttempt]) -> EchoAttempt {
    guard var best = attempts.first else { return EchoAttempt() }
    var choices = [Int](repeating: 0, count: best.frames.count)
    for (number, attempt) in attempts.enumerated().dropFirst() {
      for (frame, powers) in attempt.frames.enumerated()
      where powers.rest < best.frames[frame].rest {
        best.frames[frame] = powers
        choices[frame] = number
      }
    }
    var first = 0
    best.echoes = best.echoes.indices.map { run in
      let echoes = attempts.map { $0.echoes[run] }
      let count = (echoes[0].count - frameSamples) / AnalysisRate.hopSamples + 1
      let blended = blend(echoes, choices[first..<first + count])
      first += count
      return blended
    }
    return best
  }

  /// Overlapping frames, each of the chosen echo, faded into each other; the first and the last fade
  /// from and to nothing.
  private static func blend(_ echoes: [[Float]], _ choices: ArraySlice<Int>) -> [Float] {
    let hop = AnalysisRate.hopSamples
    let rise = (0..<hop).map { (Float($0) + 0.5) / Float(hop) }
    var blended = [Float](repeating: 0, count: echoes[0].count)
    var target = blended.mutableSpan
    for (frame, choice) in choices.enumerated() {
      let chosen = echoes[choice]
      let echo = chosen.span
      for index in stride(from: 0, to: hop, by: 8) {
        let (weights, place) = (rise.span.eight(at: index), frame * hop + index)
        target.setEight(
          at: place, to: target.eight(at: place) + weights * echo.eight(at: place))
        target.setEight(
          at: place + hop,
          to: target.eight(at: place + hop) + (1 - weights) * echo.eight(at: place + hop))
      }
    }
    return blended
  }
}
