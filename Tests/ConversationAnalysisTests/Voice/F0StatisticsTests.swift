import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct F0StatisticsTests {
  /// Vowels of 0.1 s at 200 Hz and −20 dBFS, each followed by 0.2 s of something periodic at 150 Hz.
  ///
  /// The power mean of the run lies 10 lg 3 = 4.8 dB under the vowels: the rest adds next to nothing.
  private func agent(hum letter: Character) throws -> PartyReport {
    let cells = String(repeating: "#\(letter)\(letter)", count: 60) + run(".", 10)
    var lane = speech(cells)
    lane.f0Hz = [Float](repeating: 200, count: 10) + [Float](repeating: 150, count: 20)
    return try #require(analysis(lane, speech(".")).parties[.agent])
  }

  @Test func `hum under speech is not its F0`() throws {
    // −50 dBFS, 25.2 dB under the mean; the limit is 25.
    let agent = try agent(hum: "u")
    #expect(agent.f0MedianHz == 200)
    #expect(agent.f0SpreadSemitones == 0)
    #expect(abs(agent.voicedSeconds - 6) < 0.05)
  }

  @Test func `weak vowels are`() throws {
    // −48 dBFS, 23.2 dB under the mean.
    let agent = try agent(hum: "t")
    #expect(agent.f0MedianHz == 150)
    #expect(abs(agent.voicedSeconds - 18) < 0.05)
  }
}
