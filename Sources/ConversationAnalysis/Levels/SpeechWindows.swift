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
      mass.add(
        run, levelsDBFS: tracks.levelDBFS.values.span, reached: tracks.activity.reached.span,
        hangover: &hangover)
    }
    return ActiveSpeechLevel.levelDBFS(of: mass)
  }

  /// The parts of the runs of speech that lie among the given frames; ascending.
  func runs(in frames: Range<Int>) -> [Range<Int>] {
    let lower = runs.partitioningIndex { $0.upperBound > frames.lowerBound }
    let upper = runs.partitioningIndex { $0.lowerBound >= frames.upperBound }
    guard lower < upper else { return [] }
    return runs[lower..<upper].compactMap { run in
      let shared = run.clamped(to: frames)
      return shared.isEmpty ? nil : shared
    }
  }
}
