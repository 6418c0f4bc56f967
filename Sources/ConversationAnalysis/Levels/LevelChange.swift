import CallTypes

/// Where the level of speech changes.
enum LevelChange {
  /// Speech that is taken as one value: a syllable; the resolution of a change, in seconds.
  static let blockSeconds = 0.2
  /// Values needed on either side of a change.
  static let minimumBlockCount = 2
  /// Values over which loud speech is held: the last words of a phrase fade, its first ones swell.
  static let heldBlockCount = 3

  /// Direction of a change.
  enum Direction {
    case fall, rise

    /// How near to the quiet level, as a share of the change, what was held over must lie to be
    /// quiet: halfway, but nearer at a fall, as words fade more than they swell (tools/corpus, dev).
    fileprivate var nearQuietRatio: Double { self == .fall ? 0.25 : 0.5 }
  }

  /// A piece of speech without a pause in it.
  private struct Block {
    var frames: Range<Int>
    var levelDBFS: Double
  }

  /// The frame at which the level of speech changes most, among the given ones; `nil` when it does
  /// not change that way.
  ///
  /// One shift of the mean of a Gaussian sequence, its place by maximum likelihood: the split with
  /// the largest k(n−k)/n·(difference of means)² (Hinkley 1970, Biometrika 57:1). The sequence are
  /// levels of blocks of speech, in dB; pauses do not count. Loud speech is held
  /// over the next few blocks, so that a phrase that fades before a pause does not end early; those
  /// of them that are as quiet as what follows belong to it after all.
  static func frame(
    _ direction: Direction, of speech: ChannelSpeech, among frames: Range<Int>
  ) -> Int? {
    // A rise is a fall seen from behind.
    let forward = blocks(of: speech, among: frames)
    let blocks = direction == .fall ? forward : forward.reversed()
    let levels = blocks.map(\.levelDBFS)
    guard let split = fall(in: held(levels)) else { return nil }
    let place =
      split
      - quietCount(
        in: levels, before: split, nearRatio: direction.nearQuietRatio)
    return direction == .fall
      ? blocks[place].frames.lowerBound : blocks[place].frames.upperBound
  }

  /// How many of the values that were held up just before a fall are quiet themselves.
  private static func quietCount(
    in levels: [Double], before split: Int, nearRatio: Double
  ) -> Int {
    let loudCount = max(1, split - heldBlockCount)
    let loudDBFS = levels[..<loudCount].reduce(0, +) / Double(loudCount)
    let quiet = levels[split...]
    let quietDBFS = quiet.reduce(0, +) / Double(quiet.count)
    let limitDBFS = quietDBFS + nearRatio * max(0, loudDBFS - quietDBFS)
    return levels[loudCount..<split].reversed().prefix { $0 <= limitDBFS }.count
  }

  /// Each value as the largest of itself and those shortly before.
  private static func held(_ levels: [Double]) -> [Double] {
    levels.indices.map { index in
      levels[max(0, index - heldBlockCount)...index].max() ?? levels[index]
    }
  }

  /// First index after the most likely fall; `nil` without one.
  private static func fall(in levels: [Double]) -> Int? {
    let total = levels.reduce(0, +)
    var (before, best, found) = (0.0, 0.0, Int?.none)
    for (index, level) in levels.enumerated() {
      if index >= minimumBlockCount, index <= levels.count - minimumBlockCount {
        let (left, right) = (Double(index), Double(levels.count - index))
        let fallDB = before / left - (total - before) / right
        let gain = left * right / (left + right) * fallDB * fallDB
        if fallDB > 0, gain > best { (best, found) = (gain, index) }
      }
      before += level
    }
    return found
  }

  /// Power mean of each block; a block does not reach over a pause.
  private static func blocks(of speech: ChannelSpeech, among frames: Range<Int>) -> [Block] {
    let length = max(1, speech.grid.frameCount(ofSeconds: blockSeconds))
    var found: [Block] = []
    let (levels, powers) = (speech.tracks.levelDBFS.values, Decibels.levelPowers)
    for run in speech.runs(in: frames) {
      for start in stride(from: run.lowerBound, to: run.upperBound, by: length) {
        let block = start..<min(start + length, run.upperBound)
        let power = block.reduce(0) { $0 + powers.power(ofDBFS: levels[$1]) }
        found.append(
          Block(frames: block, levelDBFS: Decibels.level(ofPower: power / Double(block.count))))
      }
    }
    return found
  }
}
