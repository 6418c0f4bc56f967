extension Sequence where Element: Comparable {
  /// The median, of two middle values the lower, so that it is a value that occurred; `nil` when empty.
  var lowerMedian: Element? {
    let values = Array(self)
    return values.isEmpty ? nil : values.element(ofRank: (values.count - 1) / 2)
  }
}

extension [Double] {
  /// The median, of two middle values their mean; `nil` when empty.
  var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}

extension Array where Element: Comparable {
  /// What would stand at an index if all were sorted: by quickselect (Hoare 1961, Algorithm 65), as
  /// sorting takes several times as long.
  func element(ofRank rank: Int) -> Element {
    var values = self
    var (first, last) = (0, count - 1)
    while first < last {
      // The middle value: what is sorted already is halved each time.
      let pivot = values[first + (last - first) / 2]
      var (low, high) = (first, last)
      while low <= high {
        while values[low] < pivot { low += 1 }
        while pivot < values[high] { high -= 1 }
        if low <= high {
          values.swapAt(low, high)
          (low, high) = (low + 1, high - 1)
        }
      }
      if rank <= high { last = high } else if rank >= low { first = low } else { break }
    }
    return values[rank]
  }
}
