internal import Foundation

/// Resonances of a vowel.
struct Vowel {
  /// First three formants (means of men, Peterson & Barney 1952, table II).
  var formantsHz: [Double]

  /// As in heed, head, father, hawed, who'd.
  static let all = [
    Vowel(formantsHz: [270, 2290, 3010]), Vowel(formantsHz: [530, 1840, 2480]),
    Vowel(formantsHz: [730, 1090, 2440]), Vowel(formantsHz: [570, 840, 2410]),
    Vowel(formantsHz: [300, 870, 2240]),
  ]
}

/// A second-order resonance of gain 1 at 0 Hz, equation 1 of Klatt (1980, JASA 67:971).
private struct Resonator {
  private let (a, b, c): (Double, Double, Double)
  private var (last, beforeLast) = (0.0, 0.0)

  init(hz: Double, bandwidthHz: Double, sampleRateHz: Double) {
    let radius = exp(-.pi * bandwidthHz / sampleRateHz)
    c = -radius * radius
    b = 2 * radius * cos(2 * .pi * hz / sampleRateHz)
    a = 1 - b - c
  }

  mutating func next(_ input: Double) -> Double {
    let output = a * input + b * last + c * beforeLast
    (last, beforeLast) = (output, last)
    return output
  }
}

/// One side of a call, sample by sample: syllables over the noise of a line.
struct Voice {
  private static let formantBandwidthsHz = [60.0, 90, 150]
  private static let attackSeconds = 0.02
  private static let releaseSeconds = 0.04
  private static let fricativeSeconds = 0.05
  /// Of full scale: gives speech of about −22 dBFS.
  private static let pulseAmplitude = 12.0
  /// Each of the two low-passes that make a pulse round; about 130 Hz at 8 kHz.
  private static let glottisSmoothingRatio = 0.1
  private static let fricativeAmplitude = 0.03
  /// Half width of the uniform noise: −60 dBFS RMS.
  private static let noiseAmplitude = 0.001 * 3.0.squareRoot()
  /// Random change of each period, as in natural voices.
  private static let jitterRatio = 0.005

  private let sampleRateHz: Double
  private var generator: SeededGenerator

  init(sampleRateHz: Int, seed: UInt64) {
    self.sampleRateHz = Double(sampleRateHz)
    generator = SeededGenerator(seed: seed)
  }

  /// Uniform noise of the line.
  mutating func lineNoise(sampleCount: Int) -> [Float] {
    (0..<sampleCount).map { _ in Float(Self.noiseAmplitude * uniform()) }
  }

  /// The sound of a syllable.
  mutating func sound(of syllable: Syllable) -> [Float] {
    let count = Int(syllable.durationSeconds * sampleRateHz)
    var tract = zip(syllable.vowel.formantsHz, Self.formantBandwidthsHz).map {
      Resonator(hz: $0, bandwidthHz: $1, sampleRateHz: sampleRateHz)
    }
    let fricativeCount = syllable.hasFricative ? Int(Self.fricativeSeconds * sampleRateHz) : 0
    var (phase, jitter, pressure, flow, sound) = (0.0, 1.0, 0.0, 0.0, [Float]())
    sound.reserveCapacity(count)
    for index in 0..<count {
      if index < fricativeCount {
        sound.append(Float(Self.fricativeAmplitude * uniform()))
        continue
      }
      let position = Double(index - fricativeCount) / Double(max(count - fricativeCount, 1))
      let f0Hz = syllable.f0Hz.start + (syllable.f0Hz.end - syllable.f0Hz.start) * position
      phase += f0Hz * jitter / sampleRateHz
      var pulse = 0.0
      if phase >= 1 {
        phase -= 1
        jitter = 1 + Self.jitterRatio * uniform()
        pulse = Self.pulseAmplitude
      }
      // The flow through the glottis falls by 12 dB per octave; the lips radiate its change.
      pressure += Self.glottisSmoothingRatio * (pulse - pressure)
      let change = Self.glottisSmoothingRatio * (pressure - flow)
      flow += change
      var value = change
      for formant in tract.indices { value = tract[formant].next(value) }
      sound.append(Float(value * envelope(index - fricativeCount, of: count - fricativeCount)))
    }
    return sound
  }

  private func envelope(_ index: Int, of count: Int) -> Double {
    let attack = Double(index) / (Self.attackSeconds * sampleRateHz)
    let release = Double(count - index) / (Self.releaseSeconds * sampleRateHz)
    return min(1, attack, release)
  }

  /// −1…1.
  private mutating func uniform() -> Double {
    Double(Int64(bitPattern: generator.next())) / 0x1p63
  }
}
