import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct MusicDetectorTests {
  /// Music found where the probability is as drawn, in steps of a second: `#` sure, `-` 0.4, `.` none.
  private func music(_ drawing: String) -> [TimeSpan] {
    var tracks = drawnTracks([speech(run(".", drawing.count), stepSeconds: 1)])
    tracks.channels[0].musicProbability = UnitTrack(
      grid: FrameGrid(
        hopSeconds: 1, frameSeconds: 1, frameCount: drawing.count,
        durationSeconds: Double(drawing.count)),
      steps: drawing.map { UnitTrack.step(for: $0 == "#" ? 0.9 : $0 == "-" ? 0.4 : 0) })
    return musicSpans(in: tracks.channels[0], settings: MusicDetector.Settings())
  }

  @Test func `music of the minimum is found, shorter is not`() {
    #expect(same(music("...##....."), [TimeSpan(3, 5)]))
    #expect(music("...#......").isEmpty)
  }

  @Test func `a rest of two seconds is inside, a longer one is not`() {
    #expect(same(music("##..##..."), [TimeSpan(0, 6)]))
    #expect(same(music("##...##.."), [TimeSpan(0, 2), TimeSpan(5, 7)]))
  }

  @Test func `music goes on until the probability is low, but does not begin so`() {
    #expect(same(music(".##--...."), [TimeSpan(1, 5)]))
    #expect(music("..----...").isEmpty)
  }

  @Test func `music to the end is found, and no music is none`() {
    #expect(same(music("......###"), [TimeSpan(6, 9)]))
    #expect(music("").isEmpty)
  }
}
