extension RandomAccessCollection where Index == Int {
  /// Index of the first element for which the predicate, false then true along the list, holds; the
  /// end where it holds for none.
  @inlinable
  public func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
