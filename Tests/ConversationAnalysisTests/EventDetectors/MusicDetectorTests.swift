import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct MusicDetectorTests {
  /// A channel whose probability of music is as drawn, in steps of a second: `#` sure, `+` likely, `-`
  /// 0.4, `.` none.
  private func tracks(_ drawing: String, speech words: String? = nil) -> CallTracks {
    var lane = TestSupport.speech(words ?? run(".", drawing.count), stepSeconds: 1)
    lane.periodicity = Lane.words
    var tracks = drawnTracks([lane])
    let ratios: [Character: Float] = ["#": 1, "+": 0.85, "-": 0.4]
    tracks.channels[0].musicProbability = UnitTrack(
      grid: FrameGrid(
        hopSeconds: 1, frameSeconds: 1, frameCount: drawing.count,
        durationSeconds: Double(drawing.count)),
      steps: drawing.map { UnitTrack.step(for: ratios[$0] ?? 0) })
    return tracks
  }

  private func music(_ drawing: String, speech words: String? = nil) -> [TimeSpan] {
    musicSpans(
      in: tracks(drawing, speech: words).channels[0], settings: MusicDetector.Settings())
  }

  @Test func `music of the minimum is found, shorter is not`() {
    #expect(same(music("...##....."), [TimeSpan(3, 5)]))
    #expect(music("...#......").isEmpty)
  }

  @Test func `music needs two seconds that are sure, and takes in what is likely`() {
    #expect(same(music(".++#+#++.."), [TimeSpan(1, 8)]))
    #expect(music(".+++#++++.").isEmpty)
  }

  @Test func `a rest of eight seconds is inside, a longer one is not`() {
    #expect(same(music("##........##."), [TimeSpan(0, 12)]))
    #expect(same(music("##.........##"), [TimeSpan(0, 2), TimeSpan(11, 13)]))
  }

  @Test func `a rest in which somebody speaks half of the time parts two stretches`() {
    #expect(same(music("##....##", speech: "..##...."), [TimeSpan(0, 2), TimeSpan(6, 8)]))
    #expect(same(music("##....##", speech: "..#....."), [TimeSpan(0, 8)]))
  }

  @Test func `music goes on until the probability is low, but does not begin so`() {
    #expect(same(music(".##--...."), [TimeSpan(1, 5)]))
    #expect(music("..----...").isEmpty)
  }

  @Test func `music to the end is found, and no music is none`() {
    #expect(same(music("......###"), [TimeSpan(6, 9)]))
    #expect(music("").isEmpty)
  }

  @Test(arguments: [([450.0], EventCause.dialTone, 0), ([1000], .beep, 1)])
  func `a dial tone that sounds like music is none, a beep leaves it music`(
    hz: [Double], cause: EventCause, musicCount: Int
  ) throws {
    var sounding = tracks("..####....")
    sounding.channels[0].tones = [
      ToneSegment(span: TimeSpan(2, 6), kind: .steady, frequenciesHz: hz, levelDBFS: -20)
    ]
    let result = analyze(sounding, roles: [.agent], settings: ConversationSettings())
    #expect(result.events(.tone).map(\.cause) == [cause])
    #expect(result.events(.music).count == musicCount)
  }

  @Test(arguments: [(2.0, 1), (1.9, 0)])
  func `a signal under half of the music is the signal`(signalSeconds: Double, isSignal: Int) {
    let dialTone = ToneSequence(
      cause: .dialTone, bursts: [TimeSpan(2, 2 + signalSeconds)], levelDBFS: -20)
    #expect(ConversationAnalysis.isSignal(TimeSpan(2, 6), among: [dialTone]) == (isSignal == 1))
  }

  @Test func `a song is no speech, words in a rest of the music are`() throws {
    let result = analyze(
      tracks("..####....####..", speech: "#.##....##......"), roles: [.agent],
      settings: ConversationSettings())
    #expect(same(result.parties[.agent]?.speech ?? [], [TimeSpan(0, 1), TimeSpan(8, 10)]))
    let event = try #require(result.events(.music).first)
    #expect(event.values[.suppressedSeconds] == 2)
  }
}
