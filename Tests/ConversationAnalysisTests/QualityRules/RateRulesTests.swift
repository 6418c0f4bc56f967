import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about rate and pauses: QC115, QC121.
struct RateRulesTests {
  /// A greeting with a syllable every so many hundredths of a second, two seconds of the customer, then
  /// the rest of the agent's speech.
  private func greeting(
    period: Int, hundredths: Int = 320, rest: Int = 20, restHundredths: Int = 1200,
    history: AgentHistory? = nil
  ) -> ConversationAnalysisResult {
    let agent =
      run(".", 50) + syllables(period: period, hundredths: hundredths) + run(".", 300)
      + syllables(period: rest, hundredths: restHundredths) + run(".", 100)
    let customer = run(".", 100 + hundredths) + run("#", 200)
    return analyze(
      drawnTracks([speech(agent, stepSeconds: 0.01), speech(customer, stepSeconds: 0.01)]),
      roles: [.agent, .customer], settings: ConversationSettings(), agentHistory: history)
  }

  @Test(arguments: [(22, true), (20, false)])
  func `a greeting faster than the rest by three tenths is rushed`(
    rest: Int, flagged: Bool
  ) throws {
    // 6.25 syllables per second: 1.375 and 1.25 times the rest.
    let result = greeting(period: 16, rest: rest)
    #expect((result.flag("QC115") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC115"))
      #expect(abs(flag.value - 1.375) < 0.02)
      #expect((flag.threshold, flag.unit, flag.baseline) == (1.3, .ratio, .call))
      #expect(flag.evidence == [TimeSpan(0.5, 3.7)])
    }
  }

  @Test(arguments: [(14, true), (16, false)])
  func `a greeting of more than six and a half syllables per second is rushed by itself`(
    period: Int, flagged: Bool
  ) throws {
    let flag = greeting(period: period, rest: period).flag("QC115")
    #expect((flag != nil) == flagged)
    if flagged { #expect(flag?.unit == .syllablesPerSecond && flag?.baseline == nil) }
  }

  @Test func `a greeting of less than two seconds is not judged`() {
    #expect(greeting(period: 16, hundredths: 208, rest: 24).flag("QC115") != nil)
    let short = greeting(period: 16, hundredths: 192, rest: 24)
    #expect(short.undecided("QC115") == .notEnoughSpeech)
  }

  @Test func `the own rate needs ten seconds of other speech, or history`() {
    #expect(greeting(period: 16, rest: 24, restHundredths: 1000).flag("QC115") != nil)
    let scarce = greeting(period: 16, rest: 24, restHundredths: 990)
    #expect(scarce.undecided("QC115") == .notEnoughSpeech)
    let known = AgentHistory(callCount: 5, syllablesPerSecond: 4)
    let flag = greeting(period: 16, rest: 24, restHundredths: 300, history: known).flag("QC115")
    #expect(flag?.baseline == .history)
    let fast = AgentHistory(callCount: 5, syllablesPerSecond: 6)
    #expect(greeting(period: 16, rest: 24, history: fast).flag("QC115") == nil)
  }

  @Test func `a first turn that goes on is no longer greeting after ten seconds`() {
    // Ten seconds at 5 per second, then as long at 4: against those the greeting is 1.25 times as fast.
    let agent = syllables(period: 20, hundredths: 1000) + syllables(period: 25, hundredths: 1000)
    let slow = analysis(speech(agent + ".", stepSeconds: 0.01), speech("."))
    #expect(slow.flag("QC115") == nil && slow.undecided("QC115") == nil)
    let only = syllables(period: 20, hundredths: 1000)
    #expect(
      analysis(speech(only + ".", stepSeconds: 0.01), speech(".")).undecided("QC115")
        == .notEnoughSpeech)
  }

  /// Two turns of each side; the customer has four syllables per second and a third of pauses.
  private func matching(
    periods: [Int], pauses: [Int] = [0, 0], seconds: Int = 12
  ) -> ConversationAnalysisResult {
    let phrase = syllables(period: 25, hundredths: 100) + run(".", 50)
    let theirs = String(repeating: phrase, count: seconds)
    var (agent, customer) = ("", "")
    for (period, pause) in zip(periods, pauses) {
      let word = syllables(period: period, hundredths: 200 - pause) + run(".", pause)
      let turn = String(repeating: word, count: seconds * 100 / (200 - pause))
      agent += turn + run(".", theirs.count)
      customer += run(".", turn.count) + theirs
    }
    return analysis(speech(agent, stepSeconds: 0.01), speech(customer, stepSeconds: 0.01))
  }

  @Test(arguments: [(16, true), (20, false)])
  func `rate and pauses both far off to the end do not match`(period: Int, flagged: Bool) throws {
    // Twelve syllables in two seconds and one more at the end, 73 in 12 s; twelve seconds of speech
    // and eleven pauses of 0.5 s. Against 4 per second 6.1 is 0.52 off, 5 is 0.25.
    let result = matching(periods: [period, period])
    #expect((result.flag("QC121") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC121"))
      #expect(flag.party == .agent && abs(flag.value - 0.52) < 0.01)
      #expect((flag.threshold, flag.unit, flag.trace?.count) == (0.4, .ratio, 2))
      #expect(
        flag.traceText?.first
          == "first half: agent 6.1 syllables/s and 0 % pauses, "
          + "customer 4.0 syllables/s and 31 % pauses")
    }
  }

  @Test func `pauses as long as the customer's match in part`() {
    // 1.3 s of speech and 0.7 s of pause: a third.
    #expect(matching(periods: [16, 16], pauses: [70, 70]).flag("QC121") == nil)
  }

  @Test func `an agent who comes nearer matches, one who moves away does not`() {
    #expect(matching(periods: [12, 16]).flag("QC121") == nil)
    #expect(matching(periods: [16, 12]).flag("QC121") != nil)
  }

  @Test func `a little nearer is chance, a good part of the way is a move`() {
    // Seventeen, fifteen and fourteen syllables in two seconds beside eight: 1.125, 0.875 and 0.75
    // off. From the first to the last is a third of the way, from the second a seventh.
    #expect(matching(periods: [12, 14]).flag("QC121") == nil)
    #expect(matching(periods: [13, 14]).flag("QC121") != nil)
  }

  @Test func `more pauses than the customer's at first and fewer later are no manner`() {
    // 1.1 of 2 s are pauses: 55 % against 31 %, then none.
    #expect(matching(periods: [16, 16], pauses: [110, 0]).flag("QC121") == nil)
    #expect(matching(periods: [16, 16], pauses: [110, 110]).flag("QC121") != nil)
  }

  @Test func `matching needs ten seconds of each in each half`() {
    #expect(matching(periods: [16, 16], seconds: 10).flag("QC121") != nil)
    #expect(matching(periods: [16, 16], seconds: 8).undecided("QC121") == .notEnoughSpeech)
  }

  @Test(arguments: [(0, false), (50, true)])
  func `beside a customer without pauses, an agent without any matches`(
    pause: Int, flagged: Bool
  ) {
    // Seven syllables a second beside four.
    let theirs = syllables(period: 14, hundredths: 1200)
    let phrase = syllables(period: 25, hundredths: 100) + run(".", pause)
    let mine = String(repeating: phrase, count: 12)
    let result = analysis(
      speech(
        mine + run(".", theirs.count) + mine + run(".", theirs.count), stepSeconds: 0.01),
      speech(run(".", mine.count) + theirs + run(".", mine.count) + theirs, stepSeconds: 0.01))
    #expect((result.flag("QC121") != nil) == flagged)
    #expect(result.undecided("QC121") == nil)
  }

  @Test func `a customer who pauses less in the second half has not moved the agent`() {
    // The customer pauses for a third, then for a quarter; the agent speaks on without pauses: all
    // of the way is left, though each half has its own measure.
    let turns = [50, 33].map { pause in
      String(
        repeating: syllables(period: 25, hundredths: 100) + run(".", pause), count: 12)
    }
    let mine = syllables(period: 14, hundredths: 1200)
    let result = analysis(
      speech(
        mine + run(".", turns[0].count) + mine + run(".", turns[1].count), stepSeconds: 0.01),
      speech(
        run(".", mine.count) + turns[0] + run(".", mine.count) + turns[1], stepSeconds: 0.01))
    #expect(result.flag("QC121") != nil)
  }
}
