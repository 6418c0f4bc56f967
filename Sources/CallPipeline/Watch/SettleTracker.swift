internal import SystemPackage

/// Which files are being waited for, and which of them are finished.
///
/// Pure: it is told what was seen and when (in seconds of any clock that never goes back), and says what
/// follows. A file is finished when its size and time, and those of its sidecar, have not changed for the
/// settle time and nobody has it open for writing. What has been waited for until the deadline is
/// reported once as stalled and waited for further.
struct SettleTracker: Sendable {
  /// What waiting goes by.
  struct Rules: Hashable, Sendable {
    var settleSeconds: Double
    var deadlineSeconds: Double
    var sidecarWaitSeconds: Double
    /// How many files are waited for at most.
    var limitCount: Int
  }

  /// What follows from a look at a file.
  enum Verdict: Hashable, Sendable {
    /// It is not finished yet.
    case waits
    /// It is finished, and no longer waited for.
    case settled(FileStamp)
    /// It should have been finished; said once.
    case stalled
    /// It went away before it was finished, and is no longer waited for.
    case gone
  }

  private struct Pending {
    var firstSeen: Double
    /// Since when nothing has changed.
    var unchangedSince: Double
    var checkAt: Double
    var stamp: FileStamp?
    /// Whether somebody said that it would be there.
    var isAnnounced: Bool
    var isStalled = false
  }

  var rules: Rules
  private var pending: [FilePath: Pending] = [:]
  /// No check is due before this.
  private var earliestCheck = Double.infinity

  init(rules: Rules) { self.rules = rules }

  /// How many files are waited for.
  var count: Int { pending.count }

  /// Whether a file is waited for.
  func waits(for path: FilePath) -> Bool { pending[path] != nil }

  /// When a file is to be looked at next; `nil` = none is waited for.
  var nextCheck: Double? { pending.isEmpty ? nil : earliestCheck }

  /// Notes that something happened to a file.
  ///
  /// - Parameters:
  ///   - sight: What is seen of it now.
  ///   - isAnnounced: Whether somebody else said so: it may not be there yet.
  /// - Returns: `false` when there is no room: the file has to be found again later.
  mutating func notice(
    _ path: FilePath, _ sight: FileSight, isAnnounced: Bool = false, at now: Double
  ) -> Bool {
    var stamp: FileStamp?
    if case .present(let seen, _) = sight { stamp = seen }
    if stamp == nil && !isAnnounced && pending[path] == nil { return true }
    if var known = pending[path] {
      if known.stamp != stamp { (known.stamp, known.unchangedSince) = (stamp, now) }
      known.isAnnounced = known.isAnnounced || isAnnounced
      // Whatever it was waited for may have happened just now, such as its being closed.
      known.checkAt = max(known.unchangedSince + rules.settleSeconds, now)
      pending[path] = known
      earliestCheck = min(earliestCheck, known.checkAt)
      return true
    }
    guard pending.count < rules.limitCount else { return false }
    pending[path] = Pending(
      firstSeen: now, unchangedSince: now, checkAt: now + rules.settleSeconds, stamp: stamp,
      isAnnounced: isAnnounced)
    earliestCheck = min(earliestCheck, now + rules.settleSeconds)
    return true
  }

  /// Has a file looked at again after a while, whose work came to nothing for now.
  mutating func postpone(_ path: FilePath, _ stamp: FileStamp, until time: Double, at now: Double) {
    guard pending[path] == nil else { return }
    pending[path] = Pending(
      firstSeen: now, unchangedSince: -.infinity, checkAt: time, stamp: stamp, isAnnounced: false)
    earliestCheck = min(earliestCheck, time)
  }

  /// The files that are to be looked at now; each has to be answered with `judge`.
  mutating func due(at now: Double) -> [FilePath] {
    guard now >= earliestCheck else { return [] }
    var due: [(path: FilePath, checkAt: Double)] = []
    earliestCheck = .infinity
    for (path, file) in pending {
      if file.checkAt <= now {
        due.append((path, file.checkAt))
      } else {
        earliestCheck = min(earliestCheck, file.checkAt)
      }
    }
    return due.sorted { $0.checkAt < $1.checkAt }.map(\.path)
  }

  /// Says what follows from a look at a file that was due.
  mutating func judge(_ path: FilePath, _ sight: FileSight, at now: Double) -> Verdict {
    guard var file = pending[path] else { return .gone }
    switch sight {
    case .absent:
      guard file.isAnnounced, now - file.firstSeen < rules.deadlineSeconds else {
        pending[path] = nil
        return file.isAnnounced ? .stalled : .gone
      }
      file.stamp = nil
      file.unchangedSince = now
    case .present(let stamp, let isOpen):
      if stamp != file.stamp { (file.stamp, file.unchangedSince) = (stamp, now) }
      let quietSeconds = now - file.unchangedSince
      let neededSeconds =
        stamp.sidecars.isEmpty
        ? max(rules.settleSeconds, rules.sidecarWaitSeconds) : rules.settleSeconds
      if quietSeconds >= neededSeconds - Self.slackSeconds, !isOpen {
        pending[path] = nil
        return .settled(stamp)
      }
    }
    // A file that is quiet and open, or waits for its sidecar, is looked at once per settle time; being
    // closed is told by the kernel.
    let settled = file.unchangedSince + rules.settleSeconds
    file.checkAt = settled > now ? settled : now + rules.settleSeconds
    let isLate = !file.isStalled && now - file.firstSeen >= rules.deadlineSeconds
    if isLate { file.isStalled = true }
    pending[path] = file
    earliestCheck = min(earliestCheck, file.checkAt)
    return isLate ? .stalled : .waits
  }

  /// Stops waiting for everything.
  mutating func removeAll() {
    pending = [:]
    earliestCheck = .infinity
  }

  /// Rounding of sums of seconds must not cost a whole settle time more.
  private static let slackSeconds = 1e-6
}
