import TestSupport
import Testing

@testable import ConversationAnalysis

struct MedianTests {
  @Test func `of two middle values the lower is the median`() {
    #expect([3, 1, 2].lowerMedian == 2)
    #expect([4, 1, 3, 2].lowerMedian == 2)
    #expect([7].lowerMedian == 7)
    #expect([Int]().lowerMedian == nil)
  }

  @Test func `every rank is that of the sorted values`() {
    var generator = SeededGenerator(seed: 5)
    for count in 1...40 {
      for distinct in [1, 3, 1000] {
        let values = (0..<count).map { _ in Int.random(in: 0..<distinct, using: &generator) }
        #expect(values.indices.map { values.element(ofRank: $0) } == values.sorted())
      }
    }
    let ascending = Array(0..<5000)
    #expect(ascending.element(ofRank: 1250) == 1250)
    #expect(Array(ascending.reversed()).element(ofRank: 1250) == 1250)
  }
}
