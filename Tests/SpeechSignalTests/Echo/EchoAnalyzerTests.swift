import CallTypes
import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

/// Two voices that take turns of 4 s, on lines with −70 dBFS of noise.
private struct TwoVoices {
  static let seconds = 48.0
  static let turnSeconds = 4.0
  static let lineNoiseDBFS = -70.0

  /// Shape `[2][samples]`.
  var clean: [[Float]]

  /// - Parameter levelsDBFS: Levels of the two voices.
  init(levelsDBFS: (Double, Double) = (-20, -24)) {
    let turn = Int(Self.turnSeconds * 8000)
    let voices = [
      Signals.talk(seconds: Self.seconds, f0Hz: 110, dBFS: levelsDBFS.0, seed: 3),
      Signals.talk(seconds: Self.seconds, f0Hz: 190, dBFS: levelsDBFS.1, seed: 4),
    ]
    clean = voices.enumerated().map { channel, voice in
      voice.enumerated().map { $0.offset / turn % 2 == channel ? $0.element : 0 }
    }
  }

  /// The recording, with the first voice heard on the second channel.
  func recording(echoLossDB: Double?, lagSeconds: Double = 0, from start: Double = 0) -> [[Float]] {
    var channels = clean
    if let echoLossDB {
      let (gain, lag) = (Float(pow(10, -echoLossDB / 20)), Int(lagSeconds * 8000))
      for index in max(lag, Int(start * 8000))..<channels[1].count {
        channels[1][index] += gain * clean[0][index - lag]
      }
    }
    return channels.enumerated().map { channel, samples in
      Signals.mix(
        samples,
        Signals.noise(
          dBFS: Self.lineNoiseDBFS, seconds: Self.seconds, seed: UInt64(20 + channel)))
    }
  }

  /// Share of the frames, of those in which a voice sounds with no edge near, that are echoes.
  static func echoShare(_ track: UnitTrack, whileChannelSpeaks channel: Int, lagSeconds: Double)
    -> Double
  {
    let frames = (0..<track.grid.frameCount).filter { frame in
      let time = track.grid.centreSeconds(ofFrame: frame) - (channel == 0 ? lagSeconds : 0)
      let place =
        time.truncatingRemainder(dividingBy: 2 * turnSeconds) - Double(channel) * turnSeconds
      // The first turn shows the path, and echoes of the last second may touch the other's turn.
      let end = turnSeconds - 0.1 - (channel == 0 ? lagSeconds : 0)
      return time > 2 * turnSeconds && place > 1.1 && place < end
    }
    return Double(frames.filter { track[$0] > 0.6 }.count) / Double(frames.count)
  }
}

struct EchoAnalyzerTests {
  @Test(arguments: [(6.0, 0.02), (12, 0.35), (20, 0.8), (20, 0), (30, 0.1), (40, 1.0)])
  func `an echo is found with its lag and loss, and told from the voice that has it`(
    lossDB: Double, lagSeconds: Double
  ) throws {
    let found = tracks(of: TwoVoices().recording(echoLossDB: lossDB, lagSeconds: lagSeconds))
    let stretch = try #require(found.channels[1].echoes.first)
    // Half a frame in lag; 2 dB in loss: heaps are 5 dB wide.
    #expect(abs(stretch.lagSeconds - lagSeconds) <= 0.0101)
    #expect(abs(stretch.lossDB - lossDB) <= 2.01)
    #expect(stretch.sourceIndex == 0)
    #expect(found.channels[0].echoes.isEmpty)
    let ratio = found.channels[1].echoRatio
    #expect(TwoVoices.echoShare(ratio, whileChannelSpeaks: 0, lagSeconds: lagSeconds) > 0.9)
    #expect(TwoVoices.echoShare(ratio, whileChannelSpeaks: 1, lagSeconds: lagSeconds) < 0.05)
  }

  @Test func `two voices without an echo have none`() {
    let found = tracks(of: TwoVoices().recording(echoLossDB: nil))
    for channel in found.channels {
      #expect(channel.echoes.isEmpty)
      #expect(channel.echoRatio.steps.allSatisfy { $0 == 0 })
    }
  }

