import TestSupport
import Testing

@testable import CallEvaluation

struct AssignmentTests {
  /// The greatest total weight of any one-to-one assignment, by trying all.
  private func bestTotal(_ weights: [[Double]], row: Int = 0, used: Set<Int> = []) -> Double {
    guard row < weights.count else { return 0 }
    var best = bestTotal(weights, row: row + 1, used: used)
    for column in weights[row].indices where !used.contains(column) {
      let rest = bestTotal(weights, row: row + 1, used: used.union([column]))
      best = max(best, weights[row][column] + rest)
    }
    return best
  }

  @Test func `no assignment of a drawn matrix has more weight`() {
    var generator = SeededGenerator(seed: 5)
    for trial in 0..<300 {
      let rows = Int.random(in: 0...5, using: &generator)
      let columns = Int.random(in: 0...5, using: &generator)
      let weights = (0..<rows).map { _ in
        (0..<columns).map { _ in
          Double(Int.random(in: 0...(trial % 2 == 0 ? 3 : 1000), using: &generator))
        }
      }
      let chosen = maximumWeightAssignment(weights)
      let pairs = chosen.enumerated().compactMap { row, column in column.map { (row, $0) } }
      #expect(Set(pairs.map(\.1)).count == pairs.count)
      #expect(pairs.reduce(0) { $0 + weights[$1.0][$1.1] } == bestTotal(weights), "\(weights)")
    }
  }

  @Test func `the greedy choice is not always the best`() {
    #expect(maximumWeightAssignment([[9, 8], [8, 1]]) == [1, 0])
  }

  @Test func `a row that shares nothing has no partner`() {
    #expect(maximumWeightAssignment([[0, 0], [0, 2]]) == [nil, 1])
    #expect(maximumWeightAssignment([[], []]) == [nil, nil])
    #expect(maximumWeightAssignment([]).isEmpty)
  }

  @Test func `a matching has as many pairs as any`() {
    #expect(maximumMatching([[0, 1], [0]], partnerCount: 2) == [1, 0])
    #expect(maximumMatching([[0], [0], []], partnerCount: 1).compactMap(\.self) == [0])
    #expect(maximumMatching([], partnerCount: 3).isEmpty)
  }
}
