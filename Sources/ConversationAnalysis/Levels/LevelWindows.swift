public import CallTypes

/// Settings of levels over sliding windows.
public struct LevelSettings: DescribedSettings {
  /// Length of the window, in seconds.
  public var windowSeconds = 5.0
  /// Step between windows, in seconds.
  public var stepSeconds = 0.5
  /// Least speech of the side in a window, in seconds.
  public var minimumSpeechSeconds = 2.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "windowSeconds", "Length of a level window: enough for P.56, short to hear",
      source: "RULES.md EV103", range: 1...60),
    SettingDescription(
      "stepSeconds", "Step between level windows: the resolution of quiet and noisy stretches",
      source: "own choice: a tenth of the window", range: 0.1...5),
    SettingDescription(
      "minimumSpeechSeconds", "Least own speech in a window; with less, no level is stated",
      source: "RULES.md EV103", range: 0.5...60),
  ]
}

/// The level of one side around an instant.
struct LevelWindow: Hashable, Sendable {
  /// Where the window lies.
  var span: TimeSpan
  /// P.56 active level of the side's speech in it.
  var activeLevelDBFS: Double
  /// Active level minus mean background power in the window.
  var snrDB: Double?
}

/// Levels over sliding windows, only where the side speaks enough; by start time.
///
/// - Parameters:
///   - masses: What P.56 needs, for each block of `blockFrames`.
///   - background: Level of the background alone.
func slidingLevels(
  of masses: [LevelMass], blockFrames: Int, _ grid: FrameGrid, background: BackgroundPowers,
  _ settings: LevelSettings
) -> [LevelWindow] {
  let blocksPerWindow = max(1, Int((settings.windowSeconds / settings.stepSeconds).rounded()))
  let windowCount = masses.isEmpty ? 0 : max(1, masses.count - blocksPerWindow + 1)
  let neededHops = grid.frameCount(ofSeconds: settings.minimumSpeechSeconds)
  var windows: [LevelWindow] = []
  for first in 0..<windowCount {
    let blocks = first..<min(first + blocksPerWindow, masses.count)
    var mass = LevelMass()
    for block in blocks { mass += masses[block] }
    guard mass.hopCount >= neededHops, let levelDBFS = ActiveSpeechLevel.levelDBFS(of: mass)
    else { continue }
    let frames =
      blocks.lowerBound * blockFrames..<min(blocks.upperBound * blockFrames, grid.frameCount)
    let span = grid.span(ofFrames: frames)
    windows.append(
      LevelWindow(
        span: span, activeLevelDBFS: levelDBFS,
        snrDB: background.meanLevelDBFS(in: span).map { levelDBFS - $0 }))
  }
  return windows
}

/// Powers of the background, frame by frame: windows that lap over each other ask for each many times.
struct BackgroundPowers: Sendable {
  private let grid: FrameGrid
  private let powers: [Double]

  /// Takes the powers of a track of levels.
  init(_ levels: Track) {
    grid = levels.grid
    let levelPowers = Decibels.levelPowers
    powers = levels.values.map { levelPowers.power(ofDBFS: $0) }
  }

  /// Power mean of the levels in a span, in dBFS; `nil` when the track has no frame there.
  func meanLevelDBFS(in span: TimeSpan) -> Double? {
    var frames = grid.frames(in: span)
    if frames.isEmpty, grid.frameCount > 0 {
      // The coarse grid may have no centre in a short span: the nearest frame speaks for it.
      let nearest = min(frames.lowerBound, grid.frameCount - 1)
      frames = nearest..<nearest + 1
    }
    guard !frames.isEmpty else { return nil }
    let power = powers[frames].reduce(0, +)
    return Decibels.level(ofPower: power / Double(frames.count))
  }
}

extension ChannelSpeech {
  /// Power mean of the background level in a span; `nil` when the track has no frame there.
  func meanNoiseFloorDBFS(in span: TimeSpan) -> Double? {
    background.meanLevelDBFS(in: span)
  }

  /// Mean level of the side's speech frames in a span; `nil` when it does not speak there.
  func speechLevelDBFS(in span: TimeSpan) -> Double? {
    var power = 0.0
    var count = 0
    for frame in grid.frames(in: span) where frame < mask.count && mask[frame] {
      power += Decibels.levelPowers.power(ofDBFS: tracks.levelDBFS.values[frame])
      count += 1
    }
    return count > 0 ? Decibels.level(ofPower: power / Double(count)) : nil
  }

  /// P.56 active level over the blocks that a span touches; `nil` without speech.
  func activeLevelDBFS(in span: TimeSpan) -> Double? {
    let frames = grid.frames(in: span)
    guard !frames.isEmpty else { return nil }
    let blocks = frames.lowerBound / blockFrames...(frames.upperBound - 1) / blockFrames
    let mass = blocks.reduce(into: LevelMass()) { sum, block in
      if block < masses.count { sum += masses[block] }
    }
    return ActiveSpeechLevel.levelDBFS(of: mass)
  }
}

extension [LevelWindow] {
  /// The windows that lie wholly inside a span, found by bisection.
  func inside(_ span: TimeSpan) -> ArraySlice<LevelWindow> {
    let lower = partitioningIndex { $0.span.startSeconds >= span.startSeconds }
    let upper = partitioningIndex { $0.span.endSeconds > span.endSeconds }
    return lower < upper ? self[lower..<upper] : []
  }

  /// Stretches of windows that start with one that enters and go on while they stay.
  ///
  /// Windows without enough speech are absent and neither start nor end a stretch, but a gap in time
  /// splits it. The result is an ordered list.
  func stretches(
    entering enters: (LevelWindow) -> Bool, staying stays: (LevelWindow) -> Bool
  ) -> [TimeSpan] {
    var inside = false
    var found: [TimeSpan] = []
    for window in self {
      inside = inside ? stays(window) : enters(window)
      if inside { found.append(window.span) }
    }
    return found.union()
  }
}
