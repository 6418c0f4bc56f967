import CallTypes
import Foundation
import TestSupport
import Testing

@testable import SpeechSignal

/// What the trainer's network answers to a made-up input (tools/trainer/speaker_reference.py).
private struct Reference: Decodable {
  var seed: UInt32
  var frameCount: Int
  var loudDBFS: Float
  var points: [Float]
  var overlap: [Float]

  static func read() throws -> Reference {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("models/voice-network/reference.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: path))
  }
}

struct VoiceNetworkTests {
  @Test func `the network gives what the trainer's gives`() throws {
    let reference = try Reference.read()
    let input = DetectorInput.madeUp(frameCount: reference.frameCount, seed: reference.seed)
    let stepCount = (reference.frameCount + 3) / 4
    let output = VoiceNetwork.shared.output(
      for: 0..<stepCount, of: input, loudDBFS: reference.loudDBFS)
    #expect(output.points.count == stepCount * VoiceTrack.dimensionCount)
    let largest = zip(output.points, reference.points).map { abs($0 - $1) }.max() ?? 1
    // Points are kept in steps of 1/8.
    #expect(largest < 1e-3)
    #expect(zip(output.overlap, reference.overlap).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(Set(reference.points.map { Int($0 * 4) }).count > 3)
  }

  @Test func `a stretch with its surroundings gives what the whole gives`() throws {
    let input = DetectorInput.madeUp(frameCount: 403, seed: 5)
    let whole = VoiceNetwork.shared.output(for: 0..<101, of: input, loudDBFS: -30)
    let part = VoiceNetwork.shared.output(for: 60..<80, of: input, loudDBFS: -30)
    let count = VoiceTrack.dimensionCount
    let largest = zip(part.points, whole.points[60 * count..<80 * count]).map { abs($0 - $1) }
      .max()
    #expect(try #require(largest) < 1e-5)
  }
}

struct VoiceTrackTests {
  private func tracks(channelCount: Int, isSame: Bool = false) -> CallTracks {
    let first = Signals.talk(seconds: 12)
    let second =
      isSame ? first : [Float](repeating: 0, count: first.count)
    var interleaved: [Float] = []
    for (a, b) in zip(first, second) {
      interleaved.append(a)
      if channelCount == 2 { interleaved.append(b) }
    }
    let analyzer = RecordingAnalyzer(
      sampleRateHz: 8000, channelCount: channelCount, expectedSeconds: 12,
      settings: SignalSettings())
    analyzer.append(interleaved: interleaved, frameCount: first.count)
    return analyzer.finish()
  }

  @Test func `one channel has points where somebody speaks, one for each 120 ms`() throws {
    let channel = tracks(channelCount: 1).channels[0]
    let voices = try #require(channel.voices)
    #expect(voices.grid.frameCount == (channel.levelDBFS.grid.frameCount + 11) / 12)
    let spoken = (0..<voices.grid.frameCount).filter { voices.hasPoint($0) }
    #expect(!spoken.isEmpty)
    for place in spoken {
      let frames = (place * 12..<place * 12 + 12).clamped(
        to: 0..<channel.levelDBFS.grid.frameCount)
      #expect(frames.contains { channel.speechProbability[$0] > 0.1 })
    }
  }

  @Test func `two channels have none, unless they sound the same`() {
    #expect(tracks(channelCount: 2).channels.allSatisfy { $0.voices == nil })
    let same = tracks(channelCount: 2, isSame: true)
    #expect(same.channels[0].voices != nil && same.channels[1].voices == nil)
  }

  @Test func `where all voices are asked for, both channels have points, and nothing else changes`()
    throws
  {
    let lanes = [Signals.talk(seconds: 12, seed: 1), Signals.talk(seconds: 12, seed: 2)]
    let plain = SpeechSignalTests.tracks(of: lanes)
    var heard = SpeechSignalTests.tracks(of: lanes, hearsAllVoices: true)
    for index in 0..<2 {
      let voices = try #require(heard.channels[index].voices)
      #expect((0..<voices.grid.frameCount).contains { voices.hasPoint($0) })
      heard.channels[index].voices = nil
    }
    #expect(heard == plain)
  }

  @Test(arguments: [
    (0.0, 0), (0.0624, 0), (0.0626, 1), (-1, -8), (15.9, 127), (40, 127), (-40, -128),
  ])
  func `a coordinate is kept in eighths`(value: Double, step: Int) {
    #expect(VoiceTrack.step(for: Float(value)) == Int8(step))
  }
}
