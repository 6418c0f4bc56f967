public import CallTypes

/// Settings of the queue of reviewers.
public struct ReviewSettings: DescribedSettings {
  /// Least severity that somebody should hear.
  public var minimumSeverity = FlagSeverity.minor
  /// Weight of a critical flag in the queue.
  public var criticalPoints = 100.0
  /// Weight of a major flag in the queue.
  public var majorPoints = 30.0
  /// Weight of a minor flag in the queue.
  public var minorPoints = 10.0
  /// Weight of a technical flag in the queue.
  public var technicalPoints = 2.0
  /// Most that a margin adds, in units of the threshold.
  public var maximumMarginRatio = 1.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "minimumSeverity", "Least severity to hear: technical flags go to engineering",
      source: "RULES.md section 2"),
    SettingDescription(
      "criticalPoints", "Weight of a critical flag in the queue: before any three major ones",
      source: "own choice", range: 0...10000),
    SettingDescription(
      "majorPoints", "Weight of a major flag in the queue: as much as three minor ones",
      source: "own choice", range: 0...10000),
    SettingDescription(
      "minorPoints", "Weight of a minor flag in the queue", source: "own choice", range: 0...10000),
    SettingDescription(
      "technicalPoints", "Weight of a technical flag: it orders calls that are otherwise equal",
      source: "own choice", range: 0...10000),
    SettingDescription(
      "maximumMarginRatio", "Most that a margin adds to a weight, so that one measure cannot rule",
      source: "own choice: at most twice the weight", range: 0...100),
  ]

  /// Weight of a severity.
  func points(of severity: FlagSeverity) -> Double {
    switch severity {
    case .critical: criticalPoints
    case .major: majorPoints
    case .minor: minorPoints
    case .technical: technicalPoints
    }
  }
}

/// Whether and how soon to hear a call.
///
/// Priority = sum over flags of weight of the severity × (1 + relative margin, bounded).
func reviewDecision(
  flags: [QualityFlag], scorability: Scorability, settings: ReviewSettings
) -> ReviewDecision {
  let priority = flags.reduce(0) { sum, flag in
    sum + settings.points(of: flag.severity)
      * (1 + min(relativeMargin(of: flag), settings.maximumMarginRatio))
  }
  return ReviewDecision(
    required: flags.contains { $0.severity >= settings.minimumSeverity },
    scorable: scorability.unknown == nil, notScorableReasons: scorability.reasons,
    priority: priority.rounded(toPlaces: 3))
}
