import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// EV103: where a quiet stretch lies, and whose it is. Its limits are in `SignalDetectorsTests`.
struct LowVolumeDetectorTests {
  @Test func `a drop in mid-call is found where the level falls and rises`() throws {
    // # = −20, r = −44 dBFS.
    let lane = speech(run("#", 203) + run("r", 104) + run("#", 200))
    let result = analysis(lane, speech("."))
    let event = try #require(result.events(.lowVolume).first)
    #expect(result.events(.lowVolume).count == 1)
    #expect(abs(event.startSeconds - 20.3) <= 0.2 && abs(event.endSeconds - 30.7) <= 0.2)
    #expect(abs(try #require(event.values[.levelDBFS]) + 44) < 1)
  }

  @Test func `a drop during a pause begins with the next words`() throws {
    let lane = speech(run("#", 100) + run(".", 80) + run("r", 60) + run(".", 40) + run("#", 100))
    let spans = analysis(lane, speech(".")).events(.lowVolume).map(\.span)
    #expect(same(spans, [TimeSpan(18, 24)]))
  }

  @Test func `a phrase that fades is not the beginning of quiet speech`() {
    // The last 0.4 s before the pause lie between loud and quiet.
    let lane = speech(
      run("#", 96) + run("i", 4) + run(".", 50) + run("r", 60) + run(".", 40) + run("#", 100))
    let spans = analysis(lane, speech(".")).events(.lowVolume).map(\.span)
    #expect(same(spans, [TimeSpan(15, 21)]))
  }

  @Test(arguments: [(5, 0), (20, 1)])
  func `one faint phrase of a voice near the limit is no quiet stretch`(
    faintSeconds: Int, count: Int
  ) {
    // i = −26, o = −38: two decibels under the limit, in speech that ten more would end.
    let lane = speech(
      run("#", 10) + run("l", 20) + run("o", faintSeconds) + run("l", 20),
      stepSeconds: 1)
    let result = analysis(lane, speech(run(".", 50 + faintSeconds), stepSeconds: 1))
    #expect(result.events(.lowVolume).count == count)
  }

  @Test func `who speaks little is quiet over the pauses`() {
    // One second of speech every ten: no five seconds hold two of it.
    let quiet = String(repeating: run(".", 90) + run("r", 10), count: 5)
    let result = analysis(speech(run("#", 500)), speech(quiet))
    let events = result.events(.lowVolume)
    #expect(same(events.map(\.span), [TimeSpan(9, 50)]))
    #expect(events.first?.values[.speechSeconds] == 5)
    #expect(events.first?.party == .customer)
  }

  @Test func `speech at minus forty-four over a floor at minus sixty is quiet`() {
    var lane = speech(run(".", 50) + run("r", 50))
    lane.noiseFloorDBFS = -60
    #expect(analysis(speech(run("#", 50)), lane).causes(.lowVolume) == [.belowLevel])
  }

  @Test(arguments: [(Character("o"), true), ("r", true), ("s", false)])
  func `two quiet sides are a quiet line`(other: Character, isLine: Bool) throws {
    // o = −38; r = −44 is six under, s = −46 eight.
    let result = analysis(
      speech(run("o", 15) + run(".", 15), stepSeconds: 1),
      speech(run(".", 15) + run(other, 15), stepSeconds: 1))
    let events = result.events(.lowVolume)
    if isLine {
      let event = try #require(events.first)
      #expect(events.count == 1)
      #expect(event.party == nil && event.cause == .quietLine)
      #expect(same([event.span], [TimeSpan(0, 15)]) || same([event.span], [TimeSpan(0, 30)]))
    } else {
      #expect(events.map(\.party) == [.agent, .customer])
      #expect(events.allSatisfy { $0.cause == .belowLevel })
    }
    #expect((result.flag("QC105") == nil) == isLine)
    #expect((result.flag("QC106") == nil) == isLine)
  }

  @Test func `a side that is loud enough makes the other the quiet one`() {
    // m = −34, o = −38 dBFS: the first is no quiet side.
    let result = analysis(
      speech(run("m", 15) + run(".", 15), stepSeconds: 1),
      speech(run(".", 15) + run("o", 15), stepSeconds: 1))
    #expect(result.events(.lowVolume).map(\.party) == [.customer])
    #expect(result.flag("QC105") != nil)
  }

  @Test func `one side alone and a mixed channel may be quiet`() {
    let alone = analysis(speech(run("r", 100)), speech(run(".", 100)))
    #expect(alone.events(.lowVolume).map(\.party) == [.agent])
    let mono = analysis(speech(run("r", 100)), roles: [.mixed])
    #expect(mono.events(.lowVolume).map(\.party) == [.mixed])
    #expect(mono.causes(.lowVolume) == [.belowLevel])
  }

  @Test(arguments: ["", ".", "r", ".........."])
  func `silence and a moment are not quiet speech`(drawing: String) {
    #expect(analysis(speech(drawing), speech(".")).events(.lowVolume).isEmpty)
    #expect(analysis(speech(drawing, stepSeconds: 0.01)).events(.lowVolume).isEmpty)
  }
}
