internal import CallTypes

/// Finds one channel's sound in another, block by block, in a bounded stretch of memory.
///
/// 1. In blocks of 5 s, frames are counted by the lag and loss at which they lie under an earlier
///    frame of the source (`EchoEvidence`); 25 s around a block decide whether it has an echo path.
/// 2. A path holds for its block and for blocks around that show none, up to `holdSeconds` away; at a
///    change of paths both hold.
/// 3. In each frame the paths predict the echo's power in every band; what lies over the prediction
///    and a margin is the party's own. The rest, as a share of the frame's power, is the echo ratio.
/// 4. Where that leaves a frame in doubt, the source is taken out of it sample by sample
///    (`EchoCanceller`): a voice shows itself that is weaker than the echo it speaks into.
///
/// The idea is that of echo suppression in subbands (Hänsler & Schmidt 2004, Acoustic Echo and Noise
/// Control, chapter 14), with the path found by level statistics, as a recording has all time to look.
struct EchoFinder {
  /// Frames of a block.
  static let blockFrames = 5 * AnalysisRate.framesPerSecond
  /// Blocks on either side that decide on one.
  private static let contextBlocks = 2
  /// Frames before a block that it looks back to.
  static let reachFrames = EchoEvidence.lagCount + 1

  let settings: EchoSettings
  private let holdBlocks: Int
  /// How far over its prediction an echo may lie, as a factor of power.
  let margin: Float
  /// How far a party's own sound lies over what could be echo or background, as a factor of power.
  let ownMargin: Float
  /// Evidence of the last blocks, and their sum.
  private var recent: [EchoEvidence] = []
  private var sum: EchoEvidence
  /// Paths by block, as far as decided.
  private(set) var paths: [EchoPath?] = []
  /// Blocks with evidence.
  private var countedBlocks = 0
  /// Blocks whose frames have their ratio.
  private var finishedBlocks = 0
  /// What the filters leave of an echo.
  var leakage = EchoLeakage()
  /// Share of each frame's power that the echo explains, in steps of 1/255.
  private(set) var ratioSteps: [UInt8] = []

  init(_ settings: EchoSettings) {
    self.settings = settings
    holdBlocks = Int(
      (Double(AnalysisRate.frames(inSeconds: settings.holdSeconds)) / Double(Self.blockFrames))
        .rounded())
    margin = Float(meanSquare(ofDBFS: Float(settings.marginDB)))
    ownMargin = Float(meanSquare(ofDBFS: Float(settings.ownMarginDB)))
    sum = EchoEvidence(settings)
  }

  /// First frame that is still needed.
  var neededFrame: Int {
    let oldest = min(finishedBlocks, max(0, countedBlocks - 2 * Self.contextBlocks))
    return max(0, oldest * Self.blockFrames - Self.reachFrames - CleanedStretch.contextFrames)
  }

  /// Works on one more block, which both histories hold.
  ///
  /// - Parameters:
  ///   - sourceLowByte: Level from which on the source is followed.
  ///   - wayBack: The path by which the target is heard in the source: what it explains there is not
  ///     followed, as it would be looked for in what it comes from.
  mutating func advance(
    target: BandLevelHistory, source: BandLevelHistory, sourceLowByte: Int, wayBack: EchoPath?
  ) {
    let frames = block(countedBlocks, of: target)
    let found = evidence(frames, target, source, sourceLowByte, wayBack)
    sum.add(found, sign: 1)
    recent.append(found)
    countedBlocks += 1
    if countedBlocks > Self.contextBlocks { decide(target, source, sourceLowByte) }
  }

  /// The path found last, as long as it is taken to hold.
  var latestPath: EchoPath? { paths.suffix(holdBlocks).last { $0 != nil } ?? nil }
  /// Whether the next block may get its ratios: all paths that may hold in it are known.
  var knowsPathsOfNextBlock: Bool { finishedBlocks + holdBlocks < paths.count }
  /// Frames that have their ratios, in whole blocks.
  var finishedFrames: Int { finishedBlocks * Self.blockFrames }
  /// Whether all blocks with evidence have their ratios.
  var isFinished: Bool { finishedBlocks == countedBlocks }

  /// Ends the recording: all blocks get their paths.
  mutating func decideAll(
    target: BandLevelHistory, source: BandLevelHistory, sourceLowByte: Int
  ) {
    while paths.count < countedBlocks { decide(target, source, sourceLowByte) }
  }

  private func block(_ index: Int, of history: BandLevelHistory) -> Range<Int> {
    let start = index * Self.blockFrames
    return start..<max(start, min(start + Self.blockFrames, history.endFrame))
  }

