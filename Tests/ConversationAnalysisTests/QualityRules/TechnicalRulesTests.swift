import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about line and recorder, which need no roles: QC109, QC128, QC129, QC130, QC131.
struct TechnicalRulesTests {
  @Test(arguments: [[ChannelRole.agent, .customer], [], [.unknown, .unknown]])
  func `a noisy side is found whatever its role`(roles: [ChannelRole]) {
    var noisy = speech(run(".", 10) + run("#", 10), stepSeconds: 1)
    noisy.noiseFloorDBFS = -25
    let result = analysis(speech(run("#", 10), stepSeconds: 1), noisy, roles: roles)
    #expect(result.flag("QC109")?.party == Party(role: roles.last ?? .unknown, channelIndex: 1))
    #expect(result.flag("QC109")?.value == 1)
    #expect(result.review.required == result.flags.contains { $0.severity >= .minor })
  }

  @Test func `four seconds of speech are too few to call a line noisy`() {
    var noisy = speech(run("#", 4), stepSeconds: 1)
    noisy.noiseFloorDBFS = -25
    #expect(analysis(noisy, roles: [.mixed]).undecided("QC109") == .notEnoughSpeech)
  }

  @Test func `an agent's live but silent channel is one-way, with unknown roles too`() {
    let silent = speech(run(".", 40), stepSeconds: 1)
    let talking = speech(run("#", 40), stepSeconds: 1)
    #expect(analysis(silent, talking).flag("QC128")?.party == .agent)
    #expect(analysis(talking, silent, roles: []).flag("QC128")?.party == .channel(1))
  }

  @Test func `a third channel may be unused, and the call is one of two all the same`() {
    let agent = speech(run("#", 20) + run(".", 20), stepSeconds: 1)
    let customer = speech(run(".", 20) + run("#", 20), stepSeconds: 1)
    let dead = speech(run("0", 40), stepSeconds: 1)
    let result = analysis(agent, customer, dead, roles: [.agent, .customer, .unknown])
    #expect(result.flag("QC128") == nil && result.score.points != nil)
    #expect(analysis(agent, customer, dead, roles: []).flag("QC128")?.party == .channel(2))
  }

  @Test func `long closing words to a dead channel are less than half of the speech`() {
    for (before, flagged) in [(31, false), (30, true)] {
      // The customer's channel dies after the answer; the agent speaks for another 30 s.
      let agent = speech("." + run("#", before) + run("#", 30), stepSeconds: 1)
      let customer = speech("#" + run(".", before - 1) + "#" + run("0", 30), stepSeconds: 1)
      #expect((analysis(agent, customer).flag("QC128") != nil) == flagged)
    }
  }

  @Test func `who has spoken and then listens on a live channel is heard`() {
    for (count, flagged) in [(10, false), (9, true)] {
      let agent = speech(run("#", count) + run(".", 400))
      let customer = speech(run(".", 20) + run("#", 400))
      let result = analysis(agent, customer)
      #expect(result.causes(.oneWayAudio) == [.comfortNoise])
      #expect((result.flag("QC128") != nil) == flagged)
    }
  }

  @Test func `a thousandth of clipped samples is too much`() {
    for (ratio, flagged) in [(0.001, true), (0.000_9, false)] {
      var lane = speech(run("#", 100))
      lane.faults.clippedRatio = ratio
      lane.faults.clippedSpans = [TimeSpan(3, 3.01)]
      let result = analysis(speech(run(".", 100)), lane)
      #expect((result.flag("QC129") != nil) == flagged)
      if flagged {
        #expect(result.flag("QC129")?.party == .customer)
        #expect(result.flag("QC129")?.evidence == [TimeSpan(3, 3.01)])
      }
      #expect(result.channels[1].clippedRatio == ratio)
    }
  }

  @Test func `one per cent of lost speech is broken sound`() {
    for (count, flagged) in [(5, true), (4, false)] {
      var lane = speech(run("#", 100))
      lane.faults.repeatedPacketSpans = (0..<count).map {
        TimeSpan(Double($0) + 1, Double($0) + 1.02)
      }
      #expect((analysis(lane, speech(".")).flag("QC130") != nil) == flagged)
    }
  }

  @Test func `two losses are an accident`() {
    var lane = speech(run("#", 60))
    lane.faults.repeatedPacketSpans = [TimeSpan(1, 1.1), TimeSpan(3, 3.1)]
    #expect(analysis(lane, speech(".")).flag("QC130") == nil)
  }

  @Test(arguments: [(0.98, true), (0.979, false), (-1.0, true)])
  func `channels with the same sound are one mixed side`(correlation: Double, isDual: Bool) {
    let lane = speech(run("#", 100) + run(".", 20))
    let result = analysis(lane, lane, correlation: correlation)
    #expect((result.flag("QC131") != nil) == isDual)
    #expect((result.parties[.mixed] != nil) == isDual)
    #expect(result.channels.count == 2)
    if isDual {
      #expect(result.review.scorable == false)
      #expect(result.review.notScorableReasons == [RuleCode(rawValue: "QC131")])
      #expect(result.score.points == nil)
      #expect(result.notes["score.points"] == .notScorable)
      #expect(result.notes["talk.customerRatio"] == .mixedChannel)
      #expect(result.undecided("QC101") == .mixedChannel)
    }
  }
}
