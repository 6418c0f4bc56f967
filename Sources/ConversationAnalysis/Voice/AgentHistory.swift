public import CallTypes

/// How an agent spoke in earlier calls: the measure of rules about the agent's own voice.
///
/// Whoever keeps reports hands it in; without it, or with too few calls, a rule compares with the rest
/// of the same call and says so.
public struct AgentHistory: Codable, Hashable, Sendable {
  /// Number of calls that the figures stand for.
  public var callCount: Int
  /// Median level of the agent's speech, in dBFS; `nil` where it is not known.
  public var levelDBFS: Double?
  /// Median syllable rate; `nil` where it is not known.
  public var syllablesPerSecond: Double?
  /// Median spread of F0, in semitones; `nil` where it is not known.
  public var f0SpreadSemitones: Double?

  /// Makes a history.
  public init(
    callCount: Int, levelDBFS: Double? = nil, syllablesPerSecond: Double? = nil,
    f0SpreadSemitones: Double? = nil
  ) {
    self.callCount = callCount
    self.levelDBFS = levelDBFS
    self.syllablesPerSecond = syllablesPerSecond
    self.f0SpreadSemitones = f0SpreadSemitones
  }
}

/// Settings of the agent's own measure.
public struct AgentHistorySettings: DescribedSettings {
  /// Least number of earlier calls that count as the agent's own way.
  public var minimumCount = 5

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "minimumCount",
      "Least number of earlier calls; with fewer, an agent is compared with the rest of the call",
      source: "own choice: one call may be unusual", range: 1...1000)
  ]
}

extension Findings {
  /// The agent's history, where it is long enough to go by.
  var usableHistory: AgentHistory? {
    agentHistory.flatMap { $0.callCount >= settings.agentHistory.minimumCount ? $0 : nil }
  }
}