  private func evidence(
    _ frames: Range<Int>, _ target: BandLevelHistory, _ source: BandLevelHistory, _ lowByte: Int,
    _ wayBack: EchoPath?
  ) -> EchoEvidence {
    let overBytes = Int((settings.overBackgroundDB * 2).rounded())
    let levels = frames.map { frame -> UInt8 in
      let level = target.levelByte(ofFrame: frame)
      return Int(level) > Int(target.floorByte(ofFrame: frame)) + overBytes ? level : 0
    }
    let first = frames.lowerBound - (EchoEvidence.lagCount - 1)
    let loud = (first..<frames.upperBound).map { frame -> UInt8 in
      let level = source.levelByte(ofFrame: frame)
      var least = lowByte
      if let wayBack {
        let heard = Float(target.levelByte(ofFrame: frame - wayBack.lagFrames))
        least = max(least, Int(heard + 2 * (Float(settings.marginDB) - wayBack.lossDB)))
      }
      return Int(level) >= least ? level : 0
    }
    var found = EchoEvidence(settings)
    found.add(target: levels, source: loud)
    return found
  }

  /// Decides on the next block by the evidence around it.
  private mutating func decide(
    _ target: BandLevelHistory, _ source: BandLevelHistory, _ lowByte: Int
  ) {
    let index = paths.count
    let first = max(0, index - Self.contextBlocks)
    while countedBlocks - recent.count < first { sum.add(recent.removeFirst(), sign: -1) }
    guard let found = sum.path(settings) else { return paths.append(nil) }
    let last = min(index + Self.contextBlocks, countedBlocks - 1)
    let frames =
      max(
        block(first, of: target).lowerBound, target.firstFrame)..<block(last, of: target)
      .upperBound
    paths.append(
      EchoPath(
        lagFrames: found.lagFrames, lossDB: found.lossDB, target: target, source: source,
        frames: frames, sourceLowByte: lowByte))
  }

  /// The paths that hold in a block: its own and a neighbour's that differs, else the nearest.
  private func held(inBlock index: Int) -> [EchoPath] {
    func path(_ block: Int) -> EchoPath? { paths.indices.contains(block) ? paths[block] : nil }
    if let own = path(index) {
      return [own]
        + [index - 1, index + 1].compactMap(path).filter { $0.lagFrames != own.lagFrames }
    }
    for distance in stride(from: 1, through: holdBlocks, by: 1) {
      let near = [index - distance, index + distance].compactMap(path)
      if !near.isEmpty { return near }
    }
    return []
  }

  /// What the levels say of the next block.
  func nextBlock(target: BandLevelHistory, source: BandLevelHistory) -> EchoBlock {
    var found = EchoBlock(frames: block(finishedBlocks, of: target))
    let held = held(inBlock: finishedBlocks)
    guard !held.isEmpty else {
      found.ratios = [Float](repeating: 0, count: found.frames.count)
      return found
    }
    found.lagsFrames = Set(held.map(\.lagFrames)).sorted()
    (found.ratios, found.audible) = levelRatios(of: found.frames, held, target, source)
    Self.mark(&found)
    return found
  }

  /// Takes over the ratios of the next block.
  mutating func finish(_ block: EchoBlock) {
    finishedBlocks += 1
    ratioSteps.append(contentsOf: block.ratios.lazy.map { UnitTrack.step(for: $0) })
  }

  /// What the levels of the paths explain of each frame's power, and whether they let expect more than
  /// the background.
  private func levelRatios(
    of frames: Range<Int>, _ held: [EchoPath], _ target: BandLevelHistory,
    _ source: BandLevelHistory
  ) -> (ratios: [Float], audible: [Bool]) {
    let powers = PowerTable.power
    let bandCount = BandSpectrogram.bandCount
    var expected = [Float](repeating: 0, count: bandCount)
    var found: (ratios: [Float], audible: [Bool]) = ([], [])
    for frame in frames {
      for band in 0..<bandCount { expected[band] = 0 }
      for path in held {
        path.predict(frame: frame, source: source, powers: powers, into: &expected)
      }
      let row = target.rowOffset(ofFrame: frame)
      var (whole, explained): (Float, Float) = (0, 0)
      for band in 0..<bandCount {
        let power = powers[Int(target.rows[row + band])]
        whole += power
        explained += min(power, expected[band] * margin)
      }
      found.ratios.append(explained / max(whole, .leastNormalMagnitude))
      found.audible.append(
        expected.reduce(0, +) >= powers[Int(target.floorByte(ofFrame: frame))])
    }
    return found
  }
}
