import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

private func spectrogram(of samples: [Float]) -> BandSpectrogram {
  var spectrogram = BandSpectrogram()
  let frames = 0..<AnalysisRate.frameCount(ofSamples: samples.count)
  BandAnalyzer().append(frames: frames, of: samples, to: &spectrogram)
  return spectrogram
}

struct BandAnalyzerTests {
  @Test func `the bands ascend without gap through the telephone band`() {
    let edges = MelBands.edgeBins
    #expect(edges.count == MelBands.count + 1)
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(edges.first == 3 && edges.last == 125)
    #expect(abs(MelBands.hz(ofMel: MelBands.mel(ofHz: 1234)) - 1234) < 1e-6)
  }

  @Test(arguments: [(250.0, -20.0), (1000, -3), (3000, -60)])
  func `a tone's level lies in the band of its frequency`(hz: Double, dBFS: Double) throws {
    let amplitude = pow(10, (dBFS + 3.0103) / 20)
    let bands = spectrogram(of: Signals.tone(hz: hz, seconds: 0.5, amplitude: amplitude))
    let bin = Int((hz / 31.25).rounded())
    let band = try #require((0..<MelBands.count).last { MelBands.edgeBins[$0] <= bin })
    let level = bands.levelsDBFS[20 * MelBands.count + band]
    // A Hann window spreads a tone over three bins; a neighbour band may hold a sixth of it.
    #expect(abs(Double(level) - dBFS) < 1)
    #expect(abs(Double(bands.totalLevelsDBFS[20]) - dBFS) < 0.05)
  }

  @Test func `bands of digital silence lie on the floor`() {
    let bands = spectrogram(of: Signals.silence(seconds: 0.1))
    #expect(bands.levelsDBFS.allSatisfy { $0 == BandSpectrogram.levelFloorDB })
  }

  @Test func `the quick logarithm is right to two thousandths of a decibel`() {
    for exponent in stride(from: -12.0, through: 3, by: 0.0137) {
      let power = Float(pow(10, exponent))
      #expect(abs(Double(approximateDecibels(power)) - 10 * log10(Double(power))) < 0.002)
    }
    #expect(approximateDecibels(0) < -300)
  }

  @Test func `a transform there and back gives the signal times its length`() {
    let transform = RealFourierTransform(length: 64, batchCount: 3)
    let signal = (0..<192).map { Float($0 % 17) - 8 }
    for index in signal.indices { transform.real[index] = signal[index] }
    transform.transformForward()
    #expect(abs(transform.complex[0] - signal[..<64].reduce(0, +)) < 1e-3)
    transform.transformInverse()
    for index in signal.indices {
      #expect(abs(transform.real[index] / 64 - signal[index]) < 1e-4)
    }
  }

  @Test func `the quick logarithm of eight numbers is that of each`() {
    let powers = SIMD8<Float>(0, 1e-12, 1e-7, 0.003, 0.5, 1, 2, 1234.5)
    let levels = approximateDecibels(powers)
    for lane in 0..<8 { #expect(levels[lane] == approximateDecibels(powers[lane])) }
  }

  /// Results must not depend on which frames share a transform, but for rounding.
  @Test func `a frame has the same levels whatever its neighbours`() {
    let samples = Signals.noise(dBFS: -30, seconds: 0.5, seed: 3)
    let whole = spectrogram(of: samples)
    for frame in [0, 1, 7, 8, 20] {
      let start = frame * AnalysisRate.hopSamples
      let alone = spectrogram(of: Array(samples[start..<start + AnalysisRate.frameSamples]))
      #expect(alone.frameCount == 1)
      for band in 0..<MelBands.count {
        let difference =
          alone.levelsDBFS[band] - whole.levelsDBFS[frame * MelBands.count + band]
        #expect(abs(difference) < 0.001)
      }
    }
  }
}
