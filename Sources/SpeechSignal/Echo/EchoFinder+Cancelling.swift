internal import CallTypes

extension EchoFinder {
  // Own choices: none was tuned; `echoes.ownMarginDB` and the group `echo` were, behind them.

  /// Share of echo by the levels from which on the samples are asked.
  private static let leastDoubtfulRatio: Float = 0.25
  /// Share of echo by the levels that makes a frame all echo.
  private static let sureRatio: Float = 0.9
  /// Frames that are all echo, without which nothing is known of what the filter leaves.
  private static let leastSureFrames = 10
  /// Breaks up to this long between doubtful frames are looked at with them: pauses between words.
  private static let bridgedFrames = 30
  /// Share of an echo's power that the filter may leave: 6 dB under it, as low-rate codecs do.
  private static let greatestLeakage: Float = 0.25

  /// Looks by the samples at the frames that the levels leave in doubt, and mends their ratios.
  ///
  /// The ratio becomes the share that could be echo or background of what is left without the echo: 1
  /// where nothing else is to be heard.
  mutating func listenUnderEchoes(
    _ frames: Range<Int>, _ held: [EchoPath], _ target: BandLevelHistory,
    _ source: BandLevelHistory, _ ratios: inout [Float]
  ) {
    cancellers = Set(held.map(\.lagFrames)).sorted().map { lagFrames in
      cancellers.first { $0.lagFrames == lagFrames } ?? EchoCanceller(lagFrames: lagFrames)
    }
    let runs = Self.runs(
      of: ratios, atLeast: Self.leastDoubtfulRatio, firstFrame: frames.lowerBound,
      bridging: Self.bridgedFrames)
    guard !runs.isEmpty else { return }
    let sure = Self.runs(
      of: ratios, atLeast: Self.sureRatio, firstFrame: frames.lowerBound, bridging: 0)
    var best: [EchoCanceller.Frame] = []
    for index in cancellers.indices {
      let found = cancellers[index].listen(to: runs, sure: sure, target: target, source: source)
      best = best.isEmpty ? found : zip(best, found).map { $0.rest <= $1.rest ? $0 : $1 }
    }
    let places = runs.flatMap { $0.map { $0 - frames.lowerBound } }
    guard let leakage = leakage(of: best, ratios: places.map { ratios[$0] }) else { return }
    for (place, powers) in zip(places, best) {
      let background = PowerTable.power[
        Int(target.floorByte(ofFrame: frames.lowerBound + place))]
      let notOwn = (leakage * powers.echo + background) * ownMargin
      ratios[place] = min(1, notOwn / max(powers.rest, .leastNormalMagnitude))
    }
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

  /// What stays of an echo after the filter, as a share of its power: the median over the frames that
  /// are all echo by their levels; `nil` where that is so much that the samples tell no more.
  private func leakage(of frames: [EchoCanceller.Frame], ratios: [Float]) -> Float? {
    let shares = zip(frames, ratios).compactMap { frame, ratio -> Float? in
      ratio >= Self.sureRatio && frame.echo > 0 ? frame.rest / frame.echo : nil
    }.sorted()
    guard shares.count >= Self.leastSureFrames else { return nil }
    let middle = shares[shares.count / 2]
    return middle <= Self.greatestLeakage ? middle : nil
  }
}
