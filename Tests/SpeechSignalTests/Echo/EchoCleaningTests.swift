import CallTypes
import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

/// Echoes of both sides in each other, as a recorder behind both lines has them.
private struct BothWays {
  static let seconds = 60.0

  /// The customer says a second in every six; the agent speaks all the time, but for every other of
  /// these words.
  static func recording(
    lossDB: Double?, lagSeconds: Double, customerDBFS: Double = -20
  ) -> [[Float]] {
    let agent = Signals.talk(seconds: seconds, f0Hz: 110, dBFS: -20, seed: 3).enumerated().map {
      let place = $0.offset % (12 * 8000)
      return place > 32_000 && place < 48_000 ? 0 : $0.element
    }
    let customer = Signals.talk(seconds: seconds, f0Hz: 190, dBFS: customerDBFS, seed: 4)
      .enumerated().map { speaks(atSample: $0.offset) ? $0.element : 0 }
    let clean = [agent, customer]
    return clean.indices.map { channel in
      var samples = clean[channel]
      if let lossDB {
        let (gain, lag) = (Float(pow(10, -lossDB / 20)), Int(lagSeconds * 8000))
        for index in lag..<samples.count {
          samples[index] += gain * clean[1 - channel][index - lag]
        }
      }
      return Signals.mix(
        samples, Signals.noise(dBFS: -70, seconds: seconds, seed: UInt64(40 + channel)))
    }
  }

  static func speaks(atSample index: Int) -> Bool { index / 8000 % 6 == 4 }

  /// Share of the frames of a second that begins so long after the customer's words, in which the
  /// customer's channel has speech of its own.
  static func ownShare(_ channel: ChannelTracks, after seconds: Double) -> Double {
    let frames = (0..<channel.echoRatio.grid.frameCount).filter { frame in
      let time = channel.echoRatio.grid.centreSeconds(ofFrame: frame)
      let place = (time - 4 - seconds).truncatingRemainder(dividingBy: 6)
      // The first words show the path; edges are soft.
      return time > 18 && time < Self.seconds - 3 && place > 0.15 && place < 0.85
    }
    let own = frames.filter { channel.speechProbability[$0] > 0.45 && channel.echoRatio[$0] < 0.75 }
    return Double(own.count) / Double(frames.count)
  }
}

struct EchoCleaningTests {
  @Test func `a party's own words do not come back by way of the other side's echo`() {
    let lag = 0.6
    let echoed = tracks(of: BothWays.recording(lossDB: 12, lagSeconds: lag)).channels[1]
    let plain = tracks(of: BothWays.recording(lossDB: nil, lagSeconds: lag)).channels[1]
    #expect(BothWays.ownShare(plain, after: 0) > 0.9)
    // They are heard while they are spoken, and not again after the way there and back.
    #expect(BothWays.ownShare(echoed, after: 0) > 0.8)
    #expect(BothWays.ownShare(echoed, after: 2 * lag) < 0.05)
  }

  @Test
  func `where nobody else speaks, the tracks tell the echo as it is recorded, and as an echo`() {
    // A customer no louder than the echo: to the detector it may be the customer.
    let recording = BothWays.recording(lossDB: 12, lagSeconds: 0.3, customerDBFS: -34)
    let channel = tracks(of: recording).channels[1]
    let frames = (2000..<5500).filter { frame in
      let place = Double(frame) / 100 - Double(frame / 600 * 6)
      return place > 0.6 && place < 3.8
    }
    // The talk pauses now and then; most of the time its echo sounds like speech.
    let looks = frames.filter { channel.speechProbability[$0] > 0.45 }
    #expect(looks.count * 2 > frames.count)
    #expect(looks.allSatisfy { channel.echoRatio[$0] >= 0.75 })
  }

  @Test func `of each frame the quietest attempt counts, faded into its neighbours`() {
    // Three frames of 160 samples every 80: 320 samples.
    let whole = [Float](repeating: 1, count: 320)
    var first = EchoAttempt()
    first.append(target: whole, echo: [Float](repeating: 1, count: 320))
    var second = EchoAttempt()
    second.append(target: whole, echo: [Float](repeating: 0.5, count: 320))
    #expect(
      first.frames == [EchoAttempt.Frame](repeating: .init(echo: 1, rest: 0, whole: 1), count: 3))
    #expect(second.frames[0].rest == 0.25)
    let best = EchoAttempt.quietest(of: [second, first])
    #expect(best.frames == first.frames)
    let echo = best.echoes[0]
    // In the middle the weights of two frames add up to one; the edges fade.
    #expect(echo[80..<240].allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(abs(echo[0] - 0.5 / 80) < 1e-6 && abs(echo[319] - 0.5 / 80) < 1e-6)
    #expect(EchoAttempt.quietest(of: []).frames.isEmpty)
  }

  @Test func `echoes that lap over each other add up, and old ones are forgotten`() {
    var overlay = EchoOverlay()
    overlay.add([[Float](repeating: 1, count: 160)], at: [10..<11])
    overlay.add([[Float](repeating: 2, count: 160)], at: [11..<12])
    let start = EchoAttempt.samples(of: 10..<11).lowerBound
    var samples = [Float](repeating: 0, count: 400)
    overlay.subtract(from: &samples, firstSample: start)
    #expect(samples[0] == -1 && samples[80] == -3 && samples[160] == -2 && samples[240] == 0)
    overlay.discard(before: 100)
    #expect(overlay.isEmpty)
  }

  @Test func `the rest of an echo is told by the loud frames, and by those of the same lags only`()
  {
    var leakage = EchoLeakage()
    leakage.age(lagsFrames: [10])
    #expect(leakage.share(quantile: 0.8) == nil)
    // Background 1e-6, echo 30 dB over it: rests of −40 and −20 dB beside the background.
    for index in 0..<10 {
      let rest: Float = index < 9 ? 1e-7 : 1e-5
      leakage.add(.init(echo: 1e-3, rest: rest + 1e-6, whole: 1e-3), background: 1e-6)
      // Too weak to tell.
      leakage.add(.init(echo: 2e-6, rest: 2e-6, whole: 2e-6), background: 1e-6)
    }
    // Steps of 1 dB, told by their upper edge.
    let share = leakage.share(quantile: 0.8).map { 10 * log10($0) }
    #expect(share.map { $0 > -40.1 && $0 < -38.9 } == true)
    leakage.age(lagsFrames: [11])
    #expect(leakage.share(quantile: 0.8) == nil)
  }

  @Test func `recorded frames are kept once, and found by their numbers`() {
    var kept = RecordedFrames()
    let row = [UInt8](repeating: 7, count: DetectorInput.rowLength)
    for frame in [3, 4, 5, 4, 5, 9] { kept.keep(frame, row: row[...], f0OrZeroHz: Float(frame)) }
    #expect(kept.frames == [3, 4, 5, 9])
    #expect(kept.places(in: 4..<9) == 1..<3)
    #expect(kept.f0OrZeroHz(at: 3) == 9)
    kept.discard(before: 5)
    #expect(kept.frames == [5, 9] && kept.row(at: 1).count == DetectorInput.rowLength)
  }
}
