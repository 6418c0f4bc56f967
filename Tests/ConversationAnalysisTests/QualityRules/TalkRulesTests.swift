import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about who talks how much: QC101, QC102, QC126.
struct TalkRulesTests {
  /// A call in which agent and customer speak in turn, in steps of a second.
  private func talk(agent: Int, customer: Int) -> ConversationAnalysisResult {
    analysis(
      speech(run("#", agent) + run(".", customer), stepSeconds: 1),
      speech(run(".", agent) + run("#", customer), stepSeconds: 1))
  }

  @Test(arguments: [
    (45, 55, false), (46, 54, true), (15, 85, false), (14, 86, true),
  ])
  func `the customer's share is compared with the band`(agent: Int, customer: Int, flagged: Bool) {
    let result = talk(agent: agent, customer: customer)
    #expect((result.flag("QC101") != nil) == flagged)
    #expect(result.talk.customerRatio == Double(customer) / 100)
  }

  @Test func `a flag carries value, threshold, margin and what to hear`() throws {
    let flag = try #require(talk(agent: 60, customer: 40).flag("QC101"))
    #expect((flag.value, flag.threshold, flag.margin, flag.unit) == (0.4, 0.55, 0.15, .ratio))
    #expect(flag.party == .agent)
    #expect(flag.evidence == [TimeSpan(0, 60)])
    #expect(flag.name == "TalkRatioOutOfBand")
  }

  @Test func `less than thirty seconds of speech give no verdict`() {
    #expect(talk(agent: 20, customer: 10).flag("QC101") != nil)
    #expect(talk(agent: 20, customer: 9).undecided("QC101") == .notEnoughSpeech)
  }

  @Test func `without roles there is no verdict and a reason`() {
    let lanes = (speech(run("#", 400)), speech(run(".", 400)))
    let unknown = analysis(lanes.0, lanes.1, roles: [])
    let mixed = analysis(lanes.0, roles: [.mixed])
    let alone = analysis(lanes.0, roles: [.agent])
    let codes =
      ["QC101", "QC102", "QC105", "QC107", "QC108"] + (110...123).map { "QC\($0)" }
      + ["QC124", "QC126", "QC127", "QC132", "QC134"]
    for code in codes {
      #expect(unknown.undecided(code) == .rolesUnknown, "\(code)")
      #expect(mixed.undecided(code) == .mixedChannel, "\(code)")
    }
    #expect(alone.undecided("QC101") == .partyAbsent)
    #expect(unknown.talk.customerRatio == nil)
    #expect(unknown.notes["talk.customerRatio"] == .rolesUnknown)
    #expect(unknown.talk.channelRatios == [1, 0])
    #expect(unknown.parties.keys.sorted { $0.label < $1.label } == [.channel(0), .channel(1)])
  }

  /// A customer who talks on while the agent cuts in every `every` tenths of a second, 1.1 s each.
  private func interrupted(times: Int, every: Int) -> ConversationAnalysisResult {
    let cell = run(".", every - 11) + run("#", 11)
    return analysis(
      speech(String(repeating: cell, count: times) + run(".", 20)),
      speech(run("#", every * times + 20)))
  }

  @Test func `three interruptions are too many in any call`() throws {
    #expect(interrupted(times: 3, every: 1300).flag("QC102")?.value == 3)
    #expect(interrupted(times: 2, every: 1900).flag("QC102") == nil)
  }

  @Test func `one interruption per two minutes is too many`() throws {
    let flag = try #require(interrupted(times: 2, every: 1100).flag("QC102"))
    #expect((flag.value, flag.threshold) == (2, 1.85))
    #expect(flag.evidence.count == 2)
    #expect(interrupted(times: 1, every: 500).flag("QC102") != nil)
    // Under half a minute of talk one interruption says nothing.
    #expect(interrupted(times: 1, every: 200).flag("QC102") == nil)
  }

  @Test func `interruptions of less than a second are not counted`() {
    let agent = run(".", 80) + run("#", 9) + run(".", 6) + run("#", 9) + run(".", 300)
    let result = analysis(speech(agent), speech(run("#", 404)))
    #expect(result.parties[.agent]?.interruptionCounts.atLeastHalfSecond == 2)
    #expect(result.flag("QC102") == nil)
  }

  @Test func `a breath within an interruption does not make it two short ones`() throws {
    let agent = run(".", 80) + run("#", 9) + run(".", 5) + run("#", 9) + run(".", 300)
    let result = analysis(speech(agent), speech(run("#", 403)))
    let counts = try #require(result.parties[.agent]?.interruptionCounts)
    #expect((counts.atLeastHalfSecond, counts.atLeast1Second, counts.atLeast2Seconds) == (1, 1, 0))
    #expect(result.flag("QC102")?.value == 1)
  }

  @Test func `the pauses within an interruption do not make it long enough`() throws {
    // 1.2 s from the first joint instant to the last, 0.9 s of joint speech, then 1.0 s.
    let agent = run(".", 80) + run("#", 12) + run(".", 300)
    let pause = run("#", 86) + run(".", 3) + run("#", 303)
    #expect(analysis(speech(agent), speech(pause)).flag("QC102") == nil)
    let shorter = run("#", 86) + run(".", 2) + run("#", 304)
    #expect(analysis(speech(agent), speech(shorter)).flag("QC102")?.value == 1)
  }

  @Test func `an agent's monologue is flagged, a customer's is not`() throws {
    let flag = try #require(talk(agent: 60, customer: 59).flag("QC126"))
    #expect((flag.value, flag.threshold, flag.unit) == (60, 60, .seconds))
    #expect(talk(agent: 59, customer: 90).flag("QC126") == nil)
  }
}
