import CallTypes

/// A stretch of one side's speech, long enough to have a level.
struct SpeechWindow: Hashable, Sendable {
  /// From the first block with speech to the end of the last one.
  var span: TimeSpan
  /// P.56 active level of the speech in it.
  var activeLevelDBFS: Double
}

extension ChannelSpeech {
  /// One window from every block with speech on, in order.
  ///
  /// A window lasts `windowSeconds`, and goes on beyond that until it holds `minimumSpeechSeconds` of
  /// speech: who says two words at a time has a level too. Where the rest of the call holds less,
  /// there is none.
  func speechWindows(_ settings: LevelSettings) -> [SpeechWindow] {
    let blocksPerWindow = max(1, Int((settings.windowSeconds / settings.stepSeconds).rounded()))
    let neededHops = grid.frameCount(ofSeconds: settings.minimumSpeechSeconds)
    let spoken = masses.indices.filter { masses[$0].hopCount > 0 }
    var windows: [SpeechWindow] = []
    for place in spoken.indices {
      var mass = LevelMass()
      var last = place
      for next in place..<spoken.count {
        let isFull = spoken[next] >= spoken[place] + blocksPerWindow
        if isFull, mass.hopCount >= neededHops { break }
        mass += masses[spoken[next]]
        last = next
      }
      guard mass.hopCount >= neededHops, let levelDBFS = ActiveSpeechLevel.levelDBFS(of: mass)
      else { continue }
      let end = min((spoken[last] + 1) * blockFrames, grid.frameCount)
      windows.append(
        SpeechWindow(
          span: grid.span(ofFrames: spoken[place] * blockFrames..<end),
          activeLevelDBFS: levelDBFS))
    }
    return windows
  }

  /// P.56 active level of exactly the speech in a span; `nil` without speech.
  func exactActiveLevelDBFS(in span: TimeSpan) -> Double? {
    let wanted = grid.frames(in: span)
    var mass = LevelMass()
    var hangover = HangoverMaximum(hopSeconds: grid.hopSeconds)
    for run in runs(in: wanted) {
      for frame in run {
        let reached = ActiveSpeechLevel.reachedThresholds(
          envelopeDBFS: tracks.envelopeDBFS.values[frame])
        mass.add(
          levelDBFS: tracks.levelDBFS.values[frame], activeThreshold: hangover.next(reached))
      }
    }
    return ActiveSpeechLevel.levelDBFS(of: mass)
  }

  /// The parts of the runs of speech that lie among the given frames; ascending.
  func runs(in frames: Range<Int>) -> [Range<Int>] {
    runs.compactMap { run in
      let shared = run.clamped(to: frames)
      return shared.isEmpty ? nil : shared
    }
  }
}

/// Where the level of speech changes.
enum LevelChange {
  /// Speech that is taken as one value: two syllables; the resolution of a change, in seconds.
  static let blockSeconds = 0.2
  /// Values needed on either side of a change.
  static let minimumBlockCount = 2

  /// Direction of a change.
  enum Direction { case fall, rise }

  /// The frame at which the level of speech changes most, among the given ones; `nil` when it does
  /// not change that way.
  ///
  /// One shift of the mean of a Gaussian sequence, its place by maximum likelihood: the split with
  /// the largest k(n−k)/n·(difference of means)² (Hinkley 1970, Biometrika 57:1). The sequence are
  /// levels of blocks of speech, in dB; pauses do not count.
  static func frame(
    _ direction: Direction, of speech: ChannelSpeech, among frames: Range<Int>
  ) -> Int? {
    let blocks = blocks(of: speech, among: frames)
    guard blocks.count >= 2 * minimumBlockCount else { return nil }
    let total = blocks.reduce(0) { $0 + $1.levelDBFS }
    var (before, best, found) = (0.0, 0.0, Int?.none)
    for (index, block) in blocks.enumerated() {
      if index >= minimumBlockCount, index <= blocks.count - minimumBlockCount {
        let (left, right) = (Double(index), Double(blocks.count - index))
        let difference = (total - before) / right - before / left
        let goesThatWay = direction == .fall ? difference < 0 : difference > 0
        let gain = left * right / (left + right) * difference * difference
        if goesThatWay, gain > best { (best, found) = (gain, block.frame) }
      }
      before += block.levelDBFS
    }
    return found
  }

  /// Power mean of each block; a block does not reach over a pause.
  private static func blocks(
    of speech: ChannelSpeech, among frames: Range<Int>
  ) -> [(frame: Int, levelDBFS: Double)] {
    let length = max(1, speech.grid.frameCount(ofSeconds: blockSeconds))
    var found: [(frame: Int, levelDBFS: Double)] = []
    for run in speech.runs(in: frames) {
      for start in stride(from: run.lowerBound, to: run.upperBound, by: length) {
        let block = start..<min(start + length, run.upperBound)
        let power = block.reduce(0) {
          $0 + Decibels.power(ofDB: Double(speech.tracks.levelDBFS.values[$1]))
        }
        found.append((start, Decibels.level(ofPower: power / Double(block.count))))
      }
    }
    return found
  }
}
