/// Frames whose power over the background lies under one or two peaks.
struct ToneCandidates {
  /// Share of the power over the background that the two peaks hold, averaged over 50 ms; shape
  /// `[frames.count]`.
  var purity: [Float]
  /// Whether a frame may belong to a tone; shape `[frames.count]`.
  var isCandidate: [Bool]
}

/// The fixed part of the search.
private enum CandidateShape {
  /// Frames on either side that a frame's shares are summed over: 50 ms in all.
  static let reachFrames = 2
  /// A share of everything, background and all, that no background has: it finds tones that sound
  /// for so long that they have become the background.
  static let absolutePurity: Float = 0.9
  /// Mean square under which such a share says nothing: −60 dBFS.
  static let leastPower: Float = 1e-6
}

/// Finds the frames that may belong to a tone: a cheap test that speech passes for one frame in ten.
///
/// - Parameters:
///   - frames: Frames of the spectrogram to judge.
///   - floor: The background around them.
func toneCandidates(
  in spectrogram: BandSpectrogram, frames: Range<Int>, floor: NoiseFloor, settings: ToneSettings
) -> ToneCandidates {
  let reach = CandidateShape.reachFrames
  let near =
    max(
      0, frames.lowerBound - reach)..<min(
      spectrogram.frameCount, frames.upperBound + reach)
  let shares = PeakShares(of: spectrogram, frames: near, floor: floor)
  let (least, ratio) = (
    Float(settings.minimumPurityRatio), meanSquareRatio(ofDB: settings.minimumSNRDB)
  )
  var found = ToneCandidates(purity: [], isCandidate: [])
  found.purity.reserveCapacity(frames.count)
  found.isCandidate.reserveCapacity(frames.count)
  for frame in frames {
    let sum = shares.sum(around: frame - near.lowerBound, reach: reach)
    let relative = sum.peaksOverFloor / max(sum.totalOverFloor, .leastNormalMagnitude)
    let absolute = sum.peaks / max(sum.total, .leastNormalMagnitude)
    let isPure =
      absolute >= CandidateShape.absolutePurity && sum.peaks >= CandidateShape.leastPower
    found.purity.append(min(isPure ? max(relative, absolute) : relative, 1))
    found.isCandidate.append(
      isPure || (relative >= least && sum.first >= ratio * sum.firstFloor))
  }
  return found
}

private func meanSquareRatio(ofDB decibels: Double) -> Float {
  Float(meanSquare(ofDBFS: Float(decibels)))
}

/// Power under the peaks of each frame, and what the background has there.
private struct PeakShares {
  /// Mean squares of one frame, or sums of them.
  struct Entry {
    var peaks: Float = 0
    var total: Float = 0
    var peaksOverFloor: Float = 0
    var totalOverFloor: Float = 0
    var first: Float = 0
    var firstFloor: Float = 0
  }

  private var entries: [Entry] = []

  init(of spectrogram: BandSpectrogram, frames: Range<Int>, floor: NoiseFloor) {
    entries.reserveCapacity(frames.count)
    let peaks = spectrogram.peaks
    let lobeBins = Float(2 * SpectralPeaks.lobeReachBins + 1)
    var row = -1
    var (floors, floorTotal) = ([Float](), Float(0))
    for frame in frames {
      if floor.rowOffset(ofFrame: frame) != row {
        row = floor.rowOffset(ofFrame: frame)
        floors = Self.floorPerBin(of: floor, row: row)
        floorTotal = Float(meanSquare(ofDBFS: floor.totalLevelDBFS(ofFrame: frame)))
      }
      let firstFloor = lobeBins * floors[Int(peaks.firstBins[frame])]
      let secondFloor = lobeBins * floors[Int(peaks.secondBins[frame])]
      let (power, total) = (
        peaks.firstPowers[frame] + peaks.secondPowers[frame], peaks.totalPowers[frame]
      )
      let over = power - firstFloor - secondFloor
      entries.append(
        Entry(
          peaks: power, total: total, peaksOverFloor: over,
          totalOverFloor: max(total - floorTotal, over), first: peaks.firstPowers[frame],
          firstFloor: firstFloor))
    }
  }

  /// Sums over the frames around one, fewer at the ends.
  func sum(around frame: Int, reach: Int) -> Entry {
    var sum = Entry()
    for near in max(0, frame - reach)...min(entries.count - 1, frame + reach) {
      sum.peaks += entries[near].peaks
      sum.total += entries[near].total
      sum.peaksOverFloor += entries[near].peaksOverFloor
      sum.totalOverFloor += entries[near].totalOverFloor
      sum.first += entries[near].first
      sum.firstFloor += entries[near].firstFloor
    }
    return sum
  }

  /// Mean square of the background in one bin; shape `[searchedBins.upperBound]`.
  private static func floorPerBin(of floor: NoiseFloor, row: Int) -> [Float] {
    let edges = MelBands.edgeBins
    var floors = [Float](repeating: 0, count: SpectralPeaks.searchedBins.upperBound)
    for band in 0..<MelBands.count {
      let power = Float(meanSquare(ofDBFS: floor.levelsDBFS[row + band]))
      for bin in min(edges[band], floors.count)..<min(edges[band + 1], floors.count) {
        floors[bin] = power / Float(MelBands.binCounts[band])
      }
    }
    return floors
  }
}
