internal import SystemPackage

/// A finished call that waits for its analysis: a file, or the two files of a pair.
struct ReadyFile: Hashable, Sendable {
  /// What is to be analysed.
  var input: CallInput
  /// Its files, in the order of the channels.
  var files: [FinishedFile]
  /// What all of them were like when they were found to be finished.
  var stamp: FileStamp
  /// When it was found to be finished, in seconds of the watch's clock.
  var readyAt: Double
}

/// A queue that gives the oldest file first: a binary heap (Williams 1964), as the order of arrival is
/// not that of age.
struct OldestFirst: Sendable {
  private var heap: [ReadyFile] = []

  /// How many files wait.
  var count: Int { heap.count }

  /// When the one that has waited longest was found; `nil` = none waits.
  var earliestReadyAt: Double? { heap.lazy.map(\.readyAt).min() }

  private func isOlder(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (heap[first], heap[second])
    let (modified, otherModified) = (
      one.stamp.recording.modifiedNanoseconds, other.stamp.recording.modifiedNanoseconds
    )
    if modified != otherModified { return modified < otherModified }
    return one.input.displayPath < other.input.displayPath
  }

  /// Adds a file.
  mutating func insert(_ file: ReadyFile) {
    heap.append(file)
    var index = heap.count - 1
    while index > 0, isOlder(index, (index - 1) / 2) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes the oldest file; `nil` = none waits.
  mutating func popOldest() -> ReadyFile? {
    guard !heap.isEmpty else { return nil }
    heap.swapAt(0, heap.count - 1)
    let oldest = heap.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && isOlder(child, least)
      {
        least = child
      }
      if least == index { return oldest }
      heap.swapAt(index, least)
      index = least
    }
  }
}
