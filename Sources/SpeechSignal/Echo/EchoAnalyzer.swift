internal import CallTypes

/// Looks for every channel's sound in every other channel.
///
/// Works in blocks of frames, so that the result does not depend on how the samples arrive, and keeps
/// one and a half to three minutes of band levels per channel.
struct EchoAnalyzer {
  private let settings: EchoSettings
  private var louds: [LoudLevel]
  /// One for each ordered pair.
  private var pairs: [Pair]
  private var advancedBlocks = 0
  /// Echoes in the last frames of each channel that have their ratios.
  private var overlays: [EchoOverlay]

  private struct Pair {
    let target: Int
    let source: Int
    var finder: EchoFinder
    /// What listens to the source as recorded, and to what is left of it without its own echoes.
    var asRecorded: EchoCancellers
    var asCleaned: EchoCancellers

    /// Taken out before the finder works: a copy of the whole pair would hold its arrays, and each
    /// block would copy what all blocks before it found.
    var channels: (target: Int, source: Int) { (target, source) }
  }

  init(channelCount: Int, settings: EchoSettings) {
    self.settings = settings
    louds = [LoudLevel](repeating: LoudLevel(), count: channelCount)
    overlays = [EchoOverlay](repeating: EchoOverlay(), count: channelCount)
    let blocks = OverlapSave(tapCount: LeastSquaresFilter.tapCount)
    pairs = (0..<channelCount).flatMap { target in
      (0..<channelCount).filter { $0 != target }.map {
        Pair(
          target: target, source: $0, finder: EchoFinder(settings),
          asRecorded: EchoCancellers(blocks), asCleaned: EchoCancellers(blocks))
      }
    }
  }

  /// Frames of every channel whose echoes are known, and no longer change what is heard in them.
  var finalFrames: Int {
    max(0, (pairs.map(\.finder.finishedFrames).min() ?? 0) - CleanedStretch.windowFrames)
  }
  /// First frame that is still needed of every channel.
  var neededFrame: Int { pairs.map(\.finder.neededFrame).min() ?? 0 }

  /// Works on every block that all channels have whole.
  ///
  /// - Parameters:
  ///   - histories: Levels of each channel, from `neededFrame` on.
  ///   - cleaned: Told frames to be heard without their echoes, and their channel.
  mutating func advance(
    _ histories: [BandLevelHistory], cleaned: (CleanedStretch, Int) -> Void
  ) {
    let known = histories.map(\.endFrame).min() ?? 0
    while (advancedBlocks + 1) * EchoFinder.blockFrames <= known {
      advanceBlock(histories, cleaned)
    }
  }

  /// Ends the recording.
  ///
  /// - Returns: Share of each frame's power that is another channel's, in steps of 1/255, and the
  ///   paths, each by channel.
  mutating func finish(
    _ histories: [BandLevelHistory], cleaned: (CleanedStretch, Int) -> Void
  ) -> [ChannelEcho] {
    advance(histories, cleaned: cleaned)
    let known = histories.map(\.endFrame).min() ?? 0
    if advancedBlocks * EchoFinder.blockFrames < known { advanceBlock(histories, cleaned) }
    for index in pairs.indices {
      let (target, source) = pairs[index].channels
      pairs[index].finder.decideAll(
        target: histories[target], source: histories[source],
        sourceLowByte: lowByte(of: source))
    }
    while !pairs.allSatisfy(\.finder.isFinished) { finishBlock(histories, cleaned) }
    return histories.indices.map { channel in
      merged(pairs.filter { $0.target == channel }, frameCount: histories[channel].endFrame)
    }
  }

