import CallStore
import CallTypes
import Foundation
import TestSupport
import Testing

struct TrackArchiveTests {
  private static let frameCount = 2000

  private func grid(_ count: Int) -> FrameGrid {
    FrameGrid(hopSeconds: 0.01, frameSeconds: 0.032, frameCount: count, durationSeconds: 20.0123)
  }

  /// Values all over their range, in no order that compression likes.
  private func values(_ seed: UInt64, in range: ClosedRange<Float>, _ count: Int) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: range, using: &generator) }
  }

  private func steps(_ seed: UInt64, _ count: Int) -> [UInt8] {
    values(seed, in: 0...255, count).map { UInt8($0) }
  }

  private func channel(_ count: Int = frameCount) -> ChannelTracks {
    let f0 = values(3, in: 0...600, count).map { $0 < 50 ? 0 : $0 }
    return ChannelTracks(
      levelDBFS: Track(grid: grid(count), values: values(1, in: -120...3, count)),
      activity: ActivityTrack(grid: grid(count), reached: steps(2, count).map { $0 / 17 }),
      speechProbability: UnitTrack(grid: grid(count), steps: steps(4, count)),
      musicProbability: UnitTrack(grid: grid(count / 4), steps: steps(5, count / 4)),
      f0Hz: F0Track(grid: grid(count), valuesOrZeroHz: f0),
      f0Strength: UnitTrack(grid: grid(count), steps: steps(6, count)),
      noiseFloorDBFS: Track(grid: grid(count / 8), values: values(7, in: -130...0, count / 8)),
      faults: SampleFaults(
        clippedSpans: [TimeSpan(0.1, 0.2)], clippedRatio: 0.001, digitalZeroSpans: [],
        repeatedPacketSpans: [TimeSpan(1, 1.02)], dcOffset: -0.01, peak: 0.99,
        invalidSampleCount: 70_000),
      tones: [
        ToneSegment(
          span: TimeSpan(2, 3), kind: .steady, frequenciesHz: [440, 480], levelDBFS: -20),
        ToneSegment(span: TimeSpan(4, 4.1), kind: .key, frequenciesHz: [], levelDBFS: -12),
      ],
      echoRatio: UnitTrack(grid: grid(count), steps: steps(8, count)),
      echoes: [EchoStretch(span: TimeSpan(1, 5), lagSeconds: 0.2, lossDB: 20, sourceIndex: 1)])
  }

  private func call() -> CallTracks {
    var call = CallTracks(
      durationSeconds: 20.0123, channels: [channel(), channel(400)],
      interchannelCorrelation: 0.123)
    let count = 166
    call.channels[0].voices = VoiceTrack(
      grid: grid(count),
      steps: steps(9, count * VoiceTrack.dimensionCount).map { Int8(bitPattern: $0) },
      overlapSteps: steps(10, count))
    return call
  }

  @Test func `what is no frame of numbers comes back as it was`() throws {
    let found = try #require(TrackArchive(call()).tracks)
    #expect(found.durationSeconds == 20.0123)
    #expect(found.interchannelCorrelation == 0.123)
    for (channel, kept) in zip(call().channels, found.channels) {
      #expect(kept.faults == channel.faults)
      #expect(kept.tones == channel.tones)
      #expect(kept.echoes == channel.echoes)
      #expect(kept.voices == channel.voices)
      #expect(kept.musicProbability == channel.musicProbability)
      #expect(kept.activity == channel.activity)
      #expect(kept.levelDBFS.grid == channel.levelDBFS.grid)
    }
  }

  @Test func `no value is off by more than half a step`() throws {
    let found = try #require(TrackArchive(call()).tracks)
    for (channel, kept) in zip(call().channels, found.channels) {
      // Next to the floor nothing but digital silence is told.
      let floor = { (track: Track) in
        Track(grid: track.grid, values: track.values.map { max($0, -119.75) })
      }
      expect(floor(kept.levelDBFS), near: floor(channel.levelDBFS), within: 0.125)
      expect(kept.noiseFloorDBFS, near: channel.noiseFloorDBFS, within: 0.0051)
      expect(kept.speechProbability, near: channel.speechProbability, within: 2)
      expect(kept.f0Strength, near: channel.f0Strength, within: 3)
      expect(kept.echoRatio, near: channel.echoRatio, within: 3)
      for frame in 0..<channel.f0Hz.grid.frameCount {
        guard let was = channel.f0Hz[frame], let now = kept.f0Hz[frame] else {
          #expect(channel.f0Hz[frame] == nil && kept.f0Hz[frame] == nil)
          continue
        }
        // A tenth of a semitone.
        #expect(abs(now / was - 1) < 0.0059)
      }
    }
  }

  private func expect(_ kept: Track, near track: Track, within limitDB: Float) {
    let largest = zip(kept.values, track.values).map { abs($0 - $1) }.max() ?? 0
    #expect(largest <= limitDB * 1.001)
  }

  /// Half a cell; one that is not zero is never taken for zero.
  private func expect(_ kept: UnitTrack, near track: UnitTrack, within limit: Int) {
    let largest = zip(kept.steps, track.steps).map { abs(Int($0) - Int($1)) }.max() ?? 0
    #expect(largest <= limit)
    #expect(zip(kept.steps, track.steps).allSatisfy { ($0 == 0) == ($1 == 0) })
  }

  @Test func `a level is on the same side of each quarter of a decibel as it was`() throws {
    let found = try #require(TrackArchive(call()).tracks)
    for (channel, kept) in zip(call().channels, found.channels) {
      let quarters = { (track: Track) in track.values.map { ($0 * 4).rounded(.down) } }
      #expect(quarters(kept.levelDBFS) == quarters(channel.levelDBFS))
    }
  }

  @Test func `a ratio is on the same side of each twentieth as it was`() throws {
    let all = (0...255).map { UInt8($0) }
    var tracks = CallTracks(
      durationSeconds: 20, channels: [channel(256)], interchannelCorrelation: nil)
    tracks.channels[0].speechProbability.steps = all
    tracks.channels[0].f0Strength.steps = all
    tracks.channels[0].echoRatio.steps = all
    let kept = try #require(TrackArchive(tracks).tracks?.channels.first)
    for twentieth in 1..<20 {
      let threshold = UnitTrack.step(for: Float(Double(twentieth) / 20))
      let was = all.map { $0 >= threshold }
      #expect(kept.speechProbability.steps.map { $0 >= threshold } == was)
      #expect(kept.f0Strength.steps.map { $0 >= threshold } == was)
      #expect(kept.echoRatio.steps.map { $0 >= threshold } == was)
    }
  }

  @Test func `packing what was packed changes nothing more`() throws {
    let once = TrackArchive(call())
    let tracks = try #require(once.tracks)
    #expect(TrackArchive(tracks) == once)
  }

  @Test func `a call without frames comes back`() throws {
    let empty = CallTracks(
      durationSeconds: 0, channels: [channel(0)], interchannelCorrelation: nil)
    #expect(TrackArchive(empty).tracks == empty)
  }

  @Test func `bytes that are cut short or of another shape are no tracks`() {
    let kept = TrackArchive(call()).kept
    for count in stride(from: 0, to: kept.count, by: 997) {
      #expect(TrackArchive(kept: Array(kept.prefix(count))).tracks == nil)
    }
    #expect(TrackArchive(kept: [0, 0, 0, 0]).tracks == nil)
  }
}
