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
      speech("...............######.....######.............."), speech(run("#", 46)))
    #expect(result.causes(.overlap) == [.interruption, .interruption])
    #expect(result.events(.overlap).map(\.yieldedBy) == [.agent, .agent])
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
