/// Set operations on lists of spans.
///
/// A list is *ordered* when its spans ascend and do not touch or overlap. Every function here
/// returns an ordered list; those that need one say so. All are linear in the number of spans, but
/// for `union`, which sorts.
extension [TimeSpan] {
  /// Seconds covered; the list must be ordered.
  public var totalSeconds: Double { reduce(0) { $0 + $1.durationSeconds } }

  /// The ordered list that covers the same time; spans that touch become one.
  public func union() -> [TimeSpan] {
    sorted { ($0.startSeconds, $0.endSeconds) < ($1.startSeconds, $1.endSeconds) }
      .closingGaps(shorterThanSeconds: 0)
  }

  /// Joins neighbours whose gap is at most the given length; spans must ascend by start.
  public func closingGaps(shorterThanSeconds limitSeconds: Double) -> [TimeSpan] {
    var joined: [TimeSpan] = []
    for span in self {
      if let last = joined.last, span.startSeconds - last.endSeconds <= limitSeconds {
        joined[joined.count - 1].endSeconds = Swift.max(last.endSeconds, span.endSeconds)
      } else {
        joined.append(span)
      }
    }
    return joined
  }

  /// Spans at least as long as the given length.
  public func lasting(atLeastSeconds minimumSeconds: Double) -> [TimeSpan] {
    filter { $0.durationSeconds >= minimumSeconds }
  }

  /// Time that both ordered lists cover.
  public func intersection(_ other: [TimeSpan]) -> [TimeSpan] {
    var shared: [TimeSpan] = []
    var (mine, theirs) = (0, 0)
    while mine < count, theirs < other.count {
      if let span = self[mine].intersection(other[theirs]) { shared.append(span) }
      if self[mine].endSeconds < other[theirs].endSeconds { mine += 1 } else { theirs += 1 }
    }
    return shared
  }

  /// Time inside `range` that this ordered list leaves uncovered.
  public func complement(in range: TimeSpan) -> [TimeSpan] {
    var gaps: [TimeSpan] = []
    var cursor = range.startSeconds
    for span in self where span.endSeconds > range.startSeconds {
      if span.startSeconds >= range.endSeconds { break }
      if span.startSeconds > cursor { gaps.append(TimeSpan(cursor, span.startSeconds)) }
      cursor = Swift.max(cursor, span.endSeconds)
    }
    if cursor < range.endSeconds { gaps.append(TimeSpan(cursor, range.endSeconds)) }
    return gaps
  }

  /// Time that this ordered list covers and the other ordered list does not.
  public func subtracting(_ other: [TimeSpan]) -> [TimeSpan] {
    guard let first, let last else { return [] }
    return intersection(other.complement(in: TimeSpan(first.startSeconds, last.endSeconds)))
  }

  /// The part of this ordered list inside `range`.
  public func clipped(to range: TimeSpan) -> [TimeSpan] {
    intersecting(range).compactMap { $0.intersection(range) }
  }

  /// Seconds of this ordered list inside `range`.
  public func seconds(in range: TimeSpan) -> Double {
    intersecting(range).reduce(0) { $0 + $1.overlapSeconds(with: range) }
  }

  /// The run of this ordered list's spans that touch `range`, found by bisection.
  public func intersecting(_ range: TimeSpan) -> ArraySlice<TimeSpan> {
    let lower = partitioningIndex { $0.endSeconds > range.startSeconds }
    let upper = partitioningIndex { $0.startSeconds >= range.endSeconds }
    return lower < upper ? self[lower..<upper] : []
  }
}
