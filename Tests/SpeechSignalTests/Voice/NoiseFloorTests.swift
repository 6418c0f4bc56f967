import CallTypes
import TestSupport
import Testing

@testable import SpeechSignal

private func spectrogram(of samples: [Float]) -> BandSpectrogram {
  var spectrogram = BandSpectrogram()
  let frames = 0..<AnalysisRate.frameCount(ofSamples: samples.count)
  BandAnalyzer().append(frames: frames, of: samples, to: &spectrogram)
  return spectrogram
}

struct NoiseFloorTests {
  /// One formula serves bands of 2 to 12 bins; a third of a decibel is a tenth of the even excess.
  private static let toleranceDB = 0.35

  @Test func `the background of white noise is its own level in every band`() {
    let bands = spectrogram(of: Signals.noise(dBFS: -50, seconds: 300, seed: 7))
    let floor = noiseFloor(
      of: bands, frames: 1000..<29_000, settings: NoiseFloorSettings())
    let count = MelBands.count
    for band in 0..<count {
      var excess = 0.0
      for frame in 1000..<29_000 {
        let row = floor.rowOffset(ofFrame: frame)
        excess += Double(
          bands.levelsDBFS[frame * count + band] - floor.levelsDBFS[row + band])
      }
      #expect(abs(excess / 28_000) < Self.toleranceDB, "band \(band)")
    }
  }
}