  @Test func `an echo under the background is none`() {
    let found = tracks(
      of: TwoVoices(levelsDBFS: (-40, -24)).recording(echoLossDB: 40, lagSeconds: 0.2))
    #expect(found.channels[1].echoes.isEmpty)
  }

  @Test func `a voice 6 dB under the echo it speaks into is told from it`() {
    let seconds = TwoVoices.seconds
    let loud = Signals.talk(seconds: seconds, f0Hz: 110, dBFS: -15, seed: 3)
    let quiet = Signals.talk(seconds: seconds, f0Hz: 190, dBFS: -33, seed: 4)
    let (gain, lag) = (Float(pow(10, -12.0 / 20)), 800)
    // The quiet voice speaks in two of eight seconds, always over the echo.
    let target = loud.indices.map { index in
      let isOwn = index / 16_000 % 4 == 3
      return (index < lag ? 0 : gain * loud[index - lag]) + (isOwn ? quiet[index] : 0)
    }
    let lines = [loud, target].enumerated().map { channel, samples in
      Signals.mix(
        samples, Signals.noise(dBFS: -70, seconds: seconds, seed: UInt64(30 + channel)))
    }
    let channel = tracks(of: lines).channels[1]
    let track = channel.echoRatio
    func share(while isOwn: Bool, where holds: (Int) -> Bool) -> Double {
      let frames = (800..<track.grid.frameCount - 100).filter { frame in
        let place = frame % 800
        return isOwn ? (620..<780).contains(place) : (20..<580).contains(place)
      }
      return Double(frames.filter(holds).count) / Double(frames.count)
    }
    // In pauses of the echo there is nothing to be taken for anybody's.
    #expect(share(while: false) { track[$0] < 0.75 && channel.speechProbability[$0] > 0.45 } < 0.02)
    #expect(share(while: false) { track[$0] > 0.75 } > 0.85)
    // Pauses of the quiet voice are echo alone.
    #expect(share(while: true) { track[$0] < 0.75 } > 0.5)
  }

  @Test func `a path that changes in mid-call is followed`() {
    let voices = TwoVoices()
    var recording = voices.recording(echoLossDB: 15, lagSeconds: 0.1)
    let later = voices.recording(echoLossDB: 25, lagSeconds: 0.6)
    let change = recording[1].count / 2
    recording[1].replaceSubrange(change..., with: later[1][change...])
    let lags = tracks(of: recording).channels[1].echoes.map(\.lagSeconds)
    #expect(lags.contains { abs($0 - 0.1) < 0.011 } && lags.contains { abs($0 - 0.6) < 0.011 })
  }

  @Test(arguments: [777, 100_000]) func `blocks of any size give the same echoes`(block: Int) {
    let recording = TwoVoices().recording(echoLossDB: 20, lagSeconds: 0.3)
    let (some, others) = (tracks(of: recording, blockFrames: block), tracks(of: recording))
    let isSame = some.channels == others.channels
    #expect(isSame)
  }

  @Test func `silence, one sample, DC, clipping and a tone on both channels are no echoes`() {
    let tone = Signals.tone(hz: 440, seconds: 30, amplitude: 0.3)
    let weaker = tone.map { $0 / 10 }
    let noise = Signals.noise(dBFS: -30, seconds: 30, seed: 5)
    let clipped = Signals.noise(dBFS: 0, seconds: 30, seed: 6).map { min(max($0, -1), 1) }
    let pairs: [[[Float]]] = [
      [[], []], [[0.5], [0.1]], [Signals.silence(seconds: 30), Signals.silence(seconds: 30)],
      [[Float](repeating: 0.3, count: 80_000), [Float](repeating: 0.01, count: 80_000)],
      [tone, weaker], [clipped, noise],
    ]
    for pair in pairs {
      for channel in tracks(of: pair).channels { #expect(channel.echoes.isEmpty) }
    }
  }

  @Test func `a third channel is compared with both`() {
    let two = TwoVoices().recording(echoLossDB: 20, lagSeconds: 0.2)
    let found = tracks(of: [Signals.noise(dBFS: -60, seconds: TwoVoices.seconds, seed: 9)] + two)
    #expect(found.channels[2].echoes.allSatisfy { $0.sourceIndex == 1 })
    #expect(!found.channels[2].echoes.isEmpty && found.channels[0].echoes.isEmpty)
  }
}
