import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct PartyFeaturesTests {
  private func features(_ drawing: String) -> PartyFeatures? {
    partyFeatures(of: sharedChannel(drawing), settings: ConversationSettings())
  }

  @Test func `shares and extents are those of who speaks least`() throws {
    // Turns of 30, 20 and 10 points; the last only in the first half of the call.
    let (first, second) = (String(repeating: "A", count: 30), String(repeating: "B", count: 20))
    let three = "...." + first + "...." + second
    let whole =
      String(repeating: three + "...." + String(repeating: "C", count: 10), count: 5)
      + String(repeating: three + "..............", count: 5)
    let found = try #require(features(whole))
    // 50 of 550 points.
    #expect(abs(found.thirdShareRatio - 0.091) < 0.01)
    #expect(found.thirdExtentRatio > 0.35 && found.thirdExtentRatio < 0.5)
    #expect(found.thirdGainNatsPerSecond > 0 && found.secondGainNatsPerSecond > 0)
    // A voice is left with the other that is no further away, so that one has 300 of them or more.
    #expect(found.secondShareRatio > 0.35 && found.secondShareRatio < 0.47)
    #expect(found.secondExtentRatio > 0.85)
    // 0.12 s each.
    #expect(abs(found.speechSeconds - 66) < 1)
  }

  @Test func `a second voice of one party explains little`() throws {
    let one = try #require(features(String(repeating: "...." + "AAAAAAAAAAAAAAAAAAAA", count: 20)))
    let two = try #require(
      features(String(repeating: "...." + "AAAAAAAAAA....BBBBBBBBBB", count: 20)))
    #expect(one.secondGainNatsPerSecond < 0.2 * two.secondGainNatsPerSecond)
  }

  @Test(arguments: ["", ".", "....."]) func `silence has no features`(drawing: String) {
    #expect(features(drawing) == nil)
  }
}
