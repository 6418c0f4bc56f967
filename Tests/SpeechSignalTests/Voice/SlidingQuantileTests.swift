import TestSupport
import Testing

@testable import SpeechSignal

struct SlidingQuantileTests {
  @Test(arguments: [0, 0.1, 0.5, 0.95, 1] as [Float])
  func `the quantile of each window is the value at its place in the sorted list`(ratio: Float) {
    var generator = SeededGenerator(seed: 4)
    // Every third value is one of few, so that there are equal ones.
    let values = (0..<400).map { index in
      index % 3 == 0
        ? Float(Int.random(in: -2...2, using: &generator))
        : Float.random(in: -5...5, using: &generator)
    }
    let windows = stride(from: -50, to: 400, by: 5).map { max(0, $0)..<min(400, $0 + 101) }
    var found = [Float](repeating: 0, count: windows.count)
    slidingQuantiles(ratio, of: values.span, windows: windows, into: &found)
    for (window, quantile) in zip(windows, found) {
      let sorted = values[window].sorted()
      #expect(quantile == sorted[Int((Float(window.count - 1) * ratio).rounded())])
    }
  }

  @Test func `windows that share nothing and windows of one value have their quantiles`() {
    let values: [Float] = [3, 1, 2, 9, 7, 8, 5]
    let windows = [0..<3, 3..<6, 6..<7]
    var found = [Float](repeating: 0, count: 3)
    slidingQuantiles(0.5, of: values.span, windows: windows, into: &found)
    #expect(found == [2, 8, 5])
    slidingQuantiles(0.5, of: values.span, windows: [], into: &found)
    #expect(found == [2, 8, 5])
  }
}
