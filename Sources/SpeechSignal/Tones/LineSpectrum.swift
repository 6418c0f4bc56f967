internal import Foundation

/// A spectral line: a steady frequency inside a window.
struct SpectralLine {
  /// Frequency in Hz.
  var frequencyHz: Double
  /// Mean square under its main lobe.
  var power: Double
  /// Place in the spectrum.
  fileprivate var bin: Int
}

/// Power spectrum of one window, fine enough to read frequencies off it.
///
/// Hann window, padded with zeros to at least twice its length; a peak's place is that of the parabola
/// through the logarithms of its highest bin and the neighbours (Smith & Serra 1987, ICMC, section
/// 3.4), whose error is under 1 % of a bin of the window. Owned by one task at a time.
final class LineSpectrum {
  /// Window lengths in use, in samples: 128, 64 and 32 ms.
  ///
  /// Two lines are told apart when they lie two bins of the window apart: 16, 32 or 63 Hz.
  static let windowSamples = [1024, 512, 256]
  /// Transform length of each window.
  private static let transformSamples = [2048, 1024, 1024]
  /// Half of the Hann window's main lobe, in bins of the window.
  private static let lobeReachBins = 2
  /// What counts as sound: as the mel bands, above hum and DC and below the resampler's fold.
  private static let soundHz = 94.0...3906.0

  private let transforms: [Int: RealFourierTransform]
  private let windows: [[Float]]
  /// Σw² of each window.
  private let energies: [Double]

  /// Mean square per bin; room for the longest transform.
  private var powers: [Float]
  private var binHz = 1.0
  private var lobeBins = 0

  init() {
    let lengths = Set(Self.transformSamples)
    transforms = Dictionary(
      uniqueKeysWithValues: lengths.map { ($0, RealFourierTransform(length: $0, batchCount: 1)) })
    windows = Self.windowSamples.map(hannWindow)
    energies = windows.map { $0.reduce(0) { $0 + Double($1 * $1) } }
    powers = [Float](repeating: 0, count: (Self.transformSamples.max() ?? 0) / 2 + 1)
  }

  /// Takes the spectrum of the window that starts at a sample.
  ///
  /// - Parameter rank: Which of `windowSamples`.
  /// - Precondition: The window lies inside the samples.
  func analyze(_ samples: [Float], start: Int, rank: Int) {
    let (window, length) = (windows[rank], Self.transformSamples[rank])
    guard let transform = transforms[length] else { return }
    for index in window.indices {
      transform.real[index] = samples[start + index] * window[index]
    }
    for index in window.count..<length { transform.real[index] = 0 }
    transform.transformForward()
    // As in `BandAnalyzer`, with the padding: the powers add up to the window's mean square.
    let scale = Float(2 / (Double(length) * energies[rank]))
    powers.withUnsafeMutableBufferPointer { powers in
      for bin in 0..<transform.binCount {
        let (real, imaginary) = (transform.complex[2 * bin], transform.complex[2 * bin + 1])
        powers[bin] = (real * real + imaginary * imaginary) * scale
      }
    }
    binHz = Double(AnalysisRate.sampleRateHz) / Double(length)
    lobeBins = Self.lobeReachBins * length / window.count
  }

  /// Mean square of all that counts as sound.
  var totalPower: Double {
    sum(of: bins(in: Self.soundHz))
  }

  /// The strongest line in a range, but for the lobe of another one.
  func strongestLine(
    inHz range: ClosedRange<Double>, besides other: SpectralLine? = nil
  ) -> SpectralLine {
    let searched = bins(in: range)
    let taken = other.map { $0.bin - lobeBins..<$0.bin + lobeBins + 1 } ?? 0..<0
    var (best, bestPower) = (searched.lowerBound, Float(-1))
    for part in [
      searched.lowerBound..<max(searched.lowerBound, min(taken.lowerBound, searched.upperBound)),
      min(max(taken.upperBound, searched.lowerBound), searched.upperBound)..<searched.upperBound,
    ] {
      for bin in part where powers[bin] > bestPower { (best, bestPower) = (bin, powers[bin]) }
    }
    let lobe = max(0, best - lobeBins)..<min(powers.count, best + lobeBins + 1)
    // What two lobes share belongs to the stronger one.
    let power = sum(of: lobe) - sum(of: lobe.clamped(to: taken))
    return SpectralLine(frequencyHz: frequencyHz(ofPeak: best), power: power, bin: best)
  }

  private func sum(of bins: Range<Int>) -> Double {
    var sum = 0.0
    for bin in bins { sum += Double(powers[bin]) }
    return sum
  }

  /// Frequency of a peak by the parabola through three logarithms.
  private func frequencyHz(ofPeak bin: Int) -> Double {
    guard bin > 0, bin < powers.count - 1 else { return Double(bin) * binHz }
    let (left, middle, right) = (
      log(Double(powers[bin - 1]) + 1e-30), log(Double(powers[bin]) + 1e-30),
      log(Double(powers[bin + 1]) + 1e-30)
    )
    let curvature = left - 2 * middle + right
    guard curvature < 0 else { return Double(bin) * binHz }
    let offset = min(max(0.5 * (left - right) / curvature, -0.5), 0.5)
    return (Double(bin) + offset) * binHz
  }

  private func bins(in range: ClosedRange<Double>) -> Range<Int> {
    let first = Int((range.lowerBound / binHz).rounded(.up))
    let last = Int((range.upperBound / binHz).rounded(.down))
    return first..<min(last + 1, powers.count)
  }
}
