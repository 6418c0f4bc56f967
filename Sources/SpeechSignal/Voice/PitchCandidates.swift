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
    for first in stride(from: shortestLag, through: longestLag, by: 8) {
      let heights = curve.eight(at: first)
      let isPeak =
        (heights .> leastHeight) .& (heights .> curve.eight(at: first - 1))
        .& (heights .>= curve.eight(at: first + 1))
      guard isPeak.containsTrue else { continue }
      for lane in 0..<min(8, longestLag + 1 - first) where isPeak[lane] {
        insert(peak(at: first + lane, of: curve), into: &found)
      }
    }
    for rank in found.indices { found[rank] = refined(found[rank], curve) }
  }

  /// The candidate that a peak makes, placed by the parabola through its neighbours.
  private func peak(at lag: Int, of curve: Span<Float>) -> PitchCandidate {
    let (offset, height) = parabolicPeak(curve[lag - 1], curve[lag], curve[lag + 1])
    return PitchCandidate(
      frequencyHz: Float(AnalysisRate.sampleRateHz) / (Float(lag) + offset),
      strength: min(height, 1))
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
    // The row held powers last.
    for index in stride(from: length, to: Self.transformSamples, by: 8) {
      row.setEight(at: index, to: .zero)
    }
    guard let mean = copy(samples, from: start, to: &row) else { return false }
    let weights = window
    let weightSpan = weights.span
    // Two sums, as each addition waits for the one before it.
    var (squares, otherSquares) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    for index in stride(from: 0, to: length, by: 16) {
      let values = (row.eight(at: index) - mean) * weightSpan.eight(at: index)
      let others = (row.eight(at: index + 8) - mean) * weightSpan.eight(at: index + 8)
      squares += values * values
      otherSquares += others * others
      row.setEight(at: index, to: values)
      row.setEight(at: index + 8, to: others)
    }
    let energy = (squares + otherSquares).total
    let hasSound = energy * Float(Self.transformSamples) > 1e-9
    let scale = hasSound ? 1 / energy.squareRoot() : 0
    for index in stride(from: 0, to: length, by: 8) {
      row.setEight(at: index, to: row.eight(at: index) * scale)
    }
    return hasSound
  }

  /// Copies a frame; its mean, which stands in for samples outside the recording as well.
  ///
  /// - Returns: `nil`, with zeros written, where the recording holds none of it.
  private func copy(
    _ samples: Span<Float>, from start: Int, to row: inout MutableSpan<Float>
  ) -> Float? {
    let length = Self.frameSamples
    let (from, to) = (max(start, 0), min(start + length, samples.count))
    var sums = SIMD8<Float>.zero
    if from == start && to == start + length {
      var otherSums = SIMD8<Float>.zero
      for index in stride(from: 0, to: length, by: 16) {
        let values = samples.eight(at: start + index)
        let others = samples.eight(at: start + index + 8)
        sums += values
        otherSums += others
        row.setEight(at: index, to: values)
        row.setEight(at: index + 8, to: others)
      }
      return (sums + otherSums).total / Float(length)
    }
    for index in from..<max(from, to) { sums[0] += samples[index] }
    let mean = from < to ? sums[0] / Float(to - from) : 0
    for index in 0..<length {
      let place = start + index
      row[index] = from <= place && place < to ? samples[place] : mean
    }
    return from < to ? mean : nil
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
