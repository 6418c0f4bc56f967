import CallTypes
import Foundation
import SpeechSignal
import TestSupport
import Testing

/// Bursts of talk with pauses: speech to the detector, and truth by construction.
private func bursts(_ spans: [ClosedRange<Double>], seconds: Double, dBFS: Double = -20) -> [Float]
{
  var samples = Signals.silence(seconds: seconds)
  for (number, span) in spans.enumerated() {
    let voice = Signals.talk(
      seconds: span.upperBound - span.lowerBound, dBFS: dBFS, seed: UInt64(number + 1))
    let start = Int(span.lowerBound * 8000)
    for index in voice.indices where start + index < samples.count {
      samples[start + index] = voice[index]
    }
  }
  return samples
}

/// Frames that are speech at the even chance.
private func speechFrames(_ track: ChannelTracks) -> [Bool] {
  (0..<track.speechProbability.grid.frameCount).map { track.speechProbability[$0] >= 0.5 }
}

struct RecordingAnalyzerTests {
  @Test func `a recording shorter than a frame has no frames and no error`() throws {
    for count in [0, 1, 255] {
      let tracks = tracks(of: [[Float](repeating: 0.1, count: count)])
      #expect(tracks.channels[0].levelDBFS.values.isEmpty)
      #expect(tracks.channels[0].noiseFloorDBFS.values.isEmpty)
      #expect(tracks.durationSeconds == Double(count) / 8000)
    }
    #expect(tracks(of: [[Float](repeating: 0, count: 256)]).channels[0].levelDBFS.values.count == 1)
  }

  @Test func `digital silence is no speech and lies on the floor`() throws {
    let found = try track(of: Signals.silence(seconds: 20))
    #expect(!speechFrames(found).contains(true))
    #expect(found.levelDBFS.values.allSatisfy { $0 == ChannelTracks.levelFloorDBFS })
    #expect(found.faults.digitalZeroSpans == [TimeSpan(0, 20)])
  }

  @Test(arguments: [-30.0, -50, -70])
  func `stationary noise of any level is no speech`(dBFS: Double) throws {
    let found = try track(of: Signals.noise(dBFS: dBFS, seconds: 60, seed: 3))
    let share = Double(speechFrames(found).filter(\.self).count) / 6000
    #expect(share < 0.01, "\(share) of the noise is taken for speech")
  }

  /// Frames of drawn bursts of voice in noise that are taken for what they are not.
  private func wrongFrames(dBFS: Double, noiseDBFS: Double, isShared: Bool) -> Int {
    let truth = [2.0...4.0, 6.5...7.5, 11.0...16.0, 18.0...18.5]
    let voice = Signals.mix(
      bursts(truth, seconds: 20, dBFS: dBFS), Signals.noise(dBFS: noiseDBFS, seconds: 20))
    // The only channel of a recording may be shared; with a neighbour it is one party's.
    let recording = isShared ? [voice] : [voice, Signals.silence(seconds: 20)]
    let found = tracks(of: recording).channels[0]
    let speech = speechFrames(found)
    return speech.indices.count { frame in
      let time = found.speechProbability.grid.centreSeconds(ofFrame: frame)
      return speech[frame] != truth.contains { $0.contains(time) }
    }
  }

  @Test(arguments: [(-20.0, -70.0), (-20, -35), (-45, -65)], [false, true])
  func `bursts of voice are found where they are`(levels: (Double, Double), isShared: Bool) {
    let (dBFS, noiseDBFS) = levels
    let errors = wrongFrames(dBFS: dBFS, noiseDBFS: noiseDBFS, isShared: isShared)
    // Two frames at each of eight edges.
    withKnownIssue("issue 3: in noise 15 dB down, synthetic talk is heard in parts only") {
      #expect(errors <= 16 + Int(0.02 * 850), "\(errors) frames of 2000")
    } when: {
      noiseDBFS > -65
    }
    // Today's wrong result, 36 and 37 frames, must not get worse unseen.
    #expect(errors <= 40, "\(errors) frames of 2000")
  }

  @Test func `a constant offset is no speech and is measured`() throws {
    let found = try track(of: [Float](repeating: 0.2, count: 80_000))
    #expect(!speechFrames(found).contains(true))
    #expect(abs(found.faults.dcOffset - 0.2) < 1e-6)
  }

