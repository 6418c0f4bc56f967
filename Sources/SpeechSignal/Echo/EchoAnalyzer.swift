internal import CallTypes

/// Looks for every channel's sound in every other channel.
///
/// Works in blocks of frames, so that the result does not depend on how the samples arrive, and keeps
/// about a minute and a half of band levels per channel.
struct EchoAnalyzer {
  private let settings: EchoSettings
  private var louds: [LoudLevel]
  /// One for each ordered pair.
  private var pairs: [Pair]
  private var advancedBlocks = 0

  private struct Pair {
    let target: Int
    let source: Int
    var finder: EchoFinder

    /// Taken out before the finder works: a copy of the whole pair would hold its arrays, and each
    /// block would copy what all blocks before it found.
    var channels: (target: Int, source: Int) { (target, source) }
  }

  init(channelCount: Int, settings: EchoSettings) {
    self.settings = settings
    louds = [LoudLevel](repeating: LoudLevel(), count: channelCount)
    pairs = (0..<channelCount).flatMap { target in
      (0..<channelCount).filter { $0 != target }.map {
        Pair(target: target, source: $0, finder: EchoFinder(settings))
      }
    }
  }

  /// First frame that is still needed of every channel.
  var neededFrame: Int { pairs.map(\.finder.neededFrame).min() ?? 0 }

  /// Works on every block that all channels have whole.
  ///
  /// - Parameter histories: Levels of each channel, from `neededFrame` on.
  mutating func advance(_ histories: [BandLevelHistory]) {
    let known = histories.map(\.endFrame).min() ?? 0
    while (advancedBlocks + 1) * EchoFinder.blockFrames <= known { advanceBlock(histories) }
  }

  /// Ends the recording.
  ///
  /// - Returns: Share of each frame's power that is another channel's, in steps of 1/255, and the
  ///   paths, each by channel.
  mutating func finish(_ histories: [BandLevelHistory]) -> [ChannelEcho] {
    advance(histories)
    let known = histories.map(\.endFrame).min() ?? 0
    if advancedBlocks * EchoFinder.blockFrames < known { advanceBlock(histories) }
    for index in pairs.indices {
      let (target, source) = pairs[index].channels
      pairs[index].finder.finish(
        target: histories[target], source: histories[source],
        sourceLowByte: lowByte(of: source))
    }
    return histories.indices.map { channel in
      merged(pairs.filter { $0.target == channel }, frameCount: histories[channel].endFrame)
    }
  }

  private mutating func advanceBlock(_ histories: [BandLevelHistory]) {
    let start = advancedBlocks * EchoFinder.blockFrames
    for channel in histories.indices {
      let end = min(start + EchoFinder.blockFrames, histories[channel].endFrame)
      for frame in start..<max(start, end) {
        louds[channel].add(byte: histories[channel].levelByte(ofFrame: frame))
      }
    }
    for index in pairs.indices {
      let (target, source) = pairs[index].channels
      pairs[index].finder.advance(
        target: histories[target], source: histories[source],
        sourceLowByte: lowByte(of: source))
    }
    advancedBlocks += 1
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
}
