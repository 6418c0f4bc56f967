extension [Range<Int>] {
  /// Adds a frame that follows all others: to the last run, when it lies at most so many frames after it.
  mutating func append(frame: Int, bridging bridgedFrames: Int = 0) {
    if let last, frame - last.upperBound <= bridgedFrames {
      self[count - 1] = last.lowerBound..<frame + 1
    } else {
      append(frame..<frame + 1)
    }
  }
}
