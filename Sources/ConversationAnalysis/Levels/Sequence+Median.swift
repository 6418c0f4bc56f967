extension Sequence where Element: Comparable {
  /// The median, of two middle values the lower, so that it is a value that occurred; `nil` when empty.
  var lowerMedian: Element? {
    let ordered = sorted()
    return ordered.isEmpty ? nil : ordered[(ordered.count - 1) / 2]
  }
}
