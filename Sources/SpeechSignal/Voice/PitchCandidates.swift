internal import Foundation

/// What may be the F0 of a frame.
struct PitchCandidate {
  /// F0 in Hz; 0 for the unvoiced candidate.
  var frequencyHz: Float
  /// Height of the autocorrelation peak, 0…1.
  var strength: Float
  /// Strength with the advantage of higher candidates, Boersma 1993, equation 24.
  var selectionStrength: Float = 0
}

/// Finds the peaks of a frame's normalised autocorrelation (Boersma 1993, Proc. Inst. Phonetic
/// Sciences Amsterdam 17:97–110).
///
/// The autocorrelation of the windowed frame, from the power spectrum, divided by that of the
/// window (equation 9), estimates the autocorrelation of the signal. The frame is longer than the
/// spectrum's: Boersma asks for three periods of the lowest F0, and padding to 512 keeps the lags
/// that matter free of the transform's wrap-around. Two frames share each transform, brought to equal
/// energy, so that neither's rounding shows in the other. Owned by one task at a time.
final class PitchCandidateFinder {
  /// 48 ms: three periods of 62.5 Hz.
  static let frameSamples = 384
  /// How far the frame starts before the spectrum's frame, so that both have one centre.
  static let leadSamples = (frameSamples - AnalysisRate.frameSamples) / 2
  /// Most candidates kept per frame, the unvoiced one left out: Praat keeps 15 in all; telephone
  /// speech has four peaks above half of the highest in 99 of 100 frames.
  static let maximumCount = 5

  private static let transformSamples = 512

  private let transform = PairedFourierTransform(length: PitchCandidateFinder.transformSamples)
  private let interpolation = SincInterpolation()
  private let window = hannWindow(length: PitchCandidateFinder.frameSamples)
  /// 1 ÷ autocorrelation of the window, normalised to 1 at lag 0; shape `[lagCount]`.
  private let inverseWindowCorrelation: [Float]
  private let shortestLag: Int
  private let longestLag: Int
  private let settings: PitchSettings
  /// Lags looked at, with the neighbours that interpolation needs: a multiple of eight.
  private let lagCount: Int
  /// Normalised autocorrelations of two frames; shape `[2, lagCount]`.
  private var correlations: [Float]
  /// Whether each of the two frames is more than a constant.
  private var hasSound = (false, false)

  init(settings: PitchSettings) {
    self.settings = settings
    let rate = Double(AnalysisRate.sampleRateHz)
    shortestLag = max(2, Int(rate / settings.ceilingHz))
    longestLag = min(
      Self.transformSamples - Self.frameSamples - SincInterpolation.halfWidth - 2,
      Int((rate / settings.floorHz).rounded(.up)))
    lagCount = (longestLag + SincInterpolation.halfWidth + 2 + 7) / 8 * 8
    correlations = [Float](repeating: 0, count: 2 * lagCount)
    inverseWindowCorrelation = Self.inverseCorrelation(of: window, count: lagCount)
  }

  /// Takes in two frames, or one.
  ///
  /// Samples outside the recording count as zero.
  ///
  /// - Parameters:
  ///   - first: Where the first frame starts.
  ///   - second: Where the second one does; `nil` for none.
  func listen(to samples: Span<Float>, at first: Int, and second: Int?) {
    hasSound.0 = fill(transform.inputs.0, with: samples, start: first)
    hasSound.1 = fill(transform.inputs.1, with: samples, start: second ?? samples.count)
    guard hasSound.0 || hasSound.1 else { return }
    transform.transform()
    transform.takePowersAsInputs()
    transform.transform()
    // A local array is written without a check of exclusive access per element.
    var values = correlations
    correlations = []
    normalize(transform.outputs.0, into: &values, at: 0)
    normalize(transform.outputs.1, into: &values, at: lagCount)
    correlations = values
  }

  /// The candidates of a frame last listened to, strongest first, without the unvoiced one.
  ///
  /// An empty list means that nothing is periodic.
  ///
  /// - Parameter isSecond: Which of the two frames.
  func findCandidates(ofSecond isSecond: Bool, into found: inout [PitchCandidate]) {
    found.removeAll(keepingCapacity: true)
    guard isSecond ? hasSound.1 : hasSound.0 else { return }
    // A peak lower than half the voicing threshold never wins a path.
    let leastHeight = Float(settings.voicingThresholdRatio) / 2
    let values = correlations
    let start = isSecond ? lagCount : 0
    let curve = values.span.extracting(start..<start + lagCount)
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
    for rank in found.indices { found[rank] = refined(found[rank], curve) }
  }

  /// Sharpens a candidate.
  ///
  /// The peak of the autocorrelation between samples is found by sinc interpolation (Boersma 1993,
  /// equation 22), since a parabola is off by up to 10 cents where overtones make it narrow.
  private func refined(_ candidate: PitchCandidate, _ curve: Span<Float>) -> PitchCandidate {
    let rate = Float(AnalysisRate.sampleRateHz)
    let (lag, height) = interpolation.peak(of: curve, near: rate / candidate.frequencyHz)
    return PitchCandidate(frequencyHz: rate / lag, strength: min(max(height, 0), 1))
  }

  /// Writes a frame less its mean, windowed and of energy 1; false, and zeros, when it is constant.
  private func fill(
    _ target: UnsafeMutableBufferPointer<Float>, with samples: Span<Float>, start: Int
  ) -> Bool {
    let length = Self.frameSamples
    var row = target.mutableSpan
    let (from, to) = (max(start, 0), min(start + length, samples.count))
    for index in stride(from: 0, to: Self.transformSamples, by: 8) {
      row.setEight(at: index, to: .zero)
    }
    guard from < to else { return false }
    for index in from..<to { row[index - start] = samples[index] }
    var sums = SIMD8<Float>.zero
    for index in stride(from: 0, to: length, by: 8) { sums += row.eight(at: index) }
    let mean = sums.total / Float(to - from)
    let weights = window
    let weightSpan = weights.span
    var squares = SIMD8<Float>.zero
    for index in stride(from: 0, to: length, by: 8) {
      let values = (row.eight(at: index) - mean) * weightSpan.eight(at: index)
      squares += values * values
      row.setEight(at: index, to: values)
    }
    let energy = squares.total
    let hasSound = energy * Float(Self.transformSamples) > 1e-9
    let scale = hasSound ? 1 / energy.squareRoot() : 0
    for index in stride(from: 0, to: length, by: 8) {
      row.setEight(at: index, to: row.eight(at: index) * scale)
    }
    return hasSound
  }

  /// Divides an autocorrelation by its value at lag 0 and by the window's.
  private func normalize(
    _ source: UnsafeMutableBufferPointer<Float>, into target: inout [Float], at place: Int
  ) {
    let result = source.span
    let correction = inverseWindowCorrelation
    let correctionSpan = correction.span
    var curve = target.mutableSpan
    let scale = 1 / max(result[0], .leastNormalMagnitude)
    for lag in stride(from: 0, to: lagCount, by: 8) {
      curve.setEight(
        at: place + lag, to: result.eight(at: lag) * scale * correctionSpan.eight(at: lag))
    }
  }

  private func insert(_ found: PitchCandidate, into list: inout [PitchCandidate]) {
    var candidate = found
    candidate.selectionStrength =
      found.strength
      - Float(settings.octaveCost) * log2(Float(settings.floorHz) / found.frequencyHz)
    let place = list.firstIndex { $0.selectionStrength < candidate.selectionStrength } ?? list.count
    guard place < Self.maximumCount else { return }
    list.insert(candidate, at: place)
    if list.count > Self.maximumCount { list.removeLast() }
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
