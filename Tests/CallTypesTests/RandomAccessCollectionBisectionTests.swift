import CallTypes
import Testing

@Suite struct RandomAccessCollectionBisectionTests {
  @Test(arguments: [
    ([], 3, 0), ([1, 2, 3, 4], 3, 2), ([1, 2, 3, 4], 0, 0), ([1, 2], 5, 2), ([3, 3, 3], 3, 0),
  ])
  func `the first element for which the predicate holds is found`(
    values: [Int], least: Int, index: Int
  ) {
    #expect(values.partitioningIndex { $0 >= least } == index)
  }

  @Test func `a slice is searched by its own indices`() {
    #expect([9, 1, 2, 3][1...].partitioningIndex { $0 >= 2 } == 2)
  }
}
