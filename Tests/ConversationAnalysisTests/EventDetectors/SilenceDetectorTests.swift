import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct SilenceDetectorTests {
  @Test func `a silence of exactly the minimum is stored, a shorter one is not`() {
    let exact = analysis(
      speech("########..............................########"),
      speech("........##########..........##########........"))
    #expect(exact.causes(.silence) == [.customerFloor])
    #expect(exact.events(.silence).first?.values[.durationSeconds] == 1)
    let short = analysis(
      speech("########.............................########"),
      speech("........##########.........##########........"))
    #expect(short.events(.silence).isEmpty)
  }

  @Test func `silence before the first and after the last word has its own cause`() {
    let result = analysis(
      speech("............######............"), speech(".................######......."))
    #expect(result.causes(.silence) == [.beforeAnswer])
    let both = analysis(
      speech("............######............"), speech(".............................."))
    #expect(both.causes(.silence) == [.beforeAnswer, .afterCall])
  }

  @Test func `who had the floor decides`() {
    let agentPause = analysis(
      speech("######............######"), speech("........................"))
    #expect(agentPause.causes(.silence) == [.agentFloor])
    let passed = analysis(
      speech("######.................."), speech("..................######"))
    #expect(passed.causes(.silence) == [.deadAir])
    #expect(passed.events(.silence).first?.party == .agent)
  }

  @Test func `a listener's word at the end of a turn does not move the floor`() {
    // The agent's word outlasts the customer's turn by 0.2 s; then the customer thinks.
    let result = analysis(
      speech("..................######.................................."),
      speech("######################....................################"))
    #expect(result.causes(.silence) == [.customerFloor])
    #expect(result.events(.silence).first?.party == .customer)
  }

  @Test func `with unknown roles the floor is the speaker's and nothing is a hold`() {
    let lane = run("#", 10) + run(".", 250) + run("#", 10)
    let result = analysis(speech(lane), speech(run(".", 270)), roles: [.unknown, .unknown])
    #expect(result.causes(.silence) == [.speakerFloor])
    #expect(result.events(.silence).first?.party == .channel(0))
  }

  @Test func `an announced silence is a hold from twenty seconds on`() {
    for (count, cause) in [(200, EventCause.hold), (199, .agentFloor)] {
      let result = analysis(
        speech(run("#", 20) + run(".", count) + run("#", 20)), speech(run(".", count + 40)))
      #expect(result.causes(.silence) == [cause])
    }
  }

  @Test func `a word of thanks does not spoil a hold`() {
    let result = analysis(
      speech(run("#", 20) + run(".", 213) + run("#", 20)),
      speech(run(".", 21) + run("#", 12) + run(".", 220)))
    #expect(result.causes(.silence) == [.hold])
    #expect(result.talk.excludedSeconds == 20)
    // The agent's return is no slow response to the customer's word.
    #expect(result.events(.slowResponse).isEmpty)
  }

  @Test func `a silence that the customer ends is no hold`() {
    let result = analysis(
      speech(run("#", 20) + run(".", 270)), speech(run(".", 270) + run("#", 20)))
    #expect(result.causes(.silence) == [.deadAir])
  }

  @Test func `digital zero on both sides is a paused recording`() {
    let zero = run("0", 30)
    let paused = analysis(
      speech("##########" + zero + "##########"), speech(".........." + zero + ".........."))
    #expect(paused.causes(.silence) == [.recordingPaused])
    #expect(paused.talk.excludedSeconds == 3)
    let oneSided = analysis(
      speech("##########" + zero + "##########"), speech(run(".", 50)))
    #expect(oneSided.causes(.silence) == [.agentFloor])
  }

  @Test func `one channel tells silences but not their owner`() {
    let result = analysis(speech("..........######............######"), roles: [.mixed])
    #expect(result.causes(.silence) == [.beforeAnswer, nil])
  }

  @Test func `a call without a word is one silence`() {
    let result = analysis(speech(run(".", 50)), speech(run(".", 50)))
    #expect(result.causes(.silence) == [.beforeAnswer])
    #expect(result.talk.excludedSeconds == 5)
    #expect(result.talk.silenceSeconds == 0)
  }
}
