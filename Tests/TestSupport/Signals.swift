internal import Foundation

extension SeededGenerator {
  /// The next number of a standard normal distribution (Box & Muller 1958).
  public mutating func nextGaussian() -> Double {
    let first = Double.random(in: Double.leastNormalMagnitude..<1, using: &self)
    let second = Double.random(in: 0..<1, using: &self)
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}

/// Signals whose truth is known.
public enum Signals {
  /// A sine of the given amplitude.
  public static func tone(
    hz: Double, seconds: Double, amplitude: Double = 0.5, sampleRateHz: Int = 8000
  ) -> [Float] {
    (0..<Int(seconds * Double(sampleRateHz))).map {
      Float(amplitude * sin(2 * .pi * hz * Double($0) / Double(sampleRateHz)))
    }
  }

  /// White Gaussian noise of the given RMS level in dBFS.
  public static func noise(
    dBFS: Double, seconds: Double, seed: UInt64 = 1, sampleRateHz: Int = 8000
  ) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    let scale = pow(10, dBFS / 20)
    return (0..<Int(seconds * Double(sampleRateHz))).map { _ in
      Float(scale * generator.nextGaussian())
    }
  }

  /// A voice-like sound: harmonics of F0 up to 3.4 kHz, falling by 6 dB per octave, at the given RMS.
  public static func vowel(
    f0Hz: Double, seconds: Double, dBFS: Double = -20, sampleRateHz: Int = 8000
  ) -> [Float] {
    let harmonics = max(1, Int(3400 / f0Hz))
    var samples = (0..<Int(seconds * Double(sampleRateHz))).map { index -> Double in
      let phase = 2 * .pi * f0Hz * Double(index) / Double(sampleRateHz)
      return (1...harmonics).reduce(0) { sum, harmonic in
        // Phases by Schroeder (1970, IEEE Trans. Inf. Theory 16:85) keep the peaks low.
        let shift = -.pi * Double(harmonic * harmonic) / Double(harmonics)
        return sum + sin(phase * Double(harmonic) + shift) / Double(harmonic)
      }
    }
    let square = samples.reduce(0) { $0 + $1 * $1 }
    let scale = pow(10, dBFS / 20) / (square / Double(max(samples.count, 1))).squareRoot()
    for index in samples.indices { samples[index] *= scale }
    return samples.map { Float($0) }
  }

  /// Digital silence.
  public static func silence(seconds: Double, sampleRateHz: Int = 8000) -> [Float] {
    [Float](repeating: 0, count: Int(seconds * Double(sampleRateHz)))
  }

  /// Sample by sample sum; the shorter one is taken as followed by silence.
  public static func mix(_ first: [Float], _ second: [Float]) -> [Float] {
    (0..<max(first.count, second.count)).map {
      ($0 < first.count ? first[$0] : 0) + ($0 < second.count ? second[$0] : 0)
    }
  }
}
