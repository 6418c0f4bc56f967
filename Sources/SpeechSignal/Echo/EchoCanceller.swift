/// Takes a source's sound out of another channel, sample by sample, where a path between them is known.
///
/// The echo is the source through a filter of 32 ms around the path's lag. The filter is that of least
/// squares over the frames that hold nothing but the echo (Haykin 2002, Adaptive Filter Theory, chapter
/// 9, covariance method), older blocks counting for less. What it does not explain is the party's own
/// sound, the background, and what codecs have bent.
struct EchoCanceller {
  /// Samples before the lag at which the filter begins: a hop, as lags are known to a frame, and 1.5 ms
  /// for what band filters put before the peak of an echo (own choice).
  private static let leadSamples = 12 + AnalysisRate.hopSamples
  /// Share of a frame that the filter may leave for the frame to be echo alone: 10 dB taken, half of what
  /// it takes off a plain echo (own choice).
  private static let silencedRatio: Float = 0.1
  /// Samples around the centre of a frame whose power is the frame's: two hops, so that neighbours lap
  /// over each other by half.
  private static let frameSamples = 2 * AnalysisRate.hopSamples

  /// Mean squares of one frame.
  struct Frame: Hashable, Sendable {
    /// Of the sound that the filter explains.
    var echo: Float = 0
    /// Of what is left without it.
    var rest: Float = 0
    /// Of the whole.
    var whole: Float = 0
  }

  let lagFrames: Int
  /// The filter of the frames that are echo by their levels.
  private var bySure = LeastSquaresFilter()
  /// The filter of the frames that a filter has nearly silenced.
  private var bySilenced = LeastSquaresFilter()

  init(lagFrames: Int) { self.lagFrames = lagFrames }

  /// Learns from the frames in which nothing but the echo is heard, and takes the echo out of all.
  ///
  /// The party's own voice is noise to the filter, often stronger than the echo. A first filter is that
  /// of the frames that are sure by their levels; what it nearly silences, or the second filter so far,
  /// is echo alone, and makes the second.
  ///
  /// - Parameters:
  ///   - runs: Frames that both histories hold, in which an echo may be heard; ascending.
  ///   - sure: Those that are echo by their levels.
  /// - Returns: One value for each frame of the runs, in order.
  mutating func listen(
    to runs: [Range<Int>], sure: [Range<Int>], target: BandLevelHistory, source: BandLevelHistory
  ) -> [Frame] {
    let pieces = runs.map { piece(of: $0, target: target, source: source) }
    bySure.learn(from: sure.map { piece(of: $0, target: target, source: source) })
    let first = zip(cancel(pieces, with: bySure), cancel(pieces, with: bySilenced)).map(
      Self.quieter)
    let silenced = silencedRuns(of: first, in: runs)
    bySilenced.learn(from: silenced.map { piece(of: $0, target: target, source: source) })
    return zip(first, cancel(pieces, with: bySilenced)).map(Self.quieter)
  }

  private static func quieter(_ one: Frame, _ other: Frame) -> Frame {
    one.rest <= other.rest ? one : other
  }

  /// A value for each frame of the pieces, in order.
  private func cancel(_ pieces: [EchoPiece], with filter: LeastSquaresFilter) -> [Frame] {
    pieces.flatMap { piece in
      Self.frames(of: piece.target, echo: filter.filtered(piece.source))
    }
  }

  private func silencedRuns(of frames: [Frame], in runs: [Range<Int>]) -> [Range<Int>] {
    var silenced: [Range<Int>] = []
    for (number, frame) in zip(runs.lazy.flatMap { $0 }, frames)
    where frame.rest < frame.whole * Self.silencedRatio { silenced.append(frame: number) }
    return silenced
  }

  private func piece(
    of run: Range<Int>, target: BandLevelHistory, source: BandLevelHistory
  ) -> EchoPiece {
    let hop = AnalysisRate.hopSamples
    let first = run.lowerBound * hop + (AnalysisRate.frameSamples - Self.frameSamples) / 2
    let range = first..<first + (run.count - 1) * hop + Self.frameSamples
    let delay = lagFrames * hop - Self.leadSamples
    let before = LeastSquaresFilter.tapCount - 1
    return EchoPiece(
      target: target.samples(range),
      source: source.samples(range.lowerBound - delay - before..<range.upperBound - delay))
  }

  private static func frames(of target: [Float], echo: [Float]) -> [Frame] {
    let hop = AnalysisRate.hopSamples
    return stride(from: 0, through: target.count - frameSamples, by: hop).map { start in
      var (said, left, whole): (Float, Float, Float) = (0, 0, 0)
      for index in start..<start + frameSamples {
        let rest = target[index] - echo[index]
        said += echo[index] * echo[index]
        left += rest * rest
        whole += target[index] * target[index]
      }
      let scale = 1 / Float(frameSamples)
      return Frame(echo: said * scale, rest: left * scale, whole: whole * scale)
    }
  }
}

/// Samples of a channel in a run of frames, and the source's that a filter sees there.
struct EchoPiece {
  /// Shape `[count]`.
  var target: [Float]
  /// Shape `[LeastSquaresFilter.tapCount − 1 + count]`: the first are what the filter still holds.
  var source: [Float]
}
