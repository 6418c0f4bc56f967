import CallTypes
import Testing

@testable import ConversationAnalysis

struct TalkspurtsTests {
  @Test func `a pause of exactly the longest is part of a talkspurt, a longer one is not`() {
    let units = [TimeSpan(0, 1), TimeSpan(1.5, 2), TimeSpan(2.51, 3)]
    let found = talkspurts(of: units, side: 1, longestPauseSeconds: 0.5)
    #expect(found.map(\.units) == [0..<2, 2..<3])
    #expect(found.map(\.span) == [TimeSpan(0, 2), TimeSpan(2.51, 3)])
    #expect(found.map(\.side) == [1, 1])
  }

  @Test func `rounding of binary fractions breaks no talkspurt`() {
    // 0.8 − 0.3 is more than 0.5 in binary, 1.3 − 0.8 less.
    let units = [TimeSpan(0.1, 0.3), TimeSpan(0.8, 0.8), TimeSpan(1.3, 1.4)]
    #expect(talkspurts(of: units, side: 0, longestPauseSeconds: 0.5).count == 1)
  }

  @Test func `no speech, no talkspurt, one unit, one talkspurt`() {
    #expect(talkspurts(of: [], side: 0, longestPauseSeconds: 0.5).isEmpty)
    let one = talkspurts(of: [TimeSpan(3, 4)], side: 0, longestPauseSeconds: 0.5)
    #expect(one.map(\.span) == [TimeSpan(3, 4)])
  }
}
