import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

struct SpeechEnvelopeTests {
  /// ITU-T P.56 clause 6.3, sample by sample.
  private func steps(_ samples: [Float], sampleRateHz: Double) -> [Double] {
    let g = exp(-1 / (sampleRateHz * 0.03))
    var (p, q) = (0.0, 0.0)
    return samples.map { sample in
      p = g * p + (1 - g) * Double(abs(sample))
      q = g * q + (1 - g) * p
      return q
    }
  }

  @Test(arguments: [1, 7, 8, 80, 83])
  func `eight samples at a time give what the formula gives`(cellSamples: Int) {
    let samples =
      Signals.noise(dBFS: -10, seconds: 0.1, seed: 5) + Signals.silence(seconds: 0.1)
    let expected = steps(samples, sampleRateHz: 8000)
    var envelope = SpeechEnvelope(sampleRateHz: 8000)
    for start in stride(from: 0, to: samples.count, by: cellSamples) {
      let cell = start..<min(start + cellSamples, samples.count)
      let highest = envelope.highest(in: samples.span.extracting(cell))
      #expect(abs(Double(highest) - (expected[cell].max() ?? 0)) < 1e-6)
    }
  }
}
