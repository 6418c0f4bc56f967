/// Which frames rise over the background.
///
/// A frame does when the power of all bands together lies `leastDB` over the background's, or when
/// the loudest bands, each limited, lie twice as far over theirs in the mean: a weak formant shows in
/// a few bands only.
///
/// - Parameters:
///   - spectrogram: Levels of at least `frames`.
///   - floor: The background around them.
/// - Returns: One value per frame of `frames`.
func rises(
  of spectrogram: BandSpectrogram, over floor: NoiseFloor, frames: Range<Int>, leastDB: Float
) -> [Bool] {
  let bandCount = BandSpectrogram.bandCount
  let (levels, floors) = (spectrogram.levelsDBFS.span, floor.levelsDBFS.span)
  let totals = spectrogram.totalLevelsDBFS.span
  let least = 2 * leastDB
  var excesses = [Float](repeating: 0, count: bandCount)
  return frames.map { frame in
    if totals[frame] - floor.totalLevelDBFS(ofFrame: frame) >= leastDB { return true }
    let (row, start) = (floor.rowOffset(ofFrame: frame), frame * bandCount)
    // The mean of some is no more than the greatest of all: for most frames that decides.
    var greatest = BandExcess.leastDB
    for band in 0..<bandCount {
      greatest = max(greatest, levels[start + band] - floors[row + band])
    }
    guard greatest >= least else { return false }
    for band in 0..<bandCount {
      excesses[band] = min(
        max(levels[start + band] - floors[row + band], BandExcess.leastDB), BandExcess.mostDB)
    }
    return meanOfLargest(&excesses, count: BandExcess.loudestCount) >= least
  }
}

/// Mean of the `count` largest values; reorders them so that these come first.
private func meanOfLargest(_ values: inout [Float], count: Int) -> Float {
  var largest = values.mutableSpan
  var sum: Float = 0
  for place in 0..<count {
    var best = place
    for index in place + 1..<largest.count where largest[index] > largest[best] { best = index }
    largest.swapAt(place, best)
    sum += largest[place]
  }
  return sum / Float(count)
}

/// Limits of one band's say.
private enum BandExcess {
  /// A band under its background says no more than one on it.
  static let leastDB: Float = -3
  /// Above 25 dB a band is certain; the rest is loudness.
  static let mostDB: Float = 25
  /// How many bands count: a formant and its neighbours fill about six of twenty.
  static let loudestCount = 6
}
