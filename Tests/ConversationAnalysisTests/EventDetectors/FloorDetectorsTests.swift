import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Detectors that look at who holds the floor.
struct FloorDetectorsTests {
  @Test func `holding the floor for a minute is a monologue`() {
    for (count, found) in [(600, 1), (599, 0)] {
      let result = analysis(speech(run("#", count)), speech(run(".", count)))
      #expect(result.events(.monologue).count == found)
      #expect(result.parties[.agent]?.longestMonologueSeconds == Double(count) / 10)
    }
  }

  @Test func `listener responses do not end a monologue, an answer does`() {
    let response = run(".", 300) + "####" + run(".", 396)
    #expect(analysis(speech(run("#", 700)), speech(response)).events(.monologue).count == 1)
    let answered = analysis(
      speech(run("#", 300) + run(".", 30) + run("#", 370)),
      speech(run(".", 305) + run("#", 20) + run(".", 375)))
    #expect(answered.events(.monologue).isEmpty)
  }

  @Test func `a long pause ends a monologue`() {
    for (pause, found) in [(30, 1), (31, 0)] {
      let lane = run("#", 400) + run(".", pause) + run("#", 400)
      let result = analysis(speech(lane), speech(run(".", 800 + pause)))
      #expect(result.events(.monologue).count == found)
    }
  }

  @Test func `an answer after two seconds is slow`() {
    for (gap, found) in [(20, 1), (19, 0)] {
      let result = analysis(
        speech(run(".", 10 + gap) + run("#", 10)), speech(run("#", 10) + run(".", 10 + gap)))
      #expect(result.events(.slowResponse).count == found)
      #expect(result.events(.slowResponse).allSatisfy { $0.party == .agent })
      #expect(result.parties[.agent]?.medianResponseSeconds == Double(gap) / 10)
    }
  }
}
