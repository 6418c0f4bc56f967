/// What a watch has done and what it has before it, for those who look after it.
public struct WatchFigures: Hashable, Sendable {
  /// Calls that were analysed, or known by their content under another name.
  public var reportCount = 0
  /// Those of them that somebody should hear.
  public var flaggedCount = 0
  /// Files that could not be analysed.
  public var failureCount = 0
  /// Files that were not finished by the deadline.
  public var stalledCount = 0
  /// Length of all analysed calls.
  public var audioSeconds = 0.0
  /// Listings of all folders.
  public var listingCount = 0
  /// Times that the kernel lost events.
  public var overflowCount = 0
  /// Times that the store refused, and it was tried again.
  public var storeRefusalCount = 0
  /// From a finished file to its record in the store.
  public var latency = SecondsHistogram()

  /// Files that are waited for.
  public var pendingCount = 0
  /// Finished files that wait for their analysis.
  public var queuedCount = 0
  /// Files at work.
  public var workingCount = 0
  /// How long the file has waited that was finished first.
  public var lagSeconds = 0.0
  /// Whether folders are listed regularly, as nothing tells of changes.
  public var isPolling = false
  /// Whether all folders have been listed once, and could be.
  public var isReady = false
  /// Whether the last that was asked of the store was done.
  public var isStoreSound = true
  /// How long ago the thread that waits for events was last seen at work.
  public var silenceSeconds = 0.0

  init() {}
}

/// Counts durations by their length, as Prometheus does: each bound counts all up to it.
public struct SecondsHistogram: Hashable, Sendable {
  /// Upper bounds in seconds; around the promise of 0.3 s and 1 s, and up to what an operator calls late.
  public static let bounds = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]

  /// Durations up to each bound.
  public private(set) var counts = [Int](repeating: 0, count: bounds.count)
  /// All durations.
  public private(set) var count = 0
  /// Their sum.
  public private(set) var sumSeconds = 0.0

  /// Counts nothing yet.
  public init() {}

  /// Counts a duration.
  public mutating func add(_ seconds: Double) {
    for (index, bound) in Self.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
    count += 1
    sumSeconds += seconds
  }
}
