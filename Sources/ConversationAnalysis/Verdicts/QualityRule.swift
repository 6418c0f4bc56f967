public import CallTypes

/// Judges one question about a call.
public protocol QualityRule: SendableMetatype {
  /// The rule's thresholds.
  associatedtype Settings: DescribedSettings
  /// Stable code.
  static var code: RuleCode { get }
  /// What was found, in English CamelCase.
  static var name: String { get }
  /// What was found, in Chinese.
  static var chineseName: String { get }
  /// How much it matters to a reviewer.
  static var severity: FlagSeverity { get }
  /// One sentence in English.
  static var summary: String { get }
  /// One sentence in Chinese.
  static var chineseSummary: String { get }
  /// Handbook and its words, or `P` for the practice of other products (RULES.md).
  static var source: String { get }
  /// Group of the settings file that holds its thresholds.
  static var settingsGroup: String { get }
  /// Points that it costs where the settings say nothing else.
  static var defaultPoints: Double { get }
  /// Whether a flag forbids judging the agent by the call.
  static var forbidsScoring: Bool { get }
  /// Judges the call.
  static func verdict(on findings: Findings) -> RuleVerdict
}

extension QualityRule {
  /// By severity: critical 10, major 5, minor 3, technical 0 (RULES.md section 3: technical flags
  /// never cost points). Rules about what is not the agent's doing say 0 themselves.
  public static var defaultPoints: Double {
    switch severity {
    case .critical: 10
    case .major: 5
    case .minor: 3
    case .technical: 0
    }
  }

  public static var forbidsScoring: Bool { false }

  /// A flag of this rule; evidence is merged, capped and put in order.
  static func flag(
    _ findings: Findings, party: Party? = nil, value: Double, threshold: Double, unit: FlagUnit,
    evidence: [TimeSpan], trace: [TraceStep]? = nil, baseline: BaselineSource? = nil
  ) -> RuleVerdict {
    .flag(
      QualityFlag(
        code: code, name: name, severity: severity, party: party, value: value,
        threshold: threshold, unit: unit,
        evidence: presentable(evidence, settings: findings.settings.evidence), trace: trace,
        baseline: baseline))
  }
}

/// What a rule says.
public enum RuleVerdict: Hashable, Sendable {
  /// Something to hear.
  case flag(QualityFlag)
  /// Nothing to hear.
  case clear
  /// Too little is known to say.
  case notEnoughEvidence(UnknownReason)
}

/// All that rules look at.
public struct Findings: Sendable {
  /// The call.
  let conversation: Conversation
  /// Every event, by start time.
  let events: [CallEvent]
  /// How each party spoke.
  let parties: [Party: PartyReport]
  /// Who had how much of the talk.
  let talk: TalkReport
  /// Numbers of the channels, in file order.
  let channels: [ChannelReport]
  /// Every threshold.
  let settings: ConversationSettings
  /// How the agent spoke in earlier calls; `nil` where nobody knows.
  var agentHistory: AgentHistory?
  /// The enrolled voice of the agent; `nil` where there is none.
  var agentVoice: VoiceProfile?

  /// Events of a kind, of one party where it is given.
  func events(_ code: EventCode, of party: Party? = nil) -> [CallEvent] {
    events.filter { $0.code == code && (party == nil || $0.party == party) }
  }
}

/// Settings of the evidence of flags.
public struct EvidenceSettings: DescribedSettings {
  /// Spans closer than this are played as one, in seconds.
  public var mergeSeconds = 0.5
  /// Most spans that a flag carries.
  public var maximumCount = 20

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "mergeSeconds", "Evidence closer than this is played as one stretch",
      source: "own choice: nobody hears the seam", range: 0...60),
    SettingDescription(
      "maximumCount", "Most stretches that a flag carries; the longest are kept",
      source: "own choice: more than a reviewer hears", range: 1...1000),
  ]
}

/// Spans that a person can play: merged, the longest of them, by time.
func presentable(_ spans: [TimeSpan], settings: EvidenceSettings) -> [TimeSpan] {
  let merged = spans.union().closingGaps(shorterThanSeconds: settings.mergeSeconds)
  let longest = merged.sorted {
    ($1.durationSeconds, $0.startSeconds) < ($0.durationSeconds, $1.startSeconds)
  }
  return longest.prefix(max(0, settings.maximumCount))
    .map { TimeSpan($0.startSeconds.roundedToMilliseconds, $0.endSeconds.roundedToMilliseconds) }
    .sorted { $0.startSeconds < $1.startSeconds }
}
