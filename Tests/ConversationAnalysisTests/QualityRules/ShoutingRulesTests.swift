import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

/// Rules about raised voices: QC122, QC123; the events are given, their detector has its own tests.
struct ShoutingRulesTests {
  /// A call of two minutes with raised voices in some spans, given in seconds.
  private func findings(
    agent: [(Double, Double)] = [], customer: [(Double, Double)] = [], speechSeconds: Int = 10,
    pauseSeconds: Double = 0
  ) -> Findings {
    let settings = ConversationSettings()
    let conversation = Conversation(
      drawnTracks([
        speech(run("#", speechSeconds) + run(".", 115), stepSeconds: 1),
        speech(run(".", 60) + run("#", speechSeconds), stepSeconds: 1),
      ]), roles: [.agent, .customer], settings: settings)
    let events =
      agent.map { raised($0, .agent) }
      + customer.map { raised($0, .customer, pauseSeconds: pauseSeconds) }
    return Findings(
      conversation: conversation, events: events.sorted { $0.startSeconds < $1.startSeconds },
      parties: [:], talk: conversation.talkReport().talk, channels: [], settings: settings)
  }

  /// A raised voice, of which all but the pauses is speech.
  private func raised(
    _ span: (Double, Double), _ party: Party, pauseSeconds: Double = 0
  ) -> CallEvent {
    let span = TimeSpan(span.0, span.1)
    return CallEvent(
      .raisedVoice, span, party: party,
      values: [.speechSeconds: span.durationSeconds - pauseSeconds])
  }

  private func found(_ verdict: RuleVerdict) -> QualityFlag? {
    if case .flag(let flag) = verdict { return flag }
    return nil
  }

  @Test func `two outbursts are shouting, one of less than three seconds is not`() throws {
    let two = findings(customer: [(60, 61.2), (63, 64)])
    let flag = try #require(found(CustomerShoutingRule.verdict(on: two)))
    #expect((flag.party, flag.value, flag.threshold, flag.unit) == (.customer, 2, 2, .count))
    #expect(flag.evidence == [TimeSpan(60, 61.2), TimeSpan(63, 64)])
    #expect(flag.baseline == .call)
    #expect(CustomerShoutingRule.verdict(on: findings(customer: [(60, 61.2)])) == .clear)
    #expect(CustomerShoutingRule.defaultPoints == 0)
  }

  @Test(arguments: [(3.0, true), (2.9, false)])
  func `three seconds at a time are shouting`(seconds: Double, flagged: Bool) {
    let flag = found(CustomerShoutingRule.verdict(on: findings(customer: [(60, 60 + seconds)])))
    #expect((flag?.unit == .seconds) == flagged)
  }

  @Test func `pauses inside an outburst are not shouted`() {
    let paused = findings(customer: [(60, 63.5)], pauseSeconds: 0.75)
    #expect(CustomerShoutingRule.verdict(on: paused) == .clear)
    let spoken = findings(customer: [(60, 63.5)], pauseSeconds: 0.5)
    #expect(found(CustomerShoutingRule.verdict(on: spoken))?.value == 3)
  }

  @Test func `an agent who shouts alone is neither`() {
    let alone = findings(agent: [(1, 4), (5, 8)])
    #expect(CustomerShoutingRule.verdict(on: alone) == .clear)
    #expect(AgentShoutsBackRule.verdict(on: alone) == .clear)
  }

  @Test(arguments: [(77.0, true), (77.1, false), (61, true)])
  func `a raised voice within fifteen seconds answers the customer's`(
    start: Double, flagged: Bool
  ) throws {
    let verdict = AgentShoutsBackRule.verdict(
      on: findings(agent: [(start, start + 2)], customer: [(60, 62)]))
    #expect((found(verdict) != nil) == flagged)
    if flagged {
      let flag = try #require(found(verdict))
      #expect((flag.party, flag.value, flag.threshold) == (.agent, max(0, start - 62), 15))
      #expect(flag.traceText?.first == "customer 60.0–62.0")
      #expect(flag.trace?.count == 2)
    }
  }

  @Test func `who shouts first does not shout back`() {
    let first = findings(agent: [(58, 61)], customer: [(60, 62)])
    #expect(AgentShoutsBackRule.verdict(on: first) == .clear)
  }

  @Test func `less than ten seconds of speech tell no usual voice`() {
    let short = findings(agent: [(61, 63)], customer: [(60, 63)], speechSeconds: 9)
    #expect(CustomerShoutingRule.verdict(on: short) == .notEnoughEvidence(.notEnoughSpeech))
    #expect(AgentShoutsBackRule.verdict(on: short) == .notEnoughEvidence(.notEnoughSpeech))
  }
}
