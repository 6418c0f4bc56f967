import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about the agent's own level: QC107, QC108.
struct AgentLevelRulesTests {
  /// The agent speaks at −20 dBFS, then at a level while the customer is at −48 dBFS and some time
  /// after.
  private func answered(
    at level: Character, delay: Int = 0, own: Int = 10, history: AgentHistory? = nil
  ) -> ConversationAnalysisResult {
    let agent = run("#", own) + run(".", 8 + delay) + run(level, 3) + "."
    let customer = run(".", own + 1) + run("t", 6)
    return analyze(
      drawnTracks([speech(agent, stepSeconds: 1), speech(customer, stepSeconds: 1)]),
      roles: [.agent, .customer], settings: ConversationSettings(), agentHistory: history)
  }

  @Test(arguments: [("d", false), ("c", true)] as [(Character, Bool)])
  func `an answer to a quiet customer more than four decibels over the own level is raised`(
    level: Character, flagged: Bool
  ) throws {
    // d = −16, c = −14 dBFS.
    let result = answered(at: level)
    #expect((result.flag("QC107") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC107"))
      #expect((flag.party, flag.value, flag.threshold) == (.agent, 6, 4))
      #expect((flag.unit, flag.baseline) == (.decibels, .call))
      #expect(flag.evidence == [TimeSpan(18, 21)])
    }
  }

  @Test func `weak ends of words do not hide a raised voice`() throws {
    // Ten decibels up, but six frames of ten 16 dB down again: the median of frames is under the own.
    let answer = String(repeating: run("a", 4) + run("i", 6), count: 6)
    let agent = run("#", 100) + run(".", 80) + answer + "."
    let customer = run(".", 110) + run("t", 60)
    let result = analysis(speech(agent), speech(customer))
    let value = try #require(result.flag("QC107")).value
    #expect(value > 5 && value < 10)
  }

  @Test func `answers too scattered for a level window are compared all the same`() {
    // A second of speech in every six: no window of 5 s has two.
    let answers = String(repeating: "....." + "c", count: 3)
    let result = analysis(
      speech(run("#", 10) + answers + ".", stepSeconds: 1),
      speech(run(".", 11) + run("t", 3) + ".." + run("t", 3), stepSeconds: 1))
    #expect(result.flag("QC107")?.value == 6)
  }

  @Test func `ten seconds after the quiet speech the agent speaks for other reasons`() {
    // Quiet until 17 s: an answer from 25 s reaches 27 s by two seconds, one from 26 s by one.
    #expect(answered(at: "c", delay: 7).flag("QC107") != nil)
    #expect(answered(at: "c", delay: 8).undecided("QC107") == .notEnoughSpeech)
  }

  @Test func `the own level needs five seconds of other speech, or history`() {
    #expect(answered(at: "c", own: 5).flag("QC107") != nil)
    #expect(answered(at: "c", own: 4).undecided("QC107") == .notEnoughSpeech)
    let known = AgentHistory(callCount: 5, levelDBFS: -20.25)
    let flag = answered(at: "c", own: 4, history: known).flag("QC107")
    #expect(flag?.baseline == .history)
    let short = AgentHistory(callCount: 4, levelDBFS: -20.25)
    #expect(answered(at: "c", own: 4, history: short).undecided("QC107") == .notEnoughSpeech)
  }

  @Test func `history comes before the call's own level`() {
    // The agent is always loud: −14 of −20 in this call, −14 of −15 by habit.
    let loud = AgentHistory(callCount: 20, levelDBFS: -15)
    #expect(answered(at: "c", history: loud).flag("QC107") == nil)
    #expect(
      answered(at: "c", history: AgentHistory(callCount: 20)).flag("QC107")?.baseline == .call)
  }

  @Test func `a customer who is not quiet makes no agent speak up`() {
    let result = analysis(
      speech(run("#", 10) + "......." + "ccc", stepSeconds: 1),
      speech(run(".", 11) + "######", stepSeconds: 1))
    #expect(result.flag("QC107") == nil && result.undecided("QC107") == nil)
  }

  /// An agent at −40 dBFS for ten seconds, then at another level for as long.
  private func agent(
    then level: Character, seconds: Int = 10, usualDBFS: Double? = nil, callCount: Int = 5
  ) -> ConversationAnalysisResult {
    let agent = run("p", 10) + run(".", 12) + run(level, seconds) + "."
    let customer = run(".", 11) + run("#", 10)
    return analyze(
      drawnTracks([speech(agent, stepSeconds: 1), speech(customer, stepSeconds: 1)]),
      roles: [.agent, .customer], settings: ConversationSettings(),
      agentHistory: usualDBFS.map { AgentHistory(callCount: callCount, levelDBFS: $0) })
  }

  @Test func `a quiet agent has to rise over the level of earlier calls`() throws {
    // From −40 to −38 dBFS: two decibels in the call, none over what is usual.
    #expect(agent(then: "o").flag("QC108") == nil)
    let flag = try #require(agent(then: "o", usualDBFS: -38).flag("QC108"))
    #expect(abs(flag.value) < 0.5 && flag.baseline == .history)
    // No rise in the call, but three decibels over what is usual.
    #expect(agent(then: "p", usualDBFS: -43).flag("QC108") == nil)
    // Four calls are no habit.
    #expect(agent(then: "p", usualDBFS: -43, callCount: 4).flag("QC108")?.baseline == .call)
  }

  @Test func `an agent who is not usually quiet has to leave what is too quiet, no more`() {
    // l = −32 dBFS: 4 dB over the −36 that are too quiet, and 12 under what is usual; n = −36.
    #expect(agent(then: "l", usualDBFS: -20).flag("QC108") == nil)
    #expect(agent(then: "n", usualDBFS: -20).flag("QC108")?.baseline == .history)
  }

  @Test(arguments: [("p", true), ("o", false), ("n", false)] as [(Character, Bool)])
  func `a quiet agent whose level never rises by two decibels did not speak up`(
    level: Character, flagged: Bool
  ) throws {
    // p = −40, o = −38 dBFS.
    let result = agent(then: level)
    #expect(result.flag("QC106") != nil)
    #expect((result.flag("QC108") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC108"))
      #expect((flag.party, flag.value, flag.threshold, flag.unit) == (.agent, 0, 2, .decibels))
      #expect(flag.baseline == .call)
    }
  }

  @Test func `a second of louder speech is chance, and eight seconds are speaking up`() {
    for (seconds, flagged) in [(1, true), (8, false)] {
      let result = analysis(
        speech(
          run("p", 20) + run(".", 12) + run("p", 4) + run("n", seconds) + run("p", 12) + ".",
          stepSeconds: 1),
        speech(run(".", 21) + run("#", 10), stepSeconds: 1))
      #expect((result.flag("QC108") != nil) == flagged)
    }
  }

  @Test func `what was said before the quiet stretch is not risen over`() throws {
    // From −20 dBFS to −42 and back to −38: four decibels over the start of the quiet stretch.
    let result = analysis(
      speech(
        run("#", 20) + run(".", 6) + run("q", 12) + run(".", 6) + run("o", 12) + ".",
        stepSeconds: 1),
      speech(run(".", 20) + run("#", 6) + run(".", 12) + run("#", 6), stepSeconds: 1))
    #expect(result.flag("QC106") != nil && result.flag("QC108") == nil)
  }

  @Test func `an agent needs eight seconds of speech to speak up in`() {
    for (seconds, undecided) in [(7, true), (8, false)] {
      let result = analysis(
        speech(run("p", 8) + run(".", 12) + run("p", seconds) + ".", stepSeconds: 1),
        speech(run(".", 9) + run("#", 10), stepSeconds: 1))
      #expect((result.undecided("QC108") == .notEnoughSpeech) == undecided)
      #expect((result.flag("QC108") != nil) == !undecided)
    }
  }

  @Test func `an agent who is not quiet need not speak up`() {
    let result = agent(then: "#")
    #expect(result.flag("QC108") == nil)
    #expect(analysis(speech(run("#", 200)), speech(".")).flag("QC108") == nil)
  }
}
