import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

/// Power of one bin by the definition of the discrete Fourier transform.
private func power(of signal: [Float], bin: Int) -> Double {
  var (real, imaginary) = (0.0, 0.0)
  for (index, value) in signal.enumerated() {
    let angle = 2 * Double.pi * Double(bin * index) / Double(signal.count)
    real += Double(value) * cos(angle)
    imaginary -= Double(value) * sin(angle)
  }
  return real * real + imaginary * imaginary
}

struct PairedFourierTransformTests {
  private let first = Array(Signals.noise(dBFS: -10, seconds: 0.01, seed: 1).prefix(64))
  private let second = Signals.tone(hz: 1000, seconds: 0.008, amplitude: 0.5)

  private func prepared() -> PairedFourierTransform {
    let transform = PairedFourierTransform(length: 64)
    for index in 0..<64 {
      transform.inputs.0[index] = first[index]
      transform.inputs.1[index] = second[index]
    }
    transform.transform()
    return transform
  }

  @Test func `two rows transformed together have the powers of each`() {
    let transform = prepared()
    var powers = [Float](repeating: 0, count: 64)
    var span = powers.mutableSpan
    transform.setPowers(&span, at: 0, binCount: 32, scale: 2)
    for bin in 0..<32 {
      #expect(abs(Double(powers[bin]) / 2 - power(of: first, bin: bin)) < 1e-4)
      #expect(abs(Double(powers[32 + bin]) / 2 - power(of: second, bin: bin)) < 1e-4)
    }
  }

  @Test func `powers transformed again are the circular autocorrelations`() {
    let transform = prepared()
    transform.takePowersAsInputs()
    transform.transform()
    for lag in 0..<64 {
      var (one, other) = (0.0, 0.0)
      for index in 0..<64 {
        one += Double(first[index] * first[(index + lag) % 64])
        other += Double(second[index] * second[(index + lag) % 64])
      }
      #expect(abs(Double(transform.outputs.0[lag]) / 64 - one) < 1e-4)
      #expect(abs(Double(transform.outputs.1[lag]) / 64 - other) < 1e-4)
    }
  }
}
