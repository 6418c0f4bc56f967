internal import SystemPackage

/// A file that was found to be finished.
struct FinishedFile: Hashable, Sendable {
  var path: FilePath
  /// What was known of it before its name was read; of a declared pair the whole.
  var input: CallInput
  /// What it was like then.
  var stamp: FileStamp
}

/// Finished files that may be one of the two of a call, and wait for the other.
///
/// Pure, as `SettleTracker` is. A group waits until its files are a whole call, or its wait is over; then
/// the disk is looked at once more for files of it, as one may have been finished long ago.
struct AwaitedHalves: Sendable {
  /// What is due for a group.
  enum Step: Hashable, Sendable {
    /// To look for its other files on the disk; to be answered with `noteLook`.
    case look
    /// To take its files for what they are.
    case decide
  }

  private struct Group {
    var files: [FilePath: FinishedFile] = [:]
    var since: Double
    /// `nil` while somebody looks.
    var dueAt: Double?
    var hasLooked = false
  }

  private var groups: [PairGroup: Group] = [:]

  /// How many files wait.
  private(set) var count = 0

  /// When a group is due next; `nil` = none is.
  var nextDue: Double? { groups.values.lazy.compactMap(\.dueAt).min() }

  /// Adds a file, or the same file anew; the first of a group begins its wait.
  mutating func add(
    _ file: FinishedFile, to group: PairGroup, waitSeconds: Double, at now: Double
  ) {
    var known = groups[group] ?? Group(since: now, dueAt: now + waitSeconds)
    if known.files.updateValue(file, forKey: file.path) == nil { count += 1 }
    groups[group] = known
  }

  /// The finished files of a group, in the order of their paths.
  func files(of group: PairGroup) -> [FinishedFile] {
    (groups[group]?.files.values).map { $0.sorted { $0.path.string < $1.path.string } } ?? []
  }

  /// What is due now. A group to be looked for is not due again before it has been.
  mutating func due(at now: Double) -> [(group: PairGroup, step: Step)] {
    guard let nextDue, nextDue <= now else { return [] }
    var due: [(group: PairGroup, step: Step)] = []
    for (group, known) in groups {
      guard let dueAt = known.dueAt, dueAt <= now else { continue }
      due.append((group, known.hasLooked ? .decide : .look))
      if !known.hasLooked { groups[group]?.dueAt = nil }
    }
    return due
  }

  /// Notes what came of a look at the disk.
  ///
  /// - Parameters:
  ///   - isWaitedFor: Whether another file of the group is there and not finished yet.
  ///   - againSeconds: After so long it is looked for again, if it is waited for.
  ///   - limitSeconds: Nothing is waited for longer than this.
  mutating func noteLook(
    _ group: PairGroup, isWaitedFor: Bool, againSeconds: Double, limitSeconds: Double,
    at now: Double
  ) {
    guard let known = groups[group] else { return }
    let isLate = now - known.since >= limitSeconds
    groups[group]?.hasLooked = !isWaitedFor || isLate
    groups[group]?.dueAt = isWaitedFor && !isLate ? now + againSeconds : now
  }

  /// Waits no longer for a file of a group, as it is not what it was.
  mutating func remove(_ path: FilePath, of group: PairGroup) {
    guard groups[group]?.files.removeValue(forKey: path) != nil else { return }
    count -= 1
    if groups[group]?.files.isEmpty == true { groups[group] = nil }
  }

  /// Waits no longer for a group.
  mutating func remove(_ group: PairGroup) {
    count -= groups.removeValue(forKey: group)?.files.count ?? 0
  }
}
