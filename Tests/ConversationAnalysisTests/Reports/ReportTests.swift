import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct ReportTests {
  /// 2 s before the answer, agent 4 s, both 1 s, customer 3 s, 2 s dead air, agent 4 s, 4 s after.
  private func call(roles: [ChannelRole] = [.agent, .customer]) -> ConversationAnalysisResult {
    analysis(
      speech("..#####.....####....", stepSeconds: 1),
      speech("......####..........", stepSeconds: 1), roles: roles)
  }

  @Test func `all three denominators are reported`() {
    let talk = call().talk
    // Customer 4 s, agent 9 s, both together in 12 s of talk; 6 of 20 s are excluded.
    #expect((talk.customerRatio, talk.agentRatio) == (0.3077, 0.6923))
    #expect((talk.customerShareOfTalk, talk.agentShareOfTalk) == (0.3333, 0.75))
    #expect((talk.customerShareOfCall, talk.agentShareOfCall) == (0.2857, 0.6429))
    #expect((talk.overlapSeconds, talk.silenceSeconds, talk.excludedSeconds) == (1, 2, 6))
    #expect(talk.channelRatios == [0.6923, 0.3077])
  }

  @Test func `a party's numbers are its own`() throws {
    let agent = try #require(call().parties[.agent])
    #expect(agent.speechSeconds == 9)
    #expect(same(agent.speech, [TimeSpan(2, 7), TimeSpan(12, 16)]))
    #expect((agent.turnCount, agent.longestMonologueSeconds) == (2, 5))
    #expect(agent.activeLevelDBFS == -20)
    #expect((agent.f0MedianHz, agent.f0SpreadSemitones, agent.voicedSeconds) == (200, 0, 9))
    #expect(agent.medianResponseSeconds == 2)
    let customer = try #require(call().parties[.customer])
    #expect((customer.medianResponseSeconds, customer.turnCount) == (-1, 1))
    #expect(customer.syllablesPerSecond == nil)
    #expect(call().notes["parties.customer.syllablesPerSecond"] == .notEnoughSpeech)
  }

  @Test func `a channel's numbers are levels against its own background`() throws {
    var lane = speech("..####..", stepSeconds: 1)
    lane.noiseFloorDBFS = -61.3
    lane.faults.dcOffset = -0.003
    let channel = try #require(analysis(lane, roles: [.customer]).channels.first)
    #expect(channel.party == .customer)
    #expect((channel.activeLevelDBFS, channel.noiseFloorDBFS, channel.snrDB) == (-20, -61.3, 41.3))
    #expect((channel.dcOffsetRatio, channel.speechSeconds) == (-0.003, 4))
    let silent = analysis(speech("....", stepSeconds: 1), roles: [.customer])
    #expect(silent.channels.first?.activeLevelDBFS == nil)
    #expect(silent.notes["channels.0.activeLevelDBFS"] == .noSpeech)
    #expect(silent.notes["channels.0.snrDB"] == .noSpeech)
  }

  @Test func `roles change the names of the parties and nothing else about them`() {
    let known = call()
    let unknown = call(roles: [])
    #expect(known.parties[.agent] == unknown.parties[.channel(0)])
    #expect(known.parties[.customer] == unknown.parties[.channel(1)])
    #expect(unknown.talk.overlapSeconds == known.talk.overlapSeconds)
    #expect(unknown.causes(.silence) == [.beforeAnswer, .deadAir, .afterCall])
  }

  @Test func `one mixed channel has speech, silence and levels, but no turns`() throws {
    let result = analysis(speech("..#####..####...", stepSeconds: 1), roles: [.mixed])
    let mixed = try #require(result.parties[.mixed])
    #expect((mixed.speechSeconds, mixed.turnCount) == (9, 0))
    #expect(mixed.activeLevelDBFS == -20)
    #expect(result.talk.silenceSeconds == 2)
    #expect(result.talk.excludedSeconds == 5)
    #expect(result.notes["talk.overlapSeconds"] == .mixedChannel)
    #expect(result.notes["score.points"] == .mixedChannel)
    #expect(result.notes["parties.mixed.medianResponseSeconds"] == .mixedChannel)
  }
}
