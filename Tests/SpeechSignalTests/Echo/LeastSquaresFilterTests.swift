import TestSupport
import Testing

@testable import SpeechSignal

struct LeastSquaresFilterTests {
  private let blocks = OverlapSave(tapCount: LeastSquaresFilter.tapCount)
  private let taps: [Int: Float] = [5: 0.5, 40: -0.3, 200: 0.1]

  /// White noise through the taps, and a second signal besides.
  private func piece(seconds: Double, seed: UInt64, besides other: [Float] = []) -> EchoPiece {
    let source = Signals.noise(dBFS: -20, seconds: seconds, seed: seed)
    let before = LeastSquaresFilter.tapCount - 1
    let target = (before..<source.count).map { place in
      taps.reduce(Float(0)) { $0 + $1.value * source[place - $1.key] }
    }
    return EchoPiece(target: Signals.mix(target, Array(other.prefix(target.count))), source: source)
  }

  private func powerDB(_ samples: [Float]) -> Double {
    Double(decibels(samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)))
  }

  private func decibels(_ power: Float) -> Float { approximateDecibels(max(power, 1e-20)) }

  @Test func `the taps of a known filter are found`() {
    var filter = LeastSquaresFilter(blocks)
    filter.learn(from: [piece(seconds: 2, seed: 1), piece(seconds: 1, seed: 2)])
    for (delay, tap) in filter.taps.enumerated() {
      // White noise 40 dB under the source is added to its power: taps are 0.01 % smaller.
      #expect(abs(tap - (taps[delay] ?? 0)) < 0.002, "tap \(delay): \(tap)")
    }
  }

  @Test func `what was learnt takes the sound out of another piece`() {
    var filter = LeastSquaresFilter(blocks)
    filter.learn(from: [piece(seconds: 3, seed: 3)])
    let other = piece(seconds: 1, seed: 4)
    let rest = zip(other.target, filter.filtered(other.source)).map { $0 - $1 }
    #expect(powerDB(rest) < powerDB(other.target) - 40)
  }

  @Test func `noise 10 dB under the sound is left and not learnt`() {
    var filter = LeastSquaresFilter(blocks)
    let noise = Signals.noise(dBFS: -35, seconds: 4, seed: 9)
    filter.learn(from: [piece(seconds: 4, seed: 5, besides: noise)])
    let clean = piece(seconds: 1, seed: 6)
    let rest = zip(clean.target, filter.filtered(clean.source)).map { $0 - $1 }
    // 256 taps from 32,000 samples: an error of 256/32,000 of the noise, 31 dB under the sound.
    #expect(powerDB(rest) < powerDB(clean.target) - 25)
  }

  @Test func `nothing learnt, a silent source and too few samples give nothing`() {
    var filter = LeastSquaresFilter(blocks)
    #expect(filter.filtered(Signals.noise(dBFS: -20, seconds: 0.1)).allSatisfy { $0 == 0 })
    #expect(filter.filtered([0.5]).isEmpty)
    let silence = [Float](repeating: 0, count: 4000)
    filter.learn(from: [])
    filter.learn(from: [EchoPiece(target: Array(silence.dropFirst(255)), source: silence)])
    #expect(filter.taps.allSatisfy { $0 == 0 })
  }
}
