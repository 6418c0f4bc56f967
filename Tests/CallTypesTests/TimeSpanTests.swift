import CallTypes
import Foundation
import Testing

private func spans(_ pairs: (Double, Double)...) -> [TimeSpan] {
  pairs.map { TimeSpan($0.0, $0.1) }
}

struct TimeSpanTests {
  @Test func `a span holds its start and not its end`() {
    let span = TimeSpan(1, 2)
    #expect(span.contains(1))
    #expect(!span.contains(2))
    #expect(span.durationSeconds == 1)
  }

  @Test func `spans that only touch share nothing`() {
    #expect(TimeSpan(0, 1).intersection(TimeSpan(1, 2)) == nil)
    #expect(TimeSpan(0, 1).overlapSeconds(with: TimeSpan(3, 4)) == 0)
    #expect(TimeSpan(0, 2).intersection(TimeSpan(1, 3)) == TimeSpan(1, 2))
  }

  @Test func `a span is written as an array of milliseconds and read back`() throws {
    let data = try JSONEncoder().encode(TimeSpan(0.12345, 2))
    #expect(String(decoding: data, as: UTF8.self) == "[0.123,2]")
    #expect(try JSONDecoder().decode(TimeSpan.self, from: data) == TimeSpan(0.123, 2))
  }

  @Test func `a span that ends before it starts is refused`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TimeSpan.self, from: Data("[2,1]".utf8))
    }
  }
}

struct TimeSpanSetTests {
  @Test func `union sorts, and joins what overlaps or touches`() {
    #expect(spans((3, 4), (0, 1), (1, 2), (0.5, 1.5)).union() == spans((0, 2), (3, 4)))
    #expect([TimeSpan]().union().isEmpty)
  }

  @Test func `a gap of exactly the limit is closed, a longer one is not`() {
    #expect(spans((0, 1), (1.5, 2)).closingGaps(shorterThanSeconds: 0.5) == spans((0, 2)))
    #expect(spans((0, 1), (1.6, 2)).closingGaps(shorterThanSeconds: 0.5).count == 2)
  }

  @Test func `intersection and subtraction part a list in two`() {
    let list = spans((0, 4), (6, 10))
    let other = spans((1, 2), (3, 7))
    #expect(list.intersection(other) == spans((1, 2), (3, 4), (6, 7)))
    #expect(list.subtracting(other) == spans((0, 1), (2, 3), (7, 10)))
    #expect(
      list.totalSeconds == list.intersection(other).totalSeconds
        + list.subtracting(other).totalSeconds)
    #expect([TimeSpan]().subtracting(other).isEmpty)
  }

  @Test func `the complement covers the rest of a range`() {
    #expect(spans((1, 2), (3, 4)).complement(in: TimeSpan(0, 5)) == spans((0, 1), (2, 3), (4, 5)))
    #expect(spans((0, 9)).complement(in: TimeSpan(2, 3)).isEmpty)
    #expect([TimeSpan]().complement(in: TimeSpan(2, 3)) == spans((2, 3)))
  }

  @Test func `a list is clipped and measured inside a range`() {
    let list = spans((0, 1), (2, 3), (4, 5))
    #expect(list.clipped(to: TimeSpan(0.5, 4.5)) == spans((0.5, 1), (2, 3), (4, 4.5)))
    #expect(list.seconds(in: TimeSpan(0.5, 4.5)) == 2)
    #expect(list.seconds(in: TimeSpan(1, 2)) == 0)
  }

  @Test func `short spans are left out`() {
    #expect(spans((0, 1), (2, 2.5)).lasting(atLeastSeconds: 1) == spans((0, 1)))
  }
}
