public import CallTypes

/// Level of the background in each band, for a run of blocks of frames.
///
/// Minimum statistics (Martin 2001, IEEE Trans. Speech Audio Process. 9:504) in the form of quantiles
/// (Stahl, Fischer & Bippus 2000, ICASSP III:1875): speech leaves every band free for part of the
/// time, even while somebody speaks, so that a low quantile of the smoothed band level over some
/// seconds on both sides is the background's.
struct NoiseFloor {
  /// Level per band in dBFS; shape `[blockCount, bandCount]`.
  var levelsDBFS: [Float]
  /// Power sum of the bands in dBFS; shape `[blockCount]`.
  var totalLevelsDBFS: [Float]
  /// Level of loud sound around each block in dBFS; shape `[blockCount]`.
  var loudLevelsDBFS: [Float]
  /// First frame of block 0.
  var firstFrame: Int

  /// A floor from band levels, and the level of loud sound, block after block.
  init(levelsDBFS: [Float], loudLevelsDBFS: [Float], firstFrame: Int) {
    self.levelsDBFS = levelsDBFS
    self.loudLevelsDBFS = loudLevelsDBFS
    self.firstFrame = firstFrame
    let bandCount = BandSpectrogram.bandCount
    totalLevelsDBFS = stride(from: 0, to: levelsDBFS.count, by: bandCount).map { row in
      let bands = levelsDBFS[row..<row + bandCount]
      return SpeechSignal.levelDBFS(
        ofMeanSquare: bands.reduce(0) { $0 + meanSquare(ofDBFS: $1) })
    }
  }

  /// Offset of the row of bands that holds for a frame.
  func rowOffset(ofFrame frame: Int) -> Int { block(ofFrame: frame) * BandSpectrogram.bandCount }

  /// Power sum of the bands around a frame, in dBFS.
  func totalLevelDBFS(ofFrame frame: Int) -> Float { totalLevelsDBFS[block(ofFrame: frame)] }

  /// Level of loud sound around a frame, in dBFS.
  func loudLevelDBFS(ofFrame frame: Int) -> Float { loudLevelsDBFS[block(ofFrame: frame)] }

  /// The same background with frames counted from another one on.
  func moved(byFrames count: Int) -> NoiseFloor {
    var moved = self
    moved.firstFrame += count
    return moved
  }

  private func block(ofFrame frame: Int) -> Int {
    min(max((frame - firstFrame) / NoiseFloorShape.blockFrames, 0), totalLevelsDBFS.count - 1)
  }
}

/// How the background is followed.
public struct NoiseFloorSettings: DescribedSettings {
  /// How far the background is looked for on both sides, in seconds.
  public var reachSeconds = 5.0
  /// Which quantile of the smoothed band level is the background's, 0…1.
  public var quantileRatio = 0.1
  /// Lowest background in a band, in dBFS: what lies under it is silence, not a better line.
  public var lowestBandLevelDBFS = -92.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "reachSeconds", "how far the background is looked for on both sides",
      source: "own choice: ten seconds hold a pause of nearly every talker",
      range: 1...6),
    SettingDescription(
      "quantileRatio", "quantile of the smoothed band level that is the background's",
      source: "tuned on tools/corpus, dev split", range: 0.01...0.5),
    SettingDescription(
      "lowestBandLevelDBFS", "background under which a line is simply silent",
      source: "quantisation noise of 16-bit PCM over 20 bands is −111; tuned on tools/corpus",
      range: -110...(-60)),
  ]
}

/// Estimates the background around each block of frames.
///
/// - Parameters:
///   - spectrogram: Band levels of at least `frames`, and as much around them as is known.
///   - frames: The frames to cover.
/// - Returns: One row of bands for every half second of `frames`; at least one row.
func noiseFloor(
  of spectrogram: BandSpectrogram, frames: Range<Int>, settings: NoiseFloorSettings
) -> NoiseFloor {
  let bandCount = BandSpectrogram.bandCount
  let minima = smoothedMinima(of: spectrogram)
  let means = meanTotalLevels(of: spectrogram)
  let windows = surroundings(of: frames, stepCount: means.count, settings)
  let lowest = Float(settings.lowestBandLevelDBFS)
  var levels = [Float](repeating: lowest, count: windows.count * bandCount)
  var loudLevels = [Float](repeating: BandSpectrogram.levelFloorDB, count: windows.count)
  guard !means.isEmpty else {
    return NoiseFloor(levelsDBFS: levels, loudLevelsDBFS: loudLevels, firstFrame: frames.lowerBound)
  }
  slidingQuantiles(
    NoiseFloorShape.loudQuantileRatio, of: means.span, windows: windows, into: &loudLevels)
  var floors = [Float](repeating: 0, count: windows.count)
  for band in 0..<bandCount {
    let row = minima.span.extracting(band * means.count..<(band + 1) * means.count)
    slidingQuantiles(Float(settings.quantileRatio), of: row, windows: windows, into: &floors)
    let biasDB = NoiseFloorShape.biasDB(ofBand: band)
    for block in windows.indices {
      levels[block * bandCount + band] = max(floors[block] + biasDB, lowest)
    }
  }
  return NoiseFloor(
    levelsDBFS: levels, loudLevelsDBFS: loudLevels, firstFrame: frames.lowerBound)
}

