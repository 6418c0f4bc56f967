public import CallTypes

/// Settings of an agent's monthly grade.
public struct GradeSettings: DescribedSettings {
  /// Least points of grade A.
  public var gradeAPoints = 95.0
  /// Least points of grade B.
  public var gradeBPoints = 85.0
  /// Least points of grade C.
  public var gradeCPoints = 80.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "gradeAPoints", "Least points of a month of grade A",
      source: "H3 grades; RULES.md section 3", range: 0...100),
    SettingDescription(
      "gradeBPoints", "Least points of a month of grade B",
      source: "H3 grades; RULES.md section 3", range: 0...100),
    SettingDescription(
      "gradeCPoints", "Least points of a month of grade C; below it is D",
      source: "H3 grades; RULES.md section 3", range: 0...100),
  ]
}

/// An agent's grade for a month (RULES.md section 3).
public enum AgentGrade: String, Codable, CaseIterable, Hashable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"

  /// The grade of a month's points, 0…100.
  public init(points: Double, settings: GradeSettings) {
    if points >= settings.gradeAPoints {
      self = .a
    } else if points >= settings.gradeBPoints {
      self = .b
    } else {
      self = points >= settings.gradeCPoints ? .c : .d
    }
  }
}

/// What a month came to.
public struct MonthlyGrade: Codable, Hashable, Sendable {
  /// Mean of both means, 0…100.
  public var points: Double
  /// Grade of the points.
  public var grade: AgentGrade
}

/// An agent's month: (mean monitoring points + mean reviewer points) ÷ 2, and its grade.
///
/// - Parameters:
///   - monitoringPoints: Points of the agent's calls that could be scored, 0…100.
///   - reviewerPoints: Points that reviewers gave, 0…100.
/// - Returns: `nil` when either is empty: half a judgement is none.
public func monthlyGrade(
  monitoringPoints: [Double], reviewerPoints: [Double], settings: GradeSettings
) -> MonthlyGrade? {
  guard !monitoringPoints.isEmpty, !reviewerPoints.isEmpty else { return nil }
  let means = [monitoringPoints, reviewerPoints].map { $0.reduce(0, +) / Double($0.count) }
  // To tenths, as points of calls are: 94.95 is shown, and judged, as 95.
  let points = ((means[0] + means[1]) / 2).rounded(toPlaces: 1)
  return MonthlyGrade(points: points, grade: AgentGrade(points: points, settings: settings))
}