  private mutating func advanceBlock(
    _ histories: [BandLevelHistory], _ cleaned: (CleanedStretch, Int) -> Void
  ) {
    let start = advancedBlocks * EchoFinder.blockFrames
    for channel in histories.indices {
      let end = min(start + EchoFinder.blockFrames, histories[channel].endFrame)
      for frame in start..<max(start, end) {
        louds[channel].add(byte: histories[channel].levelByte(ofFrame: frame))
      }
    }
    for index in pairs.indices {
      let (target, source) = pairs[index].channels
      let wayBack = pairs.first { $0.channels == (source, target) }
      pairs[index].finder.advance(
        target: histories[target], source: histories[source],
        sourceLowByte: lowByte(of: source), wayBack: wayBack?.finder.latestPath)
    }
    advancedBlocks += 1
    while pairs.allSatisfy(\.finder.knowsPathsOfNextBlock) { finishBlock(histories, cleaned) }
  }

  /// Gives the frames of the next block of all channels their ratios.
  ///
  /// What is heard of a source in another channel is the source without its own echoes where the line
  /// adds them behind the recorder, and with them where it adds them before. Taken with them in the
  /// first case, the filter would bring back a party's own words, weaker and later, as if they were
  /// spoken again. So both are tried; the cleaned source is known the better the cleaner the others
  /// are, in a few rounds.
  private mutating func finishBlock(
    _ histories: [BandLevelHistory], _ cleaned: (CleanedStretch, Int) -> Void
  ) {
    var blocks = pairs.map {
      $0.finder.nextBlock(target: histories[$0.target], source: histories[$0.source])
    }
    let firstFrame = blocks.map(\.frames.lowerBound).min() ?? 0
    for channel in overlays.indices {
      overlays[channel].discard(before: firstFrame - EchoFinder.reachFrames)
    }
    var attempts = pairs.indices.map { index in
      let (target, source) = pairs[index].channels
      return pairs[index].asRecorded.listen(
        to: blocks[index], target: histories[target],
        source: EchoReference(history: histories[source]))
    }
    let hasCleanedSource = pairs.indices.contains {
      !blocks[$0].runs.isEmpty && isCleaned(pairs[$0].source, blocks)
    }
    if hasCleanedSource { listenToCleaned(histories, blocks, &attempts) }
    let best = attempts.map(EchoAttempt.quietest)
    overlays = overlays(of: best, blocks)
    var mended = [[Range<Int>]](repeating: [], count: histories.count)
    for index in pairs.indices {
      let target = pairs[index].target
      if !blocks[index].runs.isEmpty,
        pairs[index].finder.mend(
          &blocks[index], by: best[index], target: histories[target])
      {
        mended[target] += blocks[index].runs
      }
      pairs[index].finder.finish(blocks[index])
    }
    for (channel, runs) in mended.enumerated() {
      for stretch in stretches(of: runs, histories[channel], overlays[channel]) {
        cleaned(stretch, channel)
      }
    }
  }

