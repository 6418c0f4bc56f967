/// How far a run of frames rises over the background.
struct Excess {
  /// Mean over the loudest bands of the limited excess, in dB; about 3 for pure background.
  var loudestDB: [Float]
  /// Excess of all bands' power together, in dB: about 0 for pure background.
  var totalDB: [Float]
}

/// Measures how far frames rise over the background.
///
/// - Returns: One value of each kind per frame of `frames`.
func excess(of spectrogram: BandSpectrogram, over floor: NoiseFloor, frames: Range<Int>) -> Excess {
  let bandCount = BandSpectrogram.bandCount
  let (levels, floors) = (spectrogram.levelsDBFS.span, floor.levelsDBFS.span)
  var excess = Excess(
    loudestDB: [Float](repeating: 0, count: frames.count),
    totalDB: [Float](repeating: 0, count: frames.count))
  var differences = [Float](repeating: 0, count: bandCount)
  for frame in frames {
    let row = floor.rowOffset(ofFrame: frame)
    for band in 0..<bandCount {
      let difference = levels[frame * bandCount + band] - floors[row + band]
      differences[band] = min(max(difference, BandExcess.leastDB), BandExcess.mostDB)
    }
    let index = frame - frames.lowerBound
    excess.loudestDB[index] = meanOfLargest(&differences, count: BandExcess.loudestCount)
    excess.totalDB[index] =
      spectrogram.totalLevelsDBFS[frame] - floor.totalLevelDBFS(ofFrame: frame)
  }
  return excess
}

/// Mean of the `count` largest values; reorders them so that these come first.
private func meanOfLargest(_ values: inout [Float], count: Int) -> Float {
  var sum: Float = 0
  for place in 0..<count {
    var best = place
    for index in place + 1..<values.count where values[index] > values[best] { best = index }
    values.swapAt(place, best)
    sum += values[place]
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
