internal import Foundation

/// The statistical speech detector: log likelihood ratio per frame, smoothed by a two-state hidden
/// Markov model.
///
/// After Sohn, Kim & Sung (1999, IEEE Signal Process. Lett. 6:1): each band's excess over the
/// background speaks for or against speech, the frame's ratio is their mean (equation 4), and the
/// dependence between frames is a Markov chain (section III). Two changes: the excess enters in
/// decibels, limited, so that a band far over the background does not drown the others, and
/// periodicity adds to the ratio, since speech is voiced for half of the time and noise is not.
/// With the whole recording at hand the chain is run both ways (Rabiner 1989, Proc. IEEE 77:257,
/// equations 19–27), so that the result is the probability of speech given past and future.

/// How far a run of frames rises over the background.
struct Excess {
  /// Mean over the bands of the limited excess, in dB: about 0 for pure background.
  var meanDB: [Float]
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
    meanDB: [Float](repeating: 0, count: frames.count),
    totalDB: [Float](repeating: 0, count: frames.count))
  for frame in frames {
    let row = floor.rowOffset(ofFrame: frame)
    var sum: Float = 0
    for band in 0..<bandCount {
      let difference = levels[frame * bandCount + band] - floors[row + band]
      sum += min(max(difference, BandExcess.leastDB), BandExcess.mostDB)
    }
    let index = frame - frames.lowerBound
    excess.meanDB[index] = sum / Float(bandCount)
    excess.totalDB[index] =
      spectrogram.totalLevelsDBFS[frame] - floor.totalLevelDBFS(ofFrame: frame)
  }
  return excess
}

/// Limits of one band's say.
private enum BandExcess {
  /// A band under its background says no more than one on it.
  static let leastDB: Float = -3
  /// Above 25 dB a band is certain; the rest is loudness.
  static let mostDB: Float = 25
}

/// Probability of speech in each frame.
///
/// - Parameters:
///   - excessDB: Mean excess over the background per frame.
///   - periodicity: Strength of F0 per frame, 0 where none was sought; same count.
/// - Returns: Probabilities, 0…1; same count.
func speechProbabilities(
  excessDB: [Float], periodicity: [Float], settings: SpeechDetectorSettings
) -> [Float] {
  let limit = Float(settings.largestLogRatio)
  let (slope, even) = (Float(settings.logRatioPerDB), Float(settings.evenExcessDB))
  let weight = Float(settings.logRatioPerPeriodicity)
  let evenPeriodicity = Float(settings.evenPeriodicityRatio)
  let logRatios = excessDB.indices.map { frame -> Float in
    // Periodicity speaks for speech only where there is something over the background.
    let voiced = max(0, periodicity[frame] - evenPeriodicity) * weight
    let ratio = slope * (excessDB[frame] - even) + (excessDB[frame] > 1 ? voiced : 0)
    return min(max(ratio, -limit), limit)
  }
  return smoothed(logRatios, settings)
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
