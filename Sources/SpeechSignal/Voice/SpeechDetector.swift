internal import Foundation

// The statistical speech detector: log likelihood ratio per frame, smoothed by a two-state hidden
// Markov model.
//
// After Sohn, Kim & Sung (1999, IEEE Signal Process. Lett. 6:1): each band's excess over the
// background speaks for or against speech, the frame's ratio is their mean (equation 4), and the
// dependence between frames is a Markov chain (section III). Four changes: the excess enters in
// decibels, limited, so that a band far over the background does not drown the others; only the
// loudest bands count, since in noise most of a vowel's bands are covered; periodicity adds to the
// ratio, since speech is voiced for half of the time and noise is not; and what lies little above
// the background and far under loud speech takes from it, since real backgrounds swell. With the
// whole recording at hand the chain is run both ways (Rabiner 1989, Proc. IEEE 77:257, equations
// 19–27), so that the result is the probability of speech given past and future.

/// How far a run of frames rises over the background.
struct Excess {
  /// Mean over the loudest bands of the limited excess, in dB; about 3 for pure background.
  var loudestDB: [Float]
  /// Excess of all bands' power together, in dB: about 0 for pure background.
  var totalDB: [Float]
  /// How far the frame lies under loud sound nearby, in dB; negative in bursts.
  var underLoudDB: [Float]
}

/// Measures how far frames rise over the background.
///
/// - Returns: One value of each kind per frame of `frames`.
func excess(of spectrogram: BandSpectrogram, over floor: NoiseFloor, frames: Range<Int>) -> Excess {
  let bandCount = BandSpectrogram.bandCount
  let (levels, floors) = (spectrogram.levelsDBFS.span, floor.levelsDBFS.span)
  var excess = Excess(
    loudestDB: [Float](repeating: 0, count: frames.count),
    totalDB: [Float](repeating: 0, count: frames.count),
    underLoudDB: [Float](repeating: 0, count: frames.count))
  var differences = [Float](repeating: 0, count: bandCount)
  for frame in frames {
    let row = floor.rowOffset(ofFrame: frame)
    for band in 0..<bandCount {
      let difference = levels[frame * bandCount + band] - floors[row + band]
      differences[band] = min(max(difference, BandExcess.leastDB), BandExcess.mostDB)
    }
    let index = frame - frames.lowerBound
    excess.loudestDB[index] = meanOfLargest(&differences, count: BandExcess.loudestCount)
    let levelDBFS = spectrogram.totalLevelsDBFS[frame]
    excess.totalDB[index] = levelDBFS - floor.totalLevelDBFS(ofFrame: frame)
    excess.underLoudDB[index] = floor.loudLevelDBFS(ofFrame: frame) - levelDBFS
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
  /// From where a frame begins to be faint to where it is fully so: a soft threshold.
  static let faintRampDB: Float = 10
  /// Frames on either side that a frame's evidence is averaged with: 50 ms in all, as the spectrum of
  /// speech stands still for about as long.
  static let smoothingFrames = 2
}

/// Probability of speech in each frame.
///
/// - Parameters:
///   - excess: Rise over the background per frame.
///   - periodicity: Strength of F0 per frame, 0 where none was sought; same count.
/// - Returns: Probabilities, 0…1; same count.
func speechProbabilities(
  excess: Excess, periodicity: [Float], settings: SpeechDetectorSettings
) -> [Float] {
  let limit = Float(settings.largestLogLikelihood)
  let (base, slope) = (
    Float(settings.logLikelihoodOfBackground), Float(settings.logLikelihoodPerDB)
  )
  let weight = Float(settings.logLikelihoodPerPeriodicity)
  var logRatios = periodicity.indices.map { frame in
    slope * excess.loudestDB[frame] + weight * periodicity[frame]
      - Float(settings.logLikelihoodOfFaintness) * faintness(of: excess, frame, settings)
  }
  logRatios = movingAverage(of: logRatios, reach: BandExcess.smoothingFrames)
  for frame in logRatios.indices {
    logRatios[frame] = min(max(base + logRatios[frame], -limit), limit)
  }
  return smoothed(logRatios, settings)
}

/// How much a frame is like the swell of a background: little above it, and far under loud speech.
///
/// Real backgrounds swing by 10 dB around the floor, which is a low quantile of theirs; speech that
/// lies no higher is told from them by its distance to the loud speech around it.
///
/// - Returns: 0…1.
private func faintness(
  of excess: Excess, _ frame: Int, _ settings: SpeechDetectorSettings
) -> Float {
  let swell = Float(settings.backgroundSwellDB)
  let nearFloor = min(max((swell - excess.totalDB[frame]) / swell, 0), 1)
  let distance = excess.underLoudDB[frame] - Float(settings.faintUnderLoudDB)
  return nearFloor * min(max(distance / BandExcess.faintRampDB, 0), 1)
}

/// Mean of each value and its neighbours up to `reach` away; fewer at the ends.
private func movingAverage(of values: [Float], reach: Int) -> [Float] {
  values.indices.map { index in
    let near = max(0, index - reach)...min(values.count - 1, index + reach)
    var sum: Float = 0
    for neighbour in near { sum += values[neighbour] }
    return sum / Float(near.count)
  }
}

/// Posterior probability of the state "speech" by the forward–backward algorithm, in odds.
private func smoothed(_ logRatios: [Float], _ settings: SpeechDetectorSettings) -> [Float] {
  guard !logRatios.isEmpty else { return [] }
  let hopSeconds = 1 / Double(AnalysisRate.framesPerSecond)
  let leave = min(0.5, hopSeconds / settings.meanSpeechSeconds)
  let enter = min(0.5, hopSeconds / settings.meanPauseSeconds)
  let prior = enter / (enter + leave)
  var forward = [Double](repeating: 0, count: logRatios.count)
  var ratios = [Double](repeating: 0, count: logRatios.count)
  var probability = prior
  for frame in logRatios.indices {
    ratios[frame] = exp(Double(logRatios[frame]))
    let predicted =
      frame == 0 ? prior : probability * (1 - leave) + (1 - probability) * enter
    let speech = predicted * ratios[frame]
    probability = speech / (speech + 1 - predicted)
    forward[frame] = probability
  }
  var result = [Float](repeating: 0, count: logRatios.count)
  // β for speech ÷ (β for speech + β for pause), scaled at every step.
  var backward = 0.5
  for frame in logRatios.indices.reversed() {
    let speech = forward[frame] * backward
    let pause = (1 - forward[frame]) * (1 - backward)
    result[frame] = Float(speech / (speech + pause))
    let (next, rest) = (ratios[frame] * backward, 1 - backward)
    let fromSpeech = (1 - leave) * next + leave * rest
    let fromPause = enter * next + (1 - enter) * rest
    backward = fromSpeech / (fromSpeech + fromPause)
  }
  return result
}
