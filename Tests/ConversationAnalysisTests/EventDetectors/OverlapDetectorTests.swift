import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct OverlapDetectorTests {
  @Test func `an overlap of exactly the minimum is stored`() {
    let exact = analysis(
      speech("############.................."), speech("..........####################"))
    #expect(exact.causes(.overlap) == [.transition])
    #expect(exact.talk.overlapSeconds == 0.2)
    let short = analysis(
      speech("############.................."), speech("...........###################"))
    #expect(short.events(.overlap).isEmpty)
    #expect(short.talk.overlapSeconds == 0.1)
  }

  @Test func `cutting in for half a second after a second of floor is an interruption`() throws {
    let result = analysis(
      speech("..........####################"), speech("###############..............."))
    let event = try #require(result.events(.overlap).first)
    #expect(event.cause == .interruption)
    #expect(event.party == .agent)
    #expect(event.yieldedBy == .customer)
    #expect(event.values[.floorHeldSeconds] == 1)
    #expect(event.values[.durationSeconds] == 0.5)
    #expect(event.values[.levelChangeDB] == 0)
    let counts = try #require(result.parties[.agent]?.interruptionCounts)
    #expect((counts.atLeastHalfSecond, counts.atLeast1Second) == (1, 0))
  }

  @Test func `a shorter overlap or a younger floor is no interruption`() {
    let short = analysis(
      speech("..........####################"), speech("##############................"))
    #expect(short.causes(.overlap) == [.transition])
    let young = analysis(
      speech(".........#####################"), speech("################.............."))
    #expect(young.causes(.overlap) == [.transition])
  }

  @Test func `an interruption that nobody yields to has failed`() throws {
    let result = analysis(
      speech("...............###############..............."), speech(run("#", 45)))
    let event = try #require(result.events(.overlap).first)
    #expect(event.cause == .interruption)
    #expect(event.yieldedBy == nil)
    let counts = try #require(result.parties[.agent]?.interruptionCounts)
    #expect((counts.atLeastHalfSecond, counts.atLeast1Second, counts.atLeast2Seconds) == (1, 1, 0))
  }

  @Test func `who gives up within a second has yielded`() throws {
    // Two bursts within a second of each other are no listener responses.
    let result = analysis(
      speech("...............######......######.............."), speech(run("#", 47)))
    #expect(result.causes(.overlap) == [.interruption, .interruption])
    #expect(result.events(.overlap).map(\.yieldedBy) == [.agent, .agent])
  }

  @Test func `cutting in during a short pause of the speaker is an interruption`() throws {
    // The customer's pause lasts 0.5 s; the agent speaks from its last third on.
    let short = analysis(
      speech("..................############........"),
      speech("###############.....##################"))
    let event = try #require(short.events(.overlap).first)
    #expect(short.causes(.overlap) == [.interruption])
    #expect(event.party == .agent)
    #expect(event.span == TimeSpan(2, 3))
    #expect(event.values[.floorHeldSeconds] == 1.8)
    // After 0.6 s the floor was free: the customer comes back into the agent's speech.
    let long = analysis(
      speech("..................############........"),
      speech("###############......#################"))
    #expect(long.causes(.overlap) == [.transition])
    #expect(try #require(long.events(.overlap).first).party == .customer)
  }

  @Test func `pieces of one cut-in are one interruption, and only joint speech counts`() throws {
    let enough = analysis(
      speech("...............###########...................."),
      speech("##################...##......................."))
    let event = try #require(enough.events(.overlap).first)
    #expect(enough.causes(.overlap) == [.interruption])
    #expect(event.span == TimeSpan(1.5, 2.3))
    #expect(event.values[.durationSeconds] == 0.5)
    let scarce = analysis(
      speech("...............###########...................."),
      speech("##################...#........................"))
    #expect(scarce.causes(.overlap) == [.transition])
  }

  @Test func `pieces further apart than a short pause are judged alone`() {
    let result = analysis(
      speech("...............#######################.."),
      speech("##################......###............."))
    #expect(result.causes(.overlap) == [.transition, .transition])
    #expect(result.events(.overlap).map(\.party) == [.agent, .customer])
  }

  @Test func `counts by length are of joint speech, without the pauses in it`() throws {
    let nearly = analysis(
      speech("...............############......................."),
      speech("#####################...###......................."))
    #expect(try #require(nearly.events(.overlap).first).span.durationSeconds > 1)
    let below = try #require(nearly.parties[.agent]?.interruptionCounts)
    #expect((below.atLeastHalfSecond, below.atLeast1Second) == (1, 0))
    let exact = analysis(
      speech("...............#############......................"),
      speech("#####################...####......................"))
    let reached = try #require(exact.parties[.agent]?.interruptionCounts)
    #expect((reached.atLeastHalfSecond, reached.atLeast1Second) == (1, 1))
  }

  @Test func `the floor is held from the instant one speaks alone`() {
    // The agent cuts in at 1.0 s and is alone from 2.0 s on; the customer comes back.
    let early = analysis(
      speech("..........###################################"),
      speech("####################.........################"))
    #expect(early.causes(.overlap) == [.interruption, .transition])
    let late = analysis(
      speech("..........###################################"),
      speech("####################..........###############"))
    #expect(late.causes(.overlap) == [.interruption, .interruption])
    #expect(late.events(.overlap).map(\.party) == [.agent, .customer])
  }

  @Test func `a response over which the speaker goes on stays a response`() throws {
    let result = analysis(
      speech("........................######................"),
      speech("####################........##################"))
    let event = try #require(result.events(.overlap).first)
    #expect(result.causes(.overlap) == [.backchannel])
    #expect(event.party == .agent)
    #expect(event.values[.durationSeconds] == 0.2)
  }

  @Test func `the interrupted voice's level is compared`() throws {
    // The customer goes from −20 (#) to −14 dBFS (c) when the agent cuts in.
    let result = analysis(
      speech("...............###############..............."),
      speech(run("#", 15) + run("c", 30)))
    let event = try #require(result.events(.overlap).first)
    #expect(abs(try #require(event.values[.levelChangeDB]) - 6) < 0.001)
  }

  @Test func `listener responses are judged one by one and never add up`() {
    let lane = run(".", 20) + "######" + run(".", 12) + "######" + run(".", 12) + "######"
    let result = analysis(speech(lane + run(".", 20)), speech(run("#", 82)))
    #expect(result.causes(.overlap) == [.backchannel, .backchannel, .backchannel])
    #expect(result.parties[.agent]?.backchannelCount == 3)
    #expect(result.parties[.agent]?.interruptionCounts == InterruptionCounts())
  }

  @Test func `starts within a quarter of a second belong to nobody`() throws {
    let dual = analysis(
      speech("..........####################"), speech("............######............"))
    #expect(dual.causes(.overlap) == [.dualStart])
    #expect(try #require(dual.events(.overlap).first).party == nil)
    let later = analysis(
      speech("..........####################"), speech(".............############....."))
    #expect(later.causes(.overlap) == [.transition])
  }

  @Test func `no joint silence, no dual start`() {
    // Both begin 0.1 s apart, after a pause of the customer of 0.5 s, then of 0.6 s.
    let pause = analysis(
      speech("...................############.........."),
      speech("###############.....#####################"))
    #expect(pause.causes(.overlap) == [.interruption])
    let silence = analysis(
      speech("....................############.........."),
      speech("###############......#####################"))
    #expect(silence.causes(.overlap) == [.dualStart])
  }

  @Test func `unknown roles are reported by channel`() throws {
    let result = analysis(
      speech("..........####################"), speech("###############..............."),
      roles: [.unknown, .unknown])
    let event = try #require(result.events(.overlap).first)
    #expect((event.party, event.yieldedBy) == (.channel(0), .channel(1)))
  }

  @Test func `one channel and dual mono have no overlap`() {
    #expect(analysis(speech(run("#", 30)), roles: [.mixed]).events(.overlap).isEmpty)
    let dual = analysis(speech(run("#", 30)), speech(run("#", 30)), correlation: 1)
    #expect(dual.events(.overlap).isEmpty)
  }
}
