public import CallTypes

/// How each agent speaks, from finished reports of many calls.
///
/// The order of the reports does not matter. A call is never its own measure: it is known by the content
/// of its recording, and `history(ofAgent:without:)` leaves it out. It does matter which reports there
/// are: whoever wants equal reports from two runs hands in equal histories.
///
/// What is kept of a call does not depend on any history, so that histories of reports that were made
/// with a history are no different.
public struct AgentHistories: Codable, Hashable, Sendable {
  /// What one call says of its agent's way.
  public struct Habit: Codable, Hashable, Sendable {
    /// Level of the agent's speech, in dBFS.
    public var levelDBFS: Double
    /// Syllable rate; `nil` where it is not known.
    public var syllablesPerSecond: Double?
    /// Spread of F0, in semitones; `nil` where it is not known.
    public var f0SpreadSemitones: Double?

    /// Makes a habit.
    public init(
      levelDBFS: Double, syllablesPerSecond: Double? = nil, f0SpreadSemitones: Double? = nil
    ) {
      self.levelDBFS = levelDBFS
      self.syllablesPerSecond = syllablesPerSecond
      self.f0SpreadSemitones = f0SpreadSemitones
    }
  }

  /// Calls of one agent that are kept: the median of so many has settled, and a file of histories does
  /// not grow with the archive. An own choice.
  public static let callLimitCount = 200

  /// Habits by agent and by call, as `callKey(of:)` names it.
  public private(set) var habits: [String: [String: Habit]] = [:]

  /// Makes histories of habits that were collected before.
  public init(habits: [String: [String: Habit]] = [:]) { self.habits = habits }

  /// Collects the calls of some reports, in any order.
  public init(of reports: some Sequence<CallReport>) {
    for report in reports { add(report) }
  }

  /// What a call is known by: the start of its content's SHA-256, which is no name of anybody.
  ///
  /// - Returns: `nil` for what has no hash, such as a pipe.
  public static func callKey(of file: FileReport) -> String? {
    file.sha256.map { String($0.prefix(16)) }
  }

  /// Takes a call in, where its agent and content are known and the agent is heard.
  ///
  /// Of more calls than `callLimitCount` those with the first keys stay: as good as drawn by lot, and
  /// the same for any order of the reports.
  public mutating func add(_ report: CallReport) {
    guard let agentId = report.metadata.agentId, let key = Self.callKey(of: report.file),
      let agent = report.parties[.agent], let levelDBFS = agent.activeLevelDBFS
    else { return }
    var calls = habits[agentId, default: [:]]
    calls[key] = Habit(
      levelDBFS: levelDBFS, syllablesPerSecond: agent.syllablesPerSecond,
      f0SpreadSemitones: agent.f0SpreadSemitones)
    if calls.count > Self.callLimitCount, let last = calls.keys.max() { calls[last] = nil }
    habits[agentId] = calls
  }

  /// Medians over an agent's other calls.
  ///
  /// - Parameter callKey: The call that is judged; `nil` = none of those that are known.
  /// - Returns: `nil` when there is no other call. Whether there are enough is for the rules to say
  ///   (`agentHistory.minimumCount`).
  public func history(ofAgent agentId: String, without callKey: String?) -> AgentHistory? {
    let others = habits[agentId, default: [:]].filter { $0.key != callKey }.map(\.value)
    guard !others.isEmpty else { return nil }
    return AgentHistory(
      callCount: others.count, levelDBFS: others.map(\.levelDBFS).lowerMedian,
      syllablesPerSecond: others.compactMap(\.syllablesPerSecond).lowerMedian,
      f0SpreadSemitones: others.compactMap(\.f0SpreadSemitones).lowerMedian)
  }
}
