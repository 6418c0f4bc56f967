import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about holds: QC116, QC117.
struct HoldRulesTests {
  /// A lane in steps of a second with music in some spans.
  private func lane(_ drawing: String, music: TimeSpan...) -> Lane {
    var lane = speech(drawing, stepSeconds: 1)
    (lane.music, lane.periodicity) = (music, Lane.words)
    return lane
  }

  /// The agent asks to wait, music plays for some seconds, the agent returns.
  private func hold(seconds: Int) -> ConversationAnalysisResult {
    analysis(
      lane("." + run("#", 4) + run(".", seconds) + "####"),
      lane(".", music: TimeSpan(5, 5 + Double(seconds))))
  }

  @Test(arguments: [(121, true), (120, false)])
  func `a hold of more than two minutes is too long`(seconds: Int, flagged: Bool) throws {
    let result = hold(seconds: seconds)
    #expect(result.causes(.silence).contains(.hold))
    #expect((result.flag("QC116") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC116"))
      #expect((flag.party, flag.value, flag.threshold) == (.agent, 121, 120))
      #expect(flag.evidence == [TimeSpan(5, 126)])
    }
  }

  @Test func `the agent's word ends a hold, the customer's word does not`() {
    let interim = analysis(
      lane("." + run("#", 4) + run(".", 80) + "#" + run(".", 80) + "####"),
      lane(".", music: TimeSpan(5, 166)))
    #expect(interim.flag("QC116") == nil)
    // 80 s, a word of 1 s, 41 s: 121 s of waiting.
    for (seconds, flagged) in [(122, true), (121, false)] {
      let result = analysis(
        lane("." + run("#", 4) + run(".", seconds) + "####"),
        lane(
          run(".", 85) + "#.",
          music: TimeSpan(5, 85), TimeSpan(86, 5 + Double(seconds))))
      #expect((result.flag("QC116") != nil) == flagged)
    }
  }

  @Test func `music to the end is a hold from which the agent never returned`() throws {
    for (seconds, flagged) in [(121, true), (120, false)] {
      let result = analysis(
        lane(".####" + run(".", seconds)), lane(".", music: TimeSpan(5, 5 + Double(seconds))))
      #expect((result.flag("QC116") != nil) == flagged)
      #expect(result.flag("QC117") == nil)
    }
  }

  @Test(arguments: [(126.0, true), (125.0, false)])
  func `a hold is followed as long as the agent's side was recorded`(end: Double, flagged: Bool) {
    var tracks = drawnTracks([
      lane(".####" + run(".", 300)), lane(".", music: TimeSpan(5, 305)),
    ])
    tracks.channels[0].absentSpans = [TimeSpan(end, 305)]
    let result = analyze(
      tracks, roles: [.agent, .customer], settings: ConversationSettings())
    #expect((result.flag("QC116") != nil) == flagged)
  }

  @Test func `a long wait that was announced is a hold without music as well`() {
    let agent = lane(".####" + run(".", 121) + "####")
    #expect(analysis(agent, lane(".")).flag("QC116") != nil)
  }

  @Test func `a hold that the agent announces and ends is courteous`() {
    #expect(hold(seconds: 30).flag("QC117") == nil)
  }

  @Test(arguments: [(9, true), (8, false)])
  func `a hold without the agent's word in the eight seconds before is not announced`(
    seconds: Int, flagged: Bool
  ) throws {
    let start = 5 + seconds
    let result = analysis(
      lane(".####" + run(".", seconds + 30) + "####"),
      lane("....." + run("#", seconds), music: TimeSpan(Double(start), Double(start + 30))))
    #expect((result.flag("QC117") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC117"))
      #expect((flag.value, flag.threshold, flag.unit) == (1, 1, .count))
      #expect(flag.traceText == ["hold 14.0–44.0", "agent last spoke 9.0 s before"])
      #expect(flag.evidence == [TimeSpan(6, 17), TimeSpan(41, 47)])
    }
  }

  @Test(arguments: [("#", true), (".", false)])
  func `who speaks first after a hold should be the agent`(word: String, flagged: Bool) {
    let result = analysis(
      lane(".####" + run(".", 32) + "####"),
      lane(run(".", 35) + word + ".....", music: TimeSpan(5, 35)))
    #expect((result.flag("QC117") != nil) == flagged)
    #expect((result.flag("QC117")?.traceText?.last == "customer spoke first at 35.0") == flagged)
  }

  @Test func `both speaking at once after a hold were first together`() {
    for (tenths, flagged) in [(3, true), (2, false)] {
      var customer = speech(run(".", 350) + run("#", 20))
      (customer.music, customer.periodicity) = ([TimeSpan(5, 35)], Lane.words)
      let result = analysis(
        speech(run(".", 10) + run("#", 40) + run(".", 300 + tenths) + run("#", 40)), customer)
      #expect((result.flag("QC117") != nil) == flagged)
    }
  }

  @Test(arguments: [(340, true), (339, false)])
  func `who speaks for the most part after the music speaks first`(startTenths: Int, flagged: Bool)
  {
    // Music is followed until it is unlikely: here until 35 s, into the word that ends at 36 s.
    var agent = speech(run(".", 10) + run("#", 40) + run(".", 340) + run("#", 40))
    (agent.music, agent.periodicity) = ([TimeSpan(5, 35)], Lane.words)
    let customer = speech(run(".", startTenths) + run("#", 360 - startTenths))
    #expect((analysis(agent, customer).flag("QC117") != nil) == flagged)
  }

  @Test func `a song on the agent's own channel is no word of the agent's`() throws {
    // Two seconds of song at the start and two in the middle look like speech.
    let song = "##" + run(".", 60) + "##" + run(".", 60)
    let agent = lane("####" + run(".", 9) + song + "####", music: TimeSpan(13, 137))
    let result = analysis(agent, lane("...." + run("#", 9)))
    let flag = try #require(result.flag("QC117"))
    #expect(flag.traceText == ["hold 13.0–137.0", "agent last spoke 9.0 s before"])
    #expect(result.flag("QC116")?.value == 124)
  }

  @Test(arguments: [(7, true), (10, false)])
  func `the end of the music is no word of the agent's, a longer word is`(
    tenths: Int, flagged: Bool
  ) {
    // The agent's channel looks like speech for 0.7 or 1 s after the music, then the customer speaks.
    var agent = speech(run(".", 10) + run("#", 40) + run(".", 300) + run("#", tenths))
    agent.drawing += run(".", 40) + run("#", 40)
    (agent.music, agent.periodicity) = ([TimeSpan(5, 35)], Lane.words)
    let customer = speech(run(".", 365) + run("#", 20))
    #expect((analysis(agent, customer).flag("QC117") != nil) == flagged)
  }

  @Test func `nine seconds of music and queue music ask for no courtesy`() {
    for (seconds, flagged) in [(10, true), (9, false)] {
      let result = analysis(
        lane(".####" + run(".", 10 + seconds) + "####"),
        lane("....." + run("#", 10), music: TimeSpan(15, 15 + Double(seconds))))
      #expect((result.flag("QC117") != nil) == flagged)
    }
    let queue = analysis(
      lane(run(".", 40) + "####"), lane("##", music: TimeSpan(2, 40)))
    #expect(queue.flag("QC117") == nil)
  }
}
