import CallTypes
import Foundation
import SpeechSignal
import TestSupport
import Testing

/// One hundredth of a semitone.
private func cents(_ value: Float, over reference: Double) -> Double {
  1200 * log2(Double(value) / reference)
}

/// A sound between two silences: F0 is sought only where something rises over the background.
private func framed(_ sound: [Float], sampleRateHz: Int = 8000) -> [Float] {
  let silence = Signals.silence(seconds: 0.5, sampleRateHz: sampleRateHz)
  return silence + sound + silence
}

struct PitchTrackerTests {
  /// The tolerance asked of F0 on steady tones.
  private static let toleranceCents = 12.0
  private static let f0Table = [
    80.0, 87.3, 100, 123.47, 146.83, 180.2, 220, 263.1, 311.13, 350, 400,
  ]

  @Test(arguments: f0Table)
  func `F0 of a steady voice is right to 12 cents`(f0Hz: Double) throws {
    let found = try track(of: framed(Signals.vowel(f0Hz: f0Hz, seconds: 1)))
    try expectSteady(found, f0Hz: f0Hz)
  }

  @Test(arguments: f0Table)
  func `F0 of a steady tone is right to 12 cents`(f0Hz: Double) throws {
    let found = try track(of: framed(Signals.tone(hz: f0Hz, seconds: 1, amplitude: 0.1)))
    try expectSteady(found, f0Hz: f0Hz)
  }

  @Test(arguments: [16_000, 44_100, 11_025])
  func `F0 does not depend on the native rate`(sampleRateHz: Int) throws {
    let voice = Signals.vowel(f0Hz: 137, seconds: 1, sampleRateHz: sampleRateHz)
    let found = try track(
      of: framed(voice, sampleRateHz: sampleRateHz), sampleRateHz: sampleRateHz)
    try expectSteady(found, f0Hz: 137)
  }

  @Test func `white noise has hardly any F0`() throws {
    let found = try track(
      of: framed(Signals.noise(dBFS: -20, seconds: 2)))
    let voiced = (0..<found.f0Hz.grid.frameCount).filter { found.f0Hz[$0] != nil }.count
    #expect(Double(voiced) < 0.05 * 200)
  }

  @Test func `a voice in noise of 5 dB keeps its F0`() throws {
    let noisy = Signals.mix(
      framed(Signals.vowel(f0Hz: 120, seconds: 1, dBFS: -20)),
      Signals.noise(dBFS: -25, seconds: 2))
    let found = try track(of: noisy)
    let values = (60..<140).compactMap { found.f0Hz[$0] }
    #expect(values.count > 70)
    // Half a semitone is nothing a listener would call another pitch.
    #expect(values.filter { abs(cents($0, over: 120)) < 50 }.count > values.count * 9 / 10)
  }

  @Test func `a glide is followed`() throws {
    var phase = 0.0
    let glide = (0..<16_000).map { index -> Float in
      let f0Hz = 100 * pow(2, Double(index) / 16_000)
      phase += 2 * .pi * f0Hz / 8000
      return Float(0.05 * (1...12).reduce(0.0) { $0 + sin(phase * Double($1)) / Double($1) })
    }
    let found = try track(of: framed(glide))
    for frame in stride(from: 70, to: 230, by: 10) {
      let seconds = found.f0Hz.grid.centreSeconds(ofFrame: frame) - 0.5
      let f0Hz = try #require(found.f0Hz[frame])
      #expect(abs(cents(f0Hz, over: 100 * pow(2, seconds / 2))) < 30)
    }
  }

  private func expectSteady(_ found: ChannelTracks, f0Hz: Double) throws {
    for frame in 55..<140 {
      let value = try #require(found.f0Hz[frame], "frame \(frame) of \(f0Hz) Hz is unvoiced")
      #expect(abs(cents(value, over: f0Hz)) <= Self.toleranceCents, "frame \(frame): \(value) Hz")
    }
  }
}
