/// The echoes found in a channel so far, sample by sample: what is left without them is its own.
struct EchoOverlay {
  private struct Piece {
    var firstSample: Int
    var samples: [Float]

    var range: Range<Int> { firstSample..<firstSample + samples.count }
  }

  /// By ascending first sample; neighbours may lap over each other, where they add up.
  private var pieces: [Piece] = []

  /// Adds the echoes of some runs.
  mutating func add(_ echoes: [[Float]], at runs: [Range<Int>]) {
    for (run, echo) in zip(runs, echoes) {
      pieces.append(
        Piece(firstSample: EchoAttempt.samples(of: run).lowerBound, samples: echo))
    }
  }

  /// Forgets what ends before a frame.
  mutating func discard(before frame: Int) {
    let sample = frame * AnalysisRate.hopSamples
    pieces.removeAll { $0.range.upperBound <= sample }
  }

  /// Whether no echo is held.
  var isEmpty: Bool { pieces.isEmpty }

  /// Takes the echoes out of samples, the first of which has the given number.
  func subtract(from samples: inout [Float], firstSample: Int) {
    for piece in pieces {
      let shared = piece.range.clamped(to: firstSample..<firstSample + samples.count)
      var target = samples.mutableSpan
      let echo = piece.samples.span
      var (place, index) = (
        shared.lowerBound - firstSample, shared.lowerBound - piece.firstSample
      )
      let end = place + shared.count
      while place + 8 <= end {
        target.setEight(at: place, to: target.eight(at: place) - echo.eight(at: index))
        (place, index) = (place + 8, index + 8)
      }
      while place < end {
        target[place] -= echo[index]
        (place, index) = (place + 1, index + 1)
      }
    }
  }
}

/// What a channel's echoes are made of: the samples of another, as recorded or without its own echoes.
struct EchoReference {
  let history: BandLevelHistory
  /// What is taken out of them; `nil` for the samples as recorded.
  var overlay: EchoOverlay?

  /// Samples by their number; those that are not held are zero.
  func samples(_ range: Range<Int>) -> [Float] {
    var samples = history.samples(range)
    overlay?.subtract(from: &samples, firstSample: range.lowerBound)
    return samples
  }
}
