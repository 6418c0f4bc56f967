import Testing

@testable import CallPipeline

struct NearestNameTests {
  @Test(arguments: [
    // Optimal string alignment, by hand.
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("silence", "silence", 0),
    ("silense", "silence", 1), ("slience", "silence", 1), ("silnce", "silence", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func `the distance counts insertions, deletions, substitutions and swaps`(
    first: String, second: String, expected: Int
  ) {
    #expect(editDistance(first, second) == expected)
    #expect(editDistance(second, first) == expected)
  }

  @Test(arguments: [
    ("silense", "silence"), ("SILENCE", "silence"), ("silnce", "silence"), ("ptich", "pitch"),
  ])
  func `a mistyped name finds its neighbour`(typed: String, expected: String) {
    #expect(nearestName(to: typed, among: ["overlap", "pitch", "roles", "silence"]) == expected)
  }

  @Test func `a name like no other has no neighbour`() {
    #expect(nearestName(to: "xyzzyx", among: ["pitch", "roles", "silence"]) == nil)
    #expect(nearestName(to: "pitch", among: []) == nil)
  }

  @Test(arguments: [
    // By hand: one mistake and two in five letters, two and three in six and eleven, three and four in
    // twelve.
    ("ptich", "pitch", true), ("pitfa", "pitch", false),
    ("silnse", "silence", true), ("salnse", "silence", false),
    ("minimmsecon", "minimumSecond", true), ("minimmsekon", "minimumSecond", false),
    ("minimomskcon", "minimumSecond", true), ("minamomskcon", "minimumSecond", false),
  ]) func `more mistakes than a word of that length has are another word`(
    typed: String, name: String, isNear: Bool
  ) {
    #expect(nearestName(to: typed, among: [name]) == (isNear ? name : nil))
  }

  @Test func `a name with the same unit is no neighbour`() {
    // One that is gone, as settings files still have it: 6 of 23 letters are others.
    #expect(editDistance("thirdVoiceNatsPerSecond", "passingVoiceNatsPerSecond") == 6)
    #expect(
      nearestName(to: "thirdVoiceNatsPerSecond", among: ["passingVoiceNatsPerSecond"]) == nil)
  }

  @Test func `of two names that are as near the first by the alphabet is taken`() {
    #expect(nearestName(to: "cat", among: ["rat", "bat"]) == "bat")
    #expect(nearestName(to: "cat", among: ["bat", "rat"]) == "bat")
  }
}
