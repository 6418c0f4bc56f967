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

  let lagFrames: Int
  /// The filter of the frames that are echo by their levels.
  private var bySure: LeastSquaresFilter
  /// The filter of the frames that a filter has nearly silenced.
  private var bySilenced: LeastSquaresFilter

  /// Before anything is learnt.
  ///
  /// - Parameter blocks: What filters blocks of `LeastSquaresFilter.tapCount` taps.
  init(lagFrames: Int, _ blocks: OverlapSave) {
    self.lagFrames = lagFrames
    bySure = LeastSquaresFilter(blocks)
    bySilenced = LeastSquaresFilter(blocks)
  }

  /// Learns from the frames in which nothing but the echo is heard, and takes the echo out of all.
  ///
  /// The party's own voice is noise to the filter, often stronger than the echo. A first filter is that
  /// of the frames that are sure by their levels; what it nearly silences, or the second filter so far,
  /// is echo alone, and makes the second.
  ///
  /// - Parameters:
  ///   - runs: Frames that both channels hold, in which an echo may be heard; ascending.
  ///   - sure: Those that are echo by their levels.
  /// - Returns: What each filter makes of the runs.
  mutating func listen(
    to runs: [Range<Int>], sure: [Range<Int>], target: BandLevelHistory, source: EchoReference
  ) -> [EchoAttempt] {
    let pieces = runs.map { piece(of: $0, target: target, source: source) }
    bySure.learn(from: sure.map { piece(of: $0, target: target, source: source) })
    let (first, before) = (cancel(pieces, with: bySure), cancel(pieces, with: bySilenced))
    let silenced = silencedRuns(of: first, or: before, in: runs)
    bySilenced.learn(from: silenced.map { piece(of: $0, target: target, source: source) })
    return [first, before, cancel(pieces, with: bySilenced)]
  }

  /// Takes the echo out of frames with the filters as they are.
  func attempts(
    at runs: [Range<Int>], target: BandLevelHistory, source: EchoReference
  ) -> [EchoAttempt] {
    let pieces = runs.map { piece(of: $0, target: target, source: source) }
    return [cancel(pieces, with: bySure), cancel(pieces, with: bySilenced)]
  }

  private func cancel(_ pieces: [EchoPiece], with filter: LeastSquaresFilter) -> EchoAttempt {
    var attempt = EchoAttempt()
    for piece in pieces {
      attempt.append(target: piece.target, echo: filter.filtered(piece.source))
    }
    return attempt
  }

  private func silencedRuns(
    of one: EchoAttempt, or other: EchoAttempt, in runs: [Range<Int>]
  ) -> [Range<Int>] {
    var silenced: [Range<Int>] = []
    for (number, (first, second)) in zip(
      runs.lazy.flatMap({ $0 }), zip(one.frames, other.frames))
    where min(first.rest, second.rest) < first.whole * Self.silencedRatio {
      silenced.append(frame: number)
    }
    return silenced
  }

  private func piece(
    of run: Range<Int>, target: BandLevelHistory, source: EchoReference
  ) -> EchoPiece {
    let range = EchoAttempt.samples(of: run)
    let delay = lagFrames * AnalysisRate.hopSamples - Self.leadSamples
    let before = LeastSquaresFilter.tapCount - 1
    return EchoPiece(
      target: target.samples(range),
      source: source.samples(range.lowerBound - delay - before..<range.upperBound - delay))
  }
}

/// Samples of a channel in a run of frames, and the source's that a filter sees there.
struct EchoPiece {
  /// Shape `[count]`.
  var target: [Float]
  /// Shape `[LeastSquaresFilter.tapCount − 1 + count]`: the first are what the filter still holds.
  var source: [Float]
}
