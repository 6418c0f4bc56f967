/// Frames of a channel that are to be heard without the echoes in them.
struct CleanedStretch {
  /// Frames before and after those of an echo whose windows hold some of it: the longest is that of F0.
  static let windowFrames = 3
  /// Frames on either side that are given beside: what F0 and stability look back and ahead to.
  static let contextFrames = AnalysisRate.framesPerSecond / 2

  /// Frames that are to be heard anew, by their numbers in the recording.
  let frames: Range<Int>
  /// Frame that starts with the first of the samples.
  let firstFrame: Int
  let samples: [Float]
}

/// How frames were heard with the echoes in them.
struct RecordedFrames {
  /// Numbers of the frames in the recording; ascending.
  private(set) var frames: [Int] = []
  /// Shape `[frames, DetectorInput.rowLength]`.
  private var rows: [UInt8] = []
  private var f0OrZeroHz: [Float] = []

  /// Keeps a frame, unless it is held already: frames come in ascending stretches that may share some.
  mutating func keep(_ frame: Int, row: ArraySlice<UInt8>, f0OrZeroHz frequency: Float) {
    guard frame > frames.last ?? -1 else { return }
    frames.append(frame)
    rows += row
    f0OrZeroHz.append(frequency)
  }

  /// Row of the frame at a place of `frames`.
  func row(at index: Int) -> ArraySlice<UInt8> {
    rows[index * DetectorInput.rowLength..<(index + 1) * DetectorInput.rowLength]
  }

  /// F0 of the frame at a place of `frames`, 0 for none.
  func f0OrZeroHz(at index: Int) -> Float { f0OrZeroHz[index] }

  /// Places of the frames in a range.
  func places(in range: Range<Int>) -> Range<Int> {
    place(ofFirstFrom: range.lowerBound)..<place(ofFirstFrom: range.upperBound)
  }

  /// Forgets frames before the given one.
  mutating func discard(before frame: Int) {
    let count = place(ofFirstFrom: frame)
    frames.removeFirst(count)
    rows.removeFirst(count * DetectorInput.rowLength)
    f0OrZeroHz.removeFirst(count)
  }

  private func place(ofFirstFrom frame: Int) -> Int {
    var (low, high) = (0, frames.count)
    while low < high {
      let middle = (low + high) / 2
      if frames[middle] < frame { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
