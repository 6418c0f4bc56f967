import TestSupport
import Testing

@testable import SpeechSignal

struct OverlapSaveTests {
  private static let tapCount = 256
  private let blocks = OverlapSave(tapCount: tapCount)
  private let taps = Array(Signals.noise(dBFS: -20, seconds: 0.1, seed: 8).prefix(tapCount))

  private func source(_ count: Int, seed: UInt64) -> [Float] {
    Array(Signals.noise(dBFS: -20, seconds: 2, seed: seed).prefix(count + Self.tapCount - 1))
  }

  /// Shorter than a block, a block's new samples, one more, two blocks' and many.
  @Test(arguments: [1, 500, 769, 770, 1538, 1539, 9000])
  func `a filter gives what products one by one give`(count: Int) {
    let source = source(count, seed: 1)
    let made = blocks.filtered(source, by: blocks.spectrum(ofTaps: taps))
    #expect(made.count == count)
    for place in 0..<count {
      var sum = 0.0
      for delay in 0..<Self.tapCount {
        sum += Double(taps[delay]) * Double(source[place + Self.tapCount - 1 - delay])
      }
      #expect(abs(Double(made[place]) - sum) < 1e-5, "sample \(place)")
    }
  }

  @Test func `a source that is too short gives nothing`() {
    let spectrum = blocks.spectrum(ofTaps: taps)
    #expect(blocks.filtered([], by: spectrum).isEmpty)
    #expect(blocks.filtered([Float](repeating: 1, count: 255), by: spectrum).isEmpty)
  }

  @Test func `correlations of pieces are what products one by one give`() {
    let pieces = [1, 300, 769, 2500].map { count in
      (
        one: Signals.noise(dBFS: -20, seconds: 1, seed: 3).prefix(count),
        other: Signals.noise(dBFS: -20, seconds: 1, seed: 4).prefix(count),
        source: source(count, seed: 5)
      )
    }
    let found = blocks.correlations(of: pieces)
    for (made, signal) in [(found.one, 0), (found.other, 1)] {
      #expect(made.count == Self.tapCount)
      for delay in 0..<Self.tapCount {
        var sum = 0.0
        for piece in pieces {
          let values = signal == 0 ? piece.one : piece.other
          for (place, value) in values.enumerated() {
            sum += Double(value) * Double(piece.source[place + Self.tapCount - 1 - delay])
          }
        }
        #expect(abs(Double(made[delay]) - sum) < 1e-4, "delay \(delay)")
      }
    }
  }

  @Test func `no pieces correlate to zero`() {
    let found = blocks.correlations(of: [])
    #expect(found.one.allSatisfy { $0 == 0 } && found.other.allSatisfy { $0 == 0 })
  }
}
