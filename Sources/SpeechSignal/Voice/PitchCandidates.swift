internal import Foundation

/// What may be the F0 of a frame.
struct PitchCandidate {
  /// F0 in Hz; 0 for the unvoiced candidate.
  var frequencyHz: Float
  /// Height of the autocorrelation peak, 0…1.
  var strength: Float
}

/// Finds the peaks of a frame's normalised autocorrelation (Boersma 1993, Proc. Inst. Phonetic
/// Sciences Amsterdam 17:97–110).
///
/// The autocorrelation of the windowed frame, from the power spectrum, divided by that of the
/// window (equation 9), estimates the autocorrelation of the signal. The frame is longer than the
/// spectrum's: Boersma asks for three periods of the lowest F0, and padding to 512 keeps the lags
/// that matter free of the transform's wrap-around. Owned by one task at a time.
final class PitchCandidateFinder {
  /// 48 ms: three periods of 62.5 Hz.
  static let frameSamples = 384
  /// How far the frame starts before the spectrum's frame, so that both have one centre.
  static let leadSamples = (frameSamples - AnalysisRate.frameSamples) / 2
  /// Most candidates kept per frame, the unvoiced one left out: Praat keeps 15 in all; telephone
  /// speech has four peaks above half of the highest in 99 of 100 frames.
  static let maximumCount = 5

  private static let transformSamples = 512

  private let transform = RealFourierTransform(
    length: PitchCandidateFinder.transformSamples, batchCount: 1)
  private let interpolation = SincInterpolation()
  private let window = hannWindow(length: PitchCandidateFinder.frameSamples)
  /// 1 ÷ autocorrelation of the window, normalised to 1 at lag 0; shape `[longestLag + 2]`.
  private let inverseWindowCorrelation: [Float]
  private let shortestLag: Int
  private let longestLag: Int
  private let settings: PitchSettings
  private var correlation: [Float]

  init(settings: PitchSettings) {
    self.settings = settings
    let rate = Double(AnalysisRate.sampleRateHz)
    shortestLag = max(2, Int(rate / settings.ceilingHz))
    longestLag = min(
      Self.transformSamples - Self.frameSamples - SincInterpolation.halfWidth - 2,
      Int((rate / settings.floorHz).rounded(.up)))
    let count = longestLag + SincInterpolation.halfWidth + 2
    correlation = [Float](repeating: 0, count: count)
    inverseWindowCorrelation = Self.inverseCorrelation(of: window, count: count)
  }

  /// The candidates of the frame that starts at `start`, strongest first, without the unvoiced one.
  ///
  /// Samples outside the recording count as zero. An empty list means that nothing is periodic.
  func candidates(in samples: Span<Float>, start: Int, into found: inout [PitchCandidate]) {
    found.removeAll(keepingCapacity: true)
    guard correlate(samples, start: start) else { return }
    // A peak lower than half the voicing threshold never wins a path.
    let leastHeight = Float(settings.voicingThresholdRatio) / 2
    let values = correlation
    let curve = values.span
    for lag in shortestLag...longestLag {
      let height = curve[lag]
      guard height > leastHeight, height > curve[lag - 1], height >= curve[lag + 1] else {
        continue
      }
      let (offset, peak) = parabolicPeak(curve[lag - 1], height, curve[lag + 1])
      insert(
        PitchCandidate(
          frequencyHz: Float(AnalysisRate.sampleRateHz) / (Float(lag) + offset),
          strength: min(peak, 1)), into: &found)
    }
  }

  /// Sharpens a candidate of the frame last given to `candidates(in:start:into:)`.
  ///
  /// The peak of the autocorrelation between samples is found by sinc interpolation (Boersma 1993,
  /// equation 22), since a parabola is off by up to 10 cents where overtones make it narrow.
  func refined(_ candidate: PitchCandidate) -> PitchCandidate {
    let rate = Float(AnalysisRate.sampleRateHz)
    let curve = correlation
    let (lag, height) = interpolation.peak(of: curve.span, near: rate / candidate.frequencyHz)
    return PitchCandidate(frequencyHz: rate / lag, strength: min(max(height, 0), 1))
  }

  /// Fills `correlation`; false when the frame is constant.
  private func correlate(_ samples: Span<Float>, start: Int) -> Bool {
    let length = Self.frameSamples
    let (from, to) = (max(start, 0), min(start + length, samples.count))
    guard from < to else { return false }
    var mean: Float = 0
    for index in from..<to { mean += samples[index] }
    mean /= Float(to - from)
    let weights = window
    let weightSpan = weights.span
    var real = transform.real.mutableSpan
    for index in 0..<Self.transformSamples { real[index] = 0 }
    for index in from..<to {
      real[index - start] = (samples[index] - mean) * weightSpan[index - start]
    }
    transform.transformForward()
    var complex = transform.complex.mutableSpan
    for bin in 0..<transform.binCount {
      let (x, y) = (complex[2 * bin], complex[2 * bin + 1])
      complex[2 * bin] = x * x + y * y
      complex[2 * bin + 1] = 0
    }
    transform.transformInverse()
    let result = transform.real.span
    let energy = result[0]
    guard energy > 1e-9 else { return false }
    let scale = 1 / energy
    // A local array is written without a check of exclusive access per element.
    var curve = correlation
    correlation = []
    let correction = inverseWindowCorrelation
    for lag in curve.indices { curve[lag] = result[lag] * scale * correction[lag] }
    correlation = curve
    return true
  }

  private func insert(_ candidate: PitchCandidate, into found: inout [PitchCandidate]) {
    let worth = selectionStrength(candidate)
    let place = found.firstIndex { selectionStrength($0) < worth } ?? found.count
    guard place < Self.maximumCount else { return }
    found.insert(candidate, at: place)
    if found.count > Self.maximumCount { found.removeLast() }
  }

  /// Strength with the advantage of higher candidates, Boersma 1993, equation 24.
  private func selectionStrength(_ candidate: PitchCandidate) -> Float {
    candidate.strength
      - Float(settings.octaveCost) * log2(Float(settings.floorHz) / candidate.frequencyHz)
  }

  private static func inverseCorrelation(of window: [Float], count: Int) -> [Float] {
    func correlation(_ lag: Int) -> Double {
      (0..<window.count - lag).reduce(0) { $0 + Double(window[$1]) * Double(window[$1 + lag]) }
    }
    let energy = correlation(0)
    return (0..<count).map { Float(energy / correlation($0)) }
  }
}

/// Place and height of the peak of the parabola through three neighbouring values.
private func parabolicPeak(
  _ before: Float, _ middle: Float, _ after: Float
) -> (offset: Float, height: Float) {
  let curvature = 2 * middle - before - after
  guard curvature > 0 else { return (0, middle) }
  let offset = 0.5 * (after - before) / curvature
  return (offset, middle + 0.25 * (after - before) * offset)
}