/// For each half second of `frames`, the steps of 100 ms within reach; empty where nothing is known.
private func surroundings(
  of frames: Range<Int>, stepCount: Int, _ settings: NoiseFloorSettings
) -> [Range<Int>] {
  let (blockFrames, stepFrames) = (NoiseFloorShape.blockFrames, NoiseFloorShape.minimumFrames)
  let reach = Int(settings.reachSeconds * Double(AnalysisRate.framesPerSecond)) / stepFrames
  let blockCount = max(1, (frames.count + blockFrames - 1) / blockFrames)
  return (0..<blockCount).map { block in
    guard stepCount > 0 else { return 0..<0 }
    let centre = (frames.lowerBound + block * blockFrames + blockFrames / 2) / stepFrames
    let from = max(0, min(centre - reach, stepCount - 1))
    return from..<min(stepCount, max(centre + reach + 1, from + 1))
  }
}

/// The fixed part of the estimator: changing it changes the bias, so it is no setting.
enum NoiseFloorShape {
  /// Frames over which the band level is smoothed: 5 × 10 ms.
  static let smoothingFrames = 5
  /// Frames for which one minimum is kept: 10 × 10 ms.
  static let minimumFrames = 10
  /// Frames for which the background is taken as constant: half a second.
  static let blockFrames = 50

  /// Quantile of the levels of 100 ms that is loud sound: above it are bursts.
  static let loudQuantileRatio: Float = 0.95

  /// What stationary Gaussian noise lies above its own quantile of minima, per band, in dB.
  ///
  /// Measured on white noise of 300 s (NoiseFloorTests repeats it): a band of n bins has 2n degrees
  /// of freedom per frame, so that the spread, and with it the bias, falls with √n.
  static func biasDB(ofBand band: Int) -> Float {
    biasOfOneBinDB / Float(MelBands.binCounts[band]).squareRoot()
  }

  /// The constant of `biasDB(ofBand:)`, for the default quantile.
  static let biasOfOneBinDB: Float = 5.4
}

/// Mean level of all bands together in each 100 ms; shape `[count]`.
private func meanTotalLevels(of spectrogram: BandSpectrogram) -> [Float] {
  let step = NoiseFloorShape.minimumFrames
  return (0..<spectrogram.frameCount / step).map { block in
    var sum: Float = 0
    for frame in block * step..<(block + 1) * step { sum += spectrogram.totalLevelsDBFS[frame] }
    return sum / Float(step)
  }
}

/// Least band level, smoothed over 50 ms, in each 100 ms; shape `[bandCount, count]`.
private func smoothedMinima(of spectrogram: BandSpectrogram) -> [Float] {
  let bandCount = BandSpectrogram.bandCount
  let (smoothing, step) = (NoiseFloorShape.smoothingFrames, NoiseFloorShape.minimumFrames)
  let count = spectrogram.frameCount / step
  var minima = [Float](repeating: .greatestFiniteMagnitude, count: count * bandCount)
  var sums = [Float](repeating: 0, count: bandCount)
  let levels = spectrogram.levelsDBFS.span
  for block in 0..<count {
    // Two runs of five frames: the mean of decibels is robust against a single loud frame.
    for start in stride(from: block * step, to: (block + 1) * step, by: smoothing) {
      for band in 0..<bandCount { sums[band] = 0 }
      for frame in start..<start + smoothing {
        for band in 0..<bandCount { sums[band] += levels[frame * bandCount + band] }
      }
      for band in 0..<bandCount {
        let index = band * count + block
        minima[index] = min(minima[index], sums[band] / Float(smoothing))
      }
    }
  }
  return minima
}