  /// Frames whose windows hold samples of echoes, joined, with their samples without them.
  private func stretches(
    of runs: [Range<Int>], _ history: BandLevelHistory, _ overlay: EchoOverlay
  ) -> [CleanedStretch] {
    var joined: [Range<Int>] = []
    for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let reached =
        max(
          history.firstFrame, run.lowerBound - CleanedStretch.windowFrames)..<min(
          history.endFrame, run.upperBound + CleanedStretch.windowFrames)
      if let last = joined.last, reached.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<max(last.upperBound, reached.upperBound)
      } else {
        joined.append(reached)
      }
    }
    return joined.map { frames in
      let first = max(history.firstFrame, frames.lowerBound - CleanedStretch.contextFrames)
      let end = min(history.endFrame, frames.upperBound + CleanedStretch.contextFrames)
      let range = first * AnalysisRate.hopSamples..<end * AnalysisRate.hopSamples
      var samples = history.samples(range)
      overlay.subtract(from: &samples, firstSample: range.lowerBound)
      return CleanedStretch(frames: frames, firstFrame: first, samples: samples)
    }
  }

  private func isCleaned(_ channel: Int, _ blocks: [EchoBlock]) -> Bool {
    !overlays[channel].isEmpty
      || pairs.indices.contains { pairs[$0].target == channel && !blocks[$0].runs.isEmpty }
  }

  /// Listens to the sources without their echoes: those found by the sources as recorded, then those of
  /// the filters of the blocks before, then, once the filters have learnt from these, what they make of it.
  private mutating func listenToCleaned(
    _ histories: [BandLevelHistory], _ blocks: [EchoBlock], _ attempts: inout [[EchoAttempt]]
  ) {
    var best = attempts.map(EchoAttempt.quietest)
    for round in CleanedRound.allCases {
      let cleaned = overlays(of: best, blocks)
      for index in pairs.indices {
        let (target, source) = pairs[index].channels
        let reference = EchoReference(history: histories[source], overlay: cleaned[source])
        let found =
          switch round {
          case .learning:
            pairs[index].asCleaned.listen(
              to: blocks[index], target: histories[target], source: reference)
          case .before, .after:
            pairs[index].asCleaned.attempts(
              at: blocks[index], target: histories[target], source: reference)
          }
        // No filters yet: what is known stays.
        if !found.isEmpty { best[index] = EchoAttempt.quietest(of: found) }
        if round == .after { attempts[index] += found }
      }
    }
  }

  private enum CleanedRound: CaseIterable { case before, learning, after }

  /// The overlays so far, with what attempts say of a block.
  private func overlays(of best: [EchoAttempt], _ blocks: [EchoBlock]) -> [EchoOverlay] {
    var sum = overlays
    for index in pairs.indices {
      sum[pairs[index].target].add(best[index].echoes, at: blocks[index].runs)
    }
    return sum
  }

  /// Level, as a byte, from which on a channel is followed as a source.
  private func lowByte(of channel: Int) -> Int {
    let lowDBFS = louds[channel].levelDBFS - Float(settings.sourceRangeDB)
    return max(1, Int(DetectorInput.byte(ofLevelDBFS: lowDBFS)))
  }

  /// What all sources together explain of one channel: the greatest of their shares.
  private func merged(_ pairs: [Pair], frameCount: Int) -> ChannelEcho {
    // With one source its shares are the channel's: ten hours of them need no copy.
    var echo = ChannelEcho(ratioSteps: pairs.first?.finder.ratioSteps ?? [])
    echo.ratioSteps.append(
      contentsOf: repeatElement(0, count: max(0, frameCount - echo.ratioSteps.count)))
    for pair in pairs.dropFirst() {
      for (frame, step) in pair.finder.ratioSteps.enumerated() where frame < frameCount {
        echo.ratioSteps[frame] = max(echo.ratioSteps[frame], step)
      }
    }
    echo.stretches = pairs.flatMap(stretches)
    echo.stretches.sort { $0.span.startSeconds < $1.span.startSeconds }
    return echo
  }

  /// Neighbouring blocks of one path, as stretches of time.
  private func stretches(of pair: Pair) -> [EchoStretch] {
    let hopSeconds = Double(AnalysisRate.hopSamples) / Double(AnalysisRate.sampleRateHz)
    let blockSeconds = Double(EchoFinder.blockFrames) * hopSeconds
    var found: [EchoStretch] = []
    for (block, path) in pair.finder.paths.enumerated() {
      guard let path else { continue }
      let (start, lag) = (Double(block) * blockSeconds, Double(path.lagFrames) * hopSeconds)
      let span = TimeSpan(start, start + blockSeconds)
      if let last = found.last, last.span.endSeconds == start, last.lagSeconds == lag {
        found[found.count - 1].span.endSeconds = span.endSeconds
      } else {
        found.append(
          EchoStretch(
            span: span, lagSeconds: lag, lossDB: Double(path.lossDB), sourceIndex: pair.source))
      }
    }
    return found
  }
}

/// What one channel has of the others.
struct ChannelEcho {
  /// Shape `[frames]`.
  var ratioSteps: [UInt8] = []
  /// By start.
  var stretches: [EchoStretch] = []

  /// Makes frames all echo.
  mutating func tellAll(of runs: [Range<Int>]) {
    for run in runs {
      for frame in run where frame < ratioSteps.count { ratioSteps[frame] = UnitTrack.step(for: 1) }
    }
  }
}
