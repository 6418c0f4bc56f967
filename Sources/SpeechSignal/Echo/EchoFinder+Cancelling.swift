internal import CallTypes

/// A block that gets its ratios: what is known of it before its samples are asked.
struct EchoBlock {
  let frames: Range<Int>
  /// Of the paths that hold.
  var lagsFrames: [Int] = []
  /// Share of echo in each frame by its levels.
  var ratios: [Float] = []
  /// Whether an echo is to be expected over the background.
  var audible: [Bool] = []
  /// Frames that may hold an echo, bridged over short breaks.
  var runs: [Range<Int>] = []
  /// Frames that are all echo by their levels.
  var sure: [Range<Int>] = []
}

/// The cancellers of one way between two channels, one for each lag that held in the last block.
struct EchoCancellers {
  private var cancellers: [EchoCanceller] = []
  private let blocks: OverlapSave

  /// - Parameter blocks: What filters blocks of `LeastSquaresFilter.tapCount` taps.
  init(_ blocks: OverlapSave) { self.blocks = blocks }

  /// Keeps those of some lags, and begins the ones that are missing.
  mutating func keep(lagsFrames: [Int]) {
    cancellers = lagsFrames.map { lag in
      cancellers.first { $0.lagFrames == lag } ?? EchoCanceller(lagFrames: lag, blocks)
    }
  }

  mutating func listen(
    to block: EchoBlock, target: BandLevelHistory, source: EchoReference
  ) -> [EchoAttempt] {
    keep(lagsFrames: block.lagsFrames)
    var attempts: [EchoAttempt] = []
    for index in cancellers.indices {
      attempts += cancellers[index].listen(
        to: block.runs, sure: block.sure, target: target, source: source)
    }
    return attempts
  }

  func attempts(
    at block: EchoBlock, target: BandLevelHistory, source: EchoReference
  ) -> [EchoAttempt] {
    cancellers.filter { block.lagsFrames.contains($0.lagFrames) }
      .flatMap { $0.attempts(at: block.runs, target: target, source: source) }
  }
}

extension EchoFinder {
  // Own choices: none was tuned; `echoes.ownMarginDB` and the group `echo` were, behind them.

  /// Share of echo by the levels from which on the samples are asked.
  private static let leastDoubtfulRatio: Float = 0.25
  /// Share of echo by the levels that makes a frame all echo.
  private static let sureRatio: Float = 0.9
  /// Share of the frames that are all echo of which the filter leaves no more than is taken for its rest:
  /// tuned on tools/corpus, dev split, by `tools/corpus echoes`: at 0.5 more of echoes is left.
  private static let leakageQuantile: Float = 0.8
  /// Breaks up to this long between doubtful frames are looked at with them: pauses between words.
  private static let bridgedFrames = 30
  /// Share of an echo's power that the filter may leave: 6 dB under it, as low-rate codecs do.
  private static let greatestLeakage: Float = 0.25

  /// Finds the frames of a block that the levels leave in doubt.
  static func mark(_ block: inout EchoBlock) {
    let doubtful = zip(block.ratios, block.audible).map {
      $1 ? max($0, leastDoubtfulRatio) : $0
    }
    block.runs = runs(
      of: doubtful, atLeast: leastDoubtfulRatio, firstFrame: block.frames.lowerBound,
      bridging: bridgedFrames)
    block.sure = runs(
      of: block.ratios, atLeast: sureRatio, firstFrame: block.frames.lowerBound, bridging: 0)
  }

  /// Mends the ratios of a block by what its samples say.
  ///
  /// The ratio becomes the share that may be the rest of the echo in what is left without it. What is
  /// background of that, the detector says, which hears the frames anew.
  ///
  /// - Returns: Whether the samples tell more than the levels.
  mutating func mend(_ block: inout EchoBlock, by best: EchoAttempt, target: BandLevelHistory)
    -> Bool
  {
    let start = block.frames.lowerBound
    let places = block.runs.flatMap { $0.map { $0 - start } }
    let known = places.map { [ratios = block.ratios] in ratios[$0] }
    func background(_ place: Int) -> Float {
      PowerTable.power[Int(target.floorByte(ofFrame: start + place))]
    }
    leakage.age(lagsFrames: block.lagsFrames)
    for ((place, powers), ratio) in zip(zip(places, best.frames), known)
    where ratio >= Self.sureRatio { leakage.add(powers, background: background(place)) }
    let found = leakage.share(quantile: Self.leakageQuantile)
    guard let found, found <= Self.greatestLeakage else { return false }
    for (place, powers) in zip(places, best.frames) {
      let notOwn = found * powers.echo * ownMargin
      block.ratios[place] = min(1, notOwn / max(powers.rest, .leastNormalMagnitude))
    }
    return true
  }

  /// Runs of frames whose ratio reaches a limit, bridged over short breaks.
  private static func runs(
    of ratios: [Float], atLeast least: Float, firstFrame: Int, bridging bridgedFrames: Int
  ) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, ratio) in ratios.enumerated() where ratio >= least {
      runs.append(frame: firstFrame + index, bridging: bridgedFrames)
    }
    return runs
  }

}
