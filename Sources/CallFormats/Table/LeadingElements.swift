/// The first few of a long sequence in a given order; memory is bounded by the limit.
struct LeadingElements<Element: Sendable>: Sendable {
  /// The leading elements, in order.
  private(set) var elements: [Element] = []
  /// How many were offered.
  private(set) var offeredCount = 0
  private let limit: Int
  private let precedes: @Sendable (Element, Element) -> Bool

  /// Makes an empty list.
  ///
  /// - Parameters:
  ///   - limit: Most elements to keep; negative counts as zero.
  ///   - precedes: Whether the first of two elements comes first; a strict total order makes the
  ///     result independent of the order in which elements are offered.
  init(limit: Int, by precedes: @escaping @Sendable (Element, Element) -> Bool) {
    self.limit = max(0, limit)
    self.precedes = precedes
  }

  /// How many were offered and not kept.
  var leftOutCount: Int { offeredCount - elements.count }

  /// Keeps the element if it is among the first.
  mutating func offer(_ element: Element) {
    offeredCount += 1
    if elements.count == limit, let last = elements.last, !precedes(element, last) { return }
    guard limit > 0 else { return }
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(element, elements[middle]) { high = middle } else { low = middle + 1 }
    }
    if elements.count == limit { elements.removeLast() }
    elements.insert(element, at: low)
  }
}
