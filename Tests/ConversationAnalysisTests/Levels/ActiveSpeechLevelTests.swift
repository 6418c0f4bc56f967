import CallTypes
import Foundation
import TestSupport
import Testing

@testable import ConversationAnalysis

struct ActiveSpeechLevelTests {
  static let sampleRateHz = 8000.0
  static let hop = 80
  /// Brief: within 0.3 dB of the sample-wise method; a hop is 10 ms of a hangover of 200 ms.
  static let toleranceDB = 0.3

  /// Level of all hops of a signal, by the product's code.
  private func level(of samples: [Double]) -> Double? {
    let levels = P56Reference.hopLevelsDBFS(of: samples, hop: Self.hop, floorDBFS: -120)
    let envelopes = P56Reference.hopEnvelopesDBFS(
      of: samples, sampleRateHz: Self.sampleRateHz, hop: Self.hop, floorDBFS: -120)
    var hangover = HangoverMaximum(hopSeconds: 0.01)
    var mass = LevelMass()
    let reached = envelopes.map { ActivityTrack.reached(by: pow(10, Double($0) / 20)) }
    mass.add(
      levels.indices, levelsDBFS: levels.span, reached: reached.span, hangover: &hangover)
    return ActiveSpeechLevel.levelDBFS(of: mass)
  }

  /// Noise in syllables of 4 Hz, in phrases of 0.5 to 2 s that fill the given share of the time.
  private func speechLike(
    rmsDBFS: Double, activityRatio: Double, seconds: Double, seed: UInt64
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var samples: [Double] = []
    let amplitude = pow(10, rmsDBFS / 20) * sqrt(3) * 1.6
    while Double(samples.count) < seconds * Self.sampleRateHz {
      let phraseSeconds = Double.random(in: 0.5...2, using: &generator)
      for index in 0..<Int(phraseSeconds * Self.sampleRateHz) {
        let syllable = pow(sin(.pi * 4 * Double(index) / Self.sampleRateHz), 2)
        samples.append(amplitude * syllable * Double.random(in: -1...1, using: &generator))
      }
      let pauseSeconds = phraseSeconds * (1 / activityRatio - 1)
      for _ in 0..<Int(pauseSeconds * Self.sampleRateHz) {
        samples.append(1e-5 * Double.random(in: -1...1, using: &generator))
      }
    }
    return samples
  }

  @Test(arguments: [-16.0, -26, -36, -50], [0.25, 0.5, 0.95])
  func `hop-wise levels agree with the sample-wise standard`(
    rmsDBFS: Double, activityRatio: Double
  ) throws {
    let samples = speechLike(
      rmsDBFS: rmsDBFS, activityRatio: activityRatio, seconds: 20, seed: 7)
    let expected = try #require(
      P56Reference.activeLevelDBFS(of: samples, sampleRateHz: Self.sampleRateHz))
    let found = try #require(level(of: samples))
    #expect(abs(found - expected) < Self.toleranceDB)
  }

  @Test(arguments: [0.0, -3, -20, -40, -60])
  func `the level of a steady tone is its power`(amplitudeDBFS: Double) throws {
    let amplitude = pow(10, amplitudeDBFS / 20)
    let samples = (0..<80_000).map { amplitude * sin(2 * .pi * 440 * Double($0) / 8000) }
    let found = try #require(level(of: samples))
    // 0.05 dB: the envelope needs 0.1 s of 10 s to reach the lower thresholds.
    #expect(abs(found - (amplitudeDBFS - 3.010_3)) < 0.05)
  }

  @Test func `pauses do not dilute the level`() throws {
    let speech = speechLike(rmsDBFS: -26, activityRatio: 0.95, seconds: 10, seed: 3)
    let paused = speech + [Double](repeating: 0, count: 240_000)
    let (alone, diluted) = (try #require(level(of: speech)), try #require(level(of: paused)))
    #expect(abs(alone - diluted) < Self.toleranceDB)
  }

  @Test func `silence and nothing have no level`() {
    #expect(level(of: []) == nil)
    #expect(level(of: [Double](repeating: 0, count: 8000)) == nil)
    #expect(ActiveSpeechLevel.levelDBFS(of: LevelMass()) == nil)
  }

  @Test func `one hop has a level`() throws {
    let tone = (0..<80).map { 0.5 * sin(2 * .pi * 1000 * Double($0) / 8000) }
    var mass = LevelMass()
    let levelDBFS = P56Reference.hopLevelsDBFS(of: tone, hop: 80, floorDBFS: -120)[0]
    var hangover = HangoverMaximum(hopSeconds: 0.01)
    mass.add(0..<1, levelsDBFS: [levelDBFS].span, reached: [13].span, hangover: &hangover)
    #expect(abs(try #require(ActiveSpeechLevel.levelDBFS(of: mass)) + 9.031) < 0.01)
  }

  @Test func `the hangover holds a threshold for twenty hops`() {
    var hangover = HangoverMaximum(hopSeconds: 0.01)
    let input = [5] + [UInt8](repeating: 2, count: 25)
    let expected = [Int](repeating: 5, count: 21) + [Int](repeating: 2, count: 5)
    #expect(input.map { hangover.next($0) } == expected)
  }

  @Test func `the hangover is the largest of the last hops`() {
    var generator = SeededGenerator(seed: 1)
    let input = (0..<500).map { _ in UInt8.random(in: 0...15, using: &generator) }
    var hangover = HangoverMaximum(hopSeconds: 0.01)
    for (index, value) in input.enumerated() {
      #expect(hangover.next(value) == Int(input[max(0, index - 20)...index].max() ?? 0))
    }
  }

  @Test func `envelopes are counted against powers of two`() {
    for (envelope, reached) in [
      (0, 0), (0x1p-15.nextDown, 0), (0x1p-15, 1), (0.5.nextDown, 14), (0.5, 15), (4, 15),
    ] {
      #expect(ActivityTrack.reached(by: envelope) == reached, "\(envelope)")
    }
  }
}
