internal import Foundation

extension Signals {
  /// First two formants in Hz, as in heed, head, father, who'd (Peterson & Barney 1952, table II).
  private static let formantsHz = [(270.0, 2290.0), (530, 1840), (730, 1090), (300, 870)]

  /// A voice that talks without a pause: syllables of changing length, vowel and melody, some with a
  /// hiss before the vowel. Speech to the detector, which a vowel held without change is not.
  public static func talk(
    seconds: Double, f0Hz: Double = 120, dBFS: Double = -20, seed: UInt64 = 1,
    sampleRateHz: Int = 8000
  ) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    let count = Int(seconds * Double(sampleRateHz))
    var samples: [Double] = []
    while samples.count < count {
      let length = Double.random(in: 0.12...0.26, using: &generator)
      if Double.random(in: 0..<1, using: &generator) < 0.4 {
        samples += (0..<sampleRateHz / 20).map { _ in 0.06 * generator.nextGaussian() }
      }
      let glide = Double.random(in: -3...1, using: &generator)
      let start = f0Hz * pow(2, Double.random(in: -2...5, using: &generator) / 12)
      let formants = formantsHz[Int.random(in: 0..<formantsHz.count, using: &generator)]
      samples += syllable(
        seconds: length, f0Hz: start, glideSemitones: glide, formants, rate: Double(sampleRateHz))
    }
    samples.removeLast(samples.count - count)
    let square = samples.reduce(0) { $0 + $1 * $1 } / Double(max(count, 1))
    let scale = pow(10, dBFS / 20) / max(square, 1e-12).squareRoot()
    return samples.map { Float($0 * scale) }
  }

  /// Harmonics weighted by two resonances of 80 and 120 Hz, falling by 6 dB per octave, swelling
  /// and fading within 30 ms.
  private static func syllable(
    seconds: Double, f0Hz: Double, glideSemitones: Double, _ formants: (Double, Double),
    rate: Double
  ) -> [Double] {
    let count = Int(seconds * rate)
    var phase = 0.0
    return (0..<count).map { index in
      let position = Double(index) / Double(count)
      let f0 = f0Hz * pow(2, glideSemitones * position / 12)
      phase += 2 * .pi * f0 / rate
      var sum = 0.0
      for harmonic in 1...max(1, Int(3400 / f0)) {
        let hz = Double(harmonic) * f0
        sum += gain(hz, formants) / Double(harmonic) * sin(Double(harmonic) * phase)
      }
      let edge = min(Double(index), Double(count - index)) / rate
      return sum * min(1, 0.15 + edge / 0.03)
    }
  }

  private static func gain(_ hz: Double, _ formants: (Double, Double)) -> Double {
    func resonance(_ centre: Double, _ width: Double) -> Double {
      1 / (1 + pow((hz - centre) / width, 2)).squareRoot()
    }
    return 0.05 + resonance(formants.0, 80) + 0.5 * resonance(formants.1, 120)
  }
}
