/// A rule's stable code, such as `QC101`.
public struct RuleCode: RawRepresentable, Codable, Hashable, Sendable, Comparable {
  /// The code's text.
  public var rawValue: String

  /// Wraps a code.
  public init(rawValue: String) { self.rawValue = rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public static func < (left: RuleCode, right: RuleCode) -> Bool { left.rawValue < right.rawValue }
}

/// How much a flag matters to a reviewer.
public enum FlagSeverity: String, Codable, CaseIterable, Hashable, Sendable, Comparable {
  /// About the line or the recorder; costs the agent nothing.
  case technical
  /// Worth knowing.
  case minor
  /// Worth hearing.
  case major
  /// To be heard first.
  case critical

  private var rank: Int {
    switch self {
    case .technical: 0
    case .minor: 1
    case .major: 2
    case .critical: 3
    }
  }

  public static func < (left: FlagSeverity, right: FlagSeverity) -> Bool {
    left.rank < right.rank
  }
}

/// Unit of a flag's value and threshold.
public enum FlagUnit: String, Codable, Hashable, Sendable {
  case seconds, count, ratio, semitones
  case decibels = "dB"
  case syllablesPerSecond
}

/// Which of a party's own voice a rule compared with.
public enum BaselineSource: String, Codable, CaseIterable, Hashable, Sendable {
  /// The rest of the same call.
  case call
  /// Earlier calls of the same agent.
  case history
}

/// Something a reviewer should hear, with its evidence.
public struct QualityFlag: Codable, Hashable, Sendable {
  /// Stable code of the rule.
  public var code: RuleCode
  /// The rule's name.
  public var name: String
  /// How much it matters.
  public var severity: FlagSeverity
  /// Whom it is about; `nil` when it is about the call.
  @ExplicitNull public var party: Party?
  /// What was measured, in `unit`.
  public var value: Double
  /// The setting it was compared with, in `unit`.
  public var threshold: Double
  /// How far beyond the threshold the value lies, in `unit`, never negative.
  public var margin: Double
  /// Unit of value, threshold and margin.
  public var unit: FlagUnit
  /// Stretches that a reviewer can play, in time order.
  public var evidence: [TimeSpan]
  /// What was heard, step by step, of rules that follow a procedure; `nil` of all others.
  @ExplicitNull public var trace: [TraceStep]?
  /// Whose voice was compared with; `nil` where the rule compares with no voice of the party's own.
  @ExplicitNull public var baseline: BaselineSource?

  /// Makes a flag; numbers are rounded to thousandths.
  public init(
    code: RuleCode, name: String, severity: FlagSeverity, party: Party? = nil, value: Double,
    threshold: Double, unit: FlagUnit, evidence: [TimeSpan], trace: [TraceStep]? = nil,
    baseline: BaselineSource? = nil
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.party = party
    self.value = value.rounded(toPlaces: 3)
    self.threshold = threshold.rounded(toPlaces: 3)
    margin = abs(value - threshold).rounded(toPlaces: 3)
    self.unit = unit
    self.evidence = evidence
    self.trace = trace
    self.baseline = baseline
  }
}

/// Points of a call and what took them away.
public struct QualityScore: Codable, Hashable, Sendable {
  /// 100 minus the deductions, 0…100; `nil` when the call cannot be scored.
  @ExplicitNull public var points: Double?
  /// Grade of the points; `nil` when the call cannot be scored.
  @ExplicitNull public var band: ScoreBand?
  /// One entry per rule that cost points.
  public var deductions: [ScoreDeduction]

  /// Makes a score.
  public init(points: Double?, band: ScoreBand?, deductions: [ScoreDeduction]) {
    self.points = points
    self.band = band
    self.deductions = deductions
  }
}

/// Grade of a single call (RULES.md section 3).
public enum ScoreBand: String, Codable, CaseIterable, Hashable, Sendable {
  case excellent, good, needsImprovement
}

/// Points that one rule cost.
public struct ScoreDeduction: Codable, Hashable, Sendable {
  /// The rule.
  public var code: RuleCode
  /// Points taken away, positive.
  public var points: Double

  /// Makes a deduction.
  public init(code: RuleCode, points: Double) {
    self.code = code
    self.points = points
  }
}

/// What a reviewer should do with the call.
public struct ReviewDecision: Codable, Hashable, Sendable {
  /// Whether somebody should hear it.
  public var required: Bool
  /// Whether the agent may be judged by it.
  public var scorable: Bool
  /// Technical rules that forbid judging the agent by it.
  public var notScorableReasons: [RuleCode]
  /// Place in the queue: the higher, the sooner; 0 = no need.
  public var priority: Double

  /// Makes a decision.
  public init(
    required: Bool, scorable: Bool, notScorableReasons: [RuleCode], priority: Double
  ) {
    self.required = required
    self.scorable = scorable
    self.notScorableReasons = notScorableReasons
    self.priority = priority
  }
}
