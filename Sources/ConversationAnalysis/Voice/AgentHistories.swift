public import CallTypes

/// How each agent speaks, from finished reports of many calls: of a run, or out of a store.
///
/// The order of the reports does not matter, so that histories are the same for any number of jobs. A call
/// is never its own measure: `history(ofAgent:without:)` leaves it out. It does matter which reports
/// there are; whoever wants equal reports from runs over different folders must hand in equal histories.
public struct AgentHistories: Hashable, Sendable {
  /// What one call says of its agent's way.
  private struct Habit: Hashable, Sendable {
    var callId: String
    var levelDBFS: Double?
    var syllablesPerSecond: Double?
  }

  private var habits: [String: [Habit]] = [:]

  /// Collects the calls of which the agent is known and in which the agent's level is.
  ///
  /// - Parameter reports: Finished reports, in any order; of two with the same `callId` and agent the
  ///   first counts.
  public init(of reports: some Sequence<CallReport>) {
    for report in reports {
      guard let agentId = report.metadata.agentId, let agent = report.parties[.agent],
        agent.activeLevelDBFS != nil,
        habits[agentId]?.contains(where: { $0.callId == report.callId }) != true
      else { continue }
      habits[agentId, default: []].append(
        Habit(
          callId: report.callId, levelDBFS: agent.activeLevelDBFS,
          syllablesPerSecond: agent.syllablesPerSecond))
    }
  }

  /// Medians over an agent's other calls.
  ///
  /// - Returns: `nil` when there is none. Whether there are enough is for the rules to say
  ///   (`agentHistory.minimumCount`).
  public func history(ofAgent agentId: String, without callId: String) -> AgentHistory? {
    let others = habits[agentId, default: []].filter { $0.callId != callId }
    guard !others.isEmpty else { return nil }
    return AgentHistory(
      callCount: others.count, levelDBFS: others.compactMap(\.levelDBFS).lowerMedian,
      syllablesPerSecond: others.compactMap(\.syllablesPerSecond).lowerMedian)
  }
}
