import TestSupport
import Testing

@testable import SpeechSignal

/// A run of equal frames.
private func excess(
  loudestDB: Float, totalDB: Float, underLoudDB: Float, count: Int = 100
) -> Excess {
  Excess(
    loudestDB: [Float](repeating: loudestDB, count: count),
    totalDB: [Float](repeating: totalDB, count: count),
    underLoudDB: [Float](repeating: underLoudDB, count: count))
}

struct SpeechDetectorTests {
  private let settings = SpeechDetectorSettings()

  private func probability(of excess: Excess, periodicity: Float = 0) -> Float {
    let found = speechProbabilities(
      excess: excess, periodicity: [Float](repeating: periodicity, count: 100),
      settings: settings)
    return found[50]
  }

  @Test func `background is no speech, a rise over it is`() {
    #expect(probability(of: excess(loudestDB: 2, totalDB: 0, underLoudDB: 40)) < 0.01)
    #expect(probability(of: excess(loudestDB: 20, totalDB: 25, underLoudDB: 5)) > 0.99)
  }

  @Test func `periodicity turns a small rise into speech`() {
    let faint = excess(loudestDB: 5, totalDB: 4, underLoudDB: 10)
    #expect(probability(of: faint) < 0.1)
    #expect(probability(of: faint, periodicity: 0.8) > 0.9)
  }

  @Test func `the swell of a background far under loud speech is no speech`() {
    let nearLoud = excess(loudestDB: 9, totalDB: 6, underLoudDB: 20)
    let farUnder = excess(loudestDB: 9, totalDB: 6, underLoudDB: 40)
    #expect(probability(of: nearLoud) > 0.9)
    #expect(probability(of: farUnder) < 0.1)
  }

  @Test func `weak speech on a silent line is speech however far under loud speech it lies`() {
    #expect(probability(of: excess(loudestDB: 20, totalDB: 20, underLoudDB: 38)) > 0.99)
  }

  @Test func `a single odd frame does not outvote its neighbours`() {
    var click = excess(loudestDB: 2, totalDB: 0, underLoudDB: 0)
    click.loudestDB[50] = 25
    #expect(probability(of: click) < 0.5)
  }

  @Test func `no frames give no probabilities`() {
    let none = excess(loudestDB: 0, totalDB: 0, underLoudDB: 0, count: 0)
    #expect(speechProbabilities(excess: none, periodicity: [], settings: settings).isEmpty)
  }
}
