internal import Foundation

/// The bands that the spectrum is summed into: rectangular, side by side, equally wide in mel.
enum MelBands {
  /// Number of bands: about one per 100 mel, two thirds of a critical band.
  static let count = 20

  /// Lower edges of the bands in bins of a 256-point transform, and the upper edge of the last;
  /// shape `[count + 1]`.
  ///
  /// From 94 Hz, above mains hum and DC, to 3.9 kHz, below the fold of the resampler.
  static let edgeBins: [Int] = {
    let (lowestHz, highestHz) = (93.75, 3906.25)
    let binHz = Double(AnalysisRate.sampleRateHz) / Double(AnalysisRate.frameSamples)
    let (low, high) = (mel(ofHz: lowestHz), mel(ofHz: highestHz))
    return (0...count).map { band in
      let edgeMel = low + (high - low) * Double(band) / Double(count)
      return Int((hz(ofMel: edgeMel) / binHz).rounded())
    }
  }()

  /// Number of bins in each band; shape `[count]`.
  static let binCounts: [Int] = (0..<count).map { edgeBins[$0 + 1] - edgeBins[$0] }

  /// O'Shaughnessy (1987), Speech Communication, p. 150: m = 2595 log₁₀(1 + f / 700).
  static func mel(ofHz frequency: Double) -> Double { 2595 * log10(1 + frequency / 700) }

  /// Inverse of `mel(ofHz:)`.
  static func hz(ofMel mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}
