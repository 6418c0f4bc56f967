import CallTypes
import Testing

@testable import CallStore

/// Tracks as the first version kept them: every track in steps of a byte, and no voices.
struct FirstTrackArchiveTests {
  private let grid = FrameGrid(
    hopSeconds: 0.01, frameSeconds: 0.032, frameCount: 4, durationSeconds: 0.05)

  /// An archive of one channel of four frames.
  private func kept() -> [UInt8] {
    var writer = ByteWriter()
    writer.add(byte: 1)
    writer.add(byte: 1)
    writer.add(0.05)
    writer.add(byte: 1)
    writer.add(-0.5)
    let tracks: [[UInt8]] = [
      [0, 200, 227, 255],  // level: −120 dBFS and steps of half a decibel
      [0, 200, 227, 255],  // envelope: the same
      [0, 9, 25, 63],  // speech: steps of 4/255
      [0, 10, 100, 255],  // music
      [0, 1, 61, 121],  // F0: fifths of a semitone over 40 Hz
      [0, 1, 15, 31],  // strength of F0: steps of 8/255
    ]
    for track in tracks {
      writer.add(grid: grid)
      writer.add(differences: track)
    }
    writer.add(grid: grid)
    for level: UInt16 in [8000, 14_000, 14_100, 20_000] { writer.add(number16: level) }
    writer.add(grid: grid)
    writer.add(differences: [0, 2, 3, 4])  // echo: steps of 8/255
    writer.add(spans: [TimeSpan(0.01, 0.02)])  // clipped
    writer.add(spans: [])
    writer.add(spans: [])
    writer.add(numbers: [0.25, 0.001, 1])
    writer.add(integer: 7)
    writer.add(integer: 0)  // tones
    writer.add(integer: 0)  // echoes
    return CompressedBytes(writer.bytes, as: .numbers).kept
  }

  @Test func `tracks of the first version are still read`() throws {
    let tracks = try #require(TrackArchive(kept: kept()).tracks)
    #expect(tracks.durationSeconds == 0.05 && tracks.interchannelCorrelation == -0.5)
    let channel = try #require(tracks.channels.first)
    #expect(channel.levelDBFS.values == [-120, -20, -6.5, 7.5])
    // −20 dBFS reaches 2⁻⁴ and all below, −6.5 dBFS 2⁻² (2⁻¹ is −6.02 dBFS).
    #expect(channel.activity.reached == [0, 12, 14, 15])
    #expect(channel.speechProbability.steps == [0, 36, 100, 252])
    #expect(channel.musicProbability.steps == [0, 10, 100, 255])
    #expect((0..<4).map { channel.f0Hz[$0] } == [nil, 40, 80, 160])
    #expect(channel.f0Strength.steps == [0, 8, 120, 248])
    #expect(channel.noiseFloorDBFS.values == [-120, -60, -59, 0])
    #expect(channel.echoRatio.steps == [0, 16, 24, 32])
    #expect(channel.faults.clippedSpans == [TimeSpan(0.01, 0.02)])
    #expect(channel.faults.invalidSampleCount == 7)
    #expect(channel.voices == nil)
  }
}
