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
    let (whole, made) = (target.span, echo.span)
    for start in stride(from: 0, through: target.count - Self.frameSamples, by: hop) {
      var sums = Frame()
      for index in start..<start + Self.frameSamples {
        let rest = whole[index] - made[index]
        sums.echo += made[index] * made[index]
        sums.rest += rest * rest
        sums.whole += whole[index] * whole[index]
      }
      frames.append(
        Frame(echo: sums.echo * scale, rest: sums.rest * scale, whole: sums.whole * scale))
    }
    echoes.append(echo)
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
    var blended = [Float](repeating: 0, count: echoes[0].count)
    for (frame, choice) in choices.enumerated() {
      for index in 0..<hop {
        let weight = (Float(index) + 0.5) / Float(hop)
        let place = frame * hop + index
        blended[place] += weight * echoes[choice][place]
        blended[place + hop] += (1 - weight) * echoes[choice][place + hop]
      }
    }
    return blended
  }
}