  @Test func `the level of a full-scale sine is -3.01 dBFS at any rate`() throws {
    for rate in [8000, 16_000, 44_100] {
      let tone = Signals.tone(hz: 1000, seconds: 1, amplitude: 1, sampleRateHz: rate)
      let found = try track(of: tone, sampleRateHz: rate)
      let level = try #require(found.levelDBFS.values.dropFirst(20).first)
      #expect(abs(level + 3.0103) < 0.02)
    }
  }

  @Test func `blocks of any size give the same tracks`() {
    let voice = Signals.mix(
      bursts([1.0...5.0, 7.0...40.0, 60.0...64.0], seconds: 70),
      Signals.noise(dBFS: -60, seconds: 70))
    let whole = tracks(of: [voice], blockFrames: 1_000_000)
    #expect(tracks(of: [voice], blockFrames: 8192) == whole)
    #expect(tracks(of: [voice], blockFrames: 777) == whole)
  }

  @Test func `a channel does not depend on its neighbour`() throws {
    let (first, second) = (
      Signals.noise(dBFS: -40, seconds: 3, seed: 1), bursts([1.0...2.0], seconds: 3)
    )
    let both = tracks(of: [first, second])
    // Not alone in the recording: the only channel may be shared, and is listened to for several voices.
    let silence = Signals.silence(seconds: 3)
    #expect(both.channels[0] == tracks(of: [first, silence]).channels[0])
    #expect(both.channels[1] == tracks(of: [silence, second]).channels[1])
  }

  @Test func `samples that are no number count as zero and are counted`() throws {
    var samples = Signals.tone(hz: 300, seconds: 1)
    samples[100] = .nan
    samples[200] = .infinity
    samples[300] = -.infinity
    (samples[400], samples[500]) = (3e38, -0x1p27)
    var zeroed = samples
    for index in [100, 200, 300, 400, 500] { zeroed[index] = 0 }
    var found = try track(of: samples)
    #expect(found.faults.invalidSampleCount == 5)
    found.faults.invalidSampleCount = 0
    #expect(found == (try track(of: zeroed)))
  }

  @Test func `however large samples are, what is measured is finite`() throws {
    for magnitude in [1, 1e3, 1e5, Float(0x1p27).nextDown] {
      let samples = Signals.noise(dBFS: -3, seconds: 2, seed: 4).map { $0 * magnitude }
      let found = try track(of: samples)
      for track in [found.levelDBFS, found.noiseFloorDBFS] {
        let firstBad = track.values.first { !$0.isFinite }
        #expect(firstBad == nil, "\(magnitude)")
      }
      #expect(found.faults.peak.isFinite && found.faults.dcOffset.isFinite)
    }
  }

  @Test func `the same audio in both channels correlates fully, strangers do not`() throws {
    let (first, second) = (
      Signals.noise(dBFS: -20, seconds: 2, seed: 1), Signals.noise(dBFS: -20, seconds: 2, seed: 2)
    )
    let same = try #require(tracks(of: [first, first]).interchannelCorrelation)
    #expect(same > 0.999_999)
    let strangers = try #require(tracks(of: [first, second]).interchannelCorrelation)
    #expect(abs(strangers) < 0.05)
    let inverted = try #require(tracks(of: [first, first.map { -$0 }]).interchannelCorrelation)
    #expect(inverted < -0.999_999)
    #expect(tracks(of: [first, Signals.silence(seconds: 2)]).interchannelCorrelation == nil)
    #expect(tracks(of: [first]).interchannelCorrelation == nil)
  }

  @Test func `the background of a noisy line is its level`() throws {
    let found = try track(of: Signals.noise(dBFS: -48, seconds: 30, seed: 5))
    // The bands leave out what lies below 94 Hz and above 3.9 kHz: 0.2 dB of white noise.
    for value in found.noiseFloorDBFS.values { #expect(abs(value + 48) < 1.5) }
  }

  @Test func `a timer hears of every stage`() {
    var ticks = 0.0
    let timer = StageTimer {
      ticks += 1
      return ticks
    }
    let analyzer = RecordingAnalyzer(
      sampleRateHz: 16_000, channelCount: 2, expectedSeconds: nil, settings: SignalSettings(),
      timer: timer)
    analyzer.append(
      interleaved: Signals.noise(dBFS: -20, seconds: 2, sampleRateHz: 16_000), frameCount: 16_000)
    _ = analyzer.finish()
    #expect(Set(timer.seconds.keys) == Set(SignalStage.allCases))
  }
}
