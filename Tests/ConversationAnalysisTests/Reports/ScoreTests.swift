import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct ScoreTests {
  /// A call of 100 s in turn, agent first.
  private func talk(
    agent: Int, customer: Int, settings: ConversationSettings = ConversationSettings()
  ) -> ConversationAnalysisResult {
    analysis(
      speech(run("#", agent) + run(".", customer + 1), stepSeconds: 1),
      speech(run(".", agent) + run("#", customer), stepSeconds: 1), settings: settings)
  }

  /// Voices that neither are flat nor have too few syllables: the drawn voice is both.
  private var lenient: ConversationSettings {
    var settings = ConversationSettings()
    settings.monotoneAgent.minimumSpreadSemitones = 0
    settings.speechTooSlow.minimumSyllablesPerSecond = 0
    return settings
  }

  @Test func `a call without flags has all points`() {
    let result = talk(agent: 30, customer: 50, settings: lenient)
    #expect(result.flags.isEmpty)
    #expect(result.score == QualityScore(points: 100, band: .excellent, deductions: []))
    #expect(result.review.required == false)
    #expect(result.review.scorable)
    #expect(result.review.priority == 0)
    #expect(result.notes["score.points"] == nil)
  }

  @Test func `a flag costs its weight, the more the further it lies off`() {
    let result = talk(agent: 56, customer: 44, settings: lenient)
    // 5 points × (1 + 0.11 ÷ 0.55).
    let deduction = ScoreDeduction(code: RuleCode(rawValue: "QC101"), points: 6)
    #expect(result.score == QualityScore(points: 94, band: .good, deductions: [deduction]))
    #expect(result.review.required)
    // 30 × (1 + 0.2).
    #expect(result.review.priority == 36)
  }

  @Test func `a deduction is capped and points never fall below zero`() {
    var settings = lenient
    settings.score.weightPoints["QC101"] = 500
    settings.score.capPoints["QC101"] = 7
    #expect(talk(agent: 50, customer: 40, settings: settings).score.points == 93)
    settings.score.capPoints["QC101"] = 1000
    let result = talk(agent: 50, customer: 40, settings: settings)
    #expect(result.score.points == 0)
    #expect(result.score.band == .needsImprovement)
  }

  @Test func `unknown roles and silence give no points and say why`() {
    let unknown = analysis(speech(run("#", 40)), speech(run(".", 40)), roles: [])
    #expect(unknown.score.points == nil && unknown.score.band == nil)
    #expect(unknown.notes["score.points"] == .rolesUnknown)
    let silent = analysis(speech(run(".", 40)), speech(run(".", 40)))
    #expect(silent.notes["score.points"] == .noSpeech)
  }

  @Test func `a level that cannot be read is not scored`() {
    // y = −58 dBFS.
    let result = analysis(
      speech(run("y", 30) + run(".", 30), stepSeconds: 1),
      speech(run(".", 30) + run("#", 30), stepSeconds: 1))
    #expect(result.review.notScorableReasons == [RuleCode(rawValue: "QC106")])
    #expect(result.score.points == nil)
  }

  @Test func `technical flags cost nothing and weigh little`() {
    var settings = lenient
    settings.noisyLine.minimumSpeechSeconds = 1
    var noisy = speech(run("#", 30) + run(".", 51), stepSeconds: 1)
    noisy.noiseFloorDBFS = -25
    let result = analysis(
      noisy, speech(run(".", 30) + run("#", 50), stepSeconds: 1), settings: settings)
    #expect(result.flags.map(\.code.rawValue) == ["QC109"])
    #expect(result.score.points == 100)
    #expect(result.review.required == false)
    // 2 × (1 + 1): the margin of a value of 1 over 0.2 is bounded.
    #expect(result.review.priority == 4)
  }

  @Test func `the twenty longest pieces of evidence are kept, in order of time`() throws {
    var settings = lenient
    settings.evidence.maximumCount = 2
    let agent = run("#", 30) + run(".", 20) + run("#", 120) + run(".", 20) + run("#", 200)
    let result = analysis(speech(agent), speech(run(".", 370)), settings: settings)
    let flag = try #require(result.flag("QC101"))
    #expect(flag.evidence == [TimeSpan(5, 17), TimeSpan(19, 39)])
  }
}
