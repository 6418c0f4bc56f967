import ConversationAnalysis
import Testing

struct MonthlyGradeTests {
  private let settings = GradeSettings()

  /// Edges of RULES.md section 3: A ≥ 95, B 85–94, C 80–84, D < 80.
  @Test(arguments: [
    (100.0, AgentGrade.a), (95, .a), (94.9, .b), (85, .b), (84.9, .c), (80, .c), (79.9, .d),
    (0, .d),
  ])
  func `each grade begins at its edge`(points: Double, grade: AgentGrade) {
    #expect(AgentGrade(points: points, settings: settings) == grade)
    let month = monthlyGrade(
      monitoringPoints: [points], reviewerPoints: [points], settings: settings)
    #expect(month?.points == points && month?.grade == grade)
  }

  @Test func `monitoring and reviewers count alike, however many scores each gave`() {
    let month = monthlyGrade(
      monitoringPoints: [100, 90, 95, 95], reviewerPoints: [80], settings: settings)
    #expect(month?.points == 87.5 && month?.grade == .b)
  }

  @Test func `half a judgement is no grade`() {
    #expect(monthlyGrade(monitoringPoints: [90], reviewerPoints: [], settings: settings) == nil)
    #expect(monthlyGrade(monitoringPoints: [], reviewerPoints: [90], settings: settings) == nil)
    #expect(monthlyGrade(monitoringPoints: [], reviewerPoints: [], settings: settings) == nil)
  }

  @Test func `the edges are settings`() {
    var settings = settings
    settings.gradeAPoints = 90
    #expect(AgentGrade(points: 91, settings: settings) == .a)
  }
}
