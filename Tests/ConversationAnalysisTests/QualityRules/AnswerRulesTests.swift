import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about the first words: QC113, QC114.
struct AnswerRulesTests {
  /// A lane on which a ringing tone of China sounds from 1 s on, one second in five.
  private func ringing(_ count: Int, words: String) -> Lane {
    var lane = speech(words)
    lane.tones = (0..<count).map {
      ToneSegment(
        span: TimeSpan(1 + 5 * Double($0), 2 + 5 * Double($0)), kind: .steady,
        frequenciesHz: [450], levelDBFS: -22)
    }
    return lane
  }

  @Test func `the first word is late after ten seconds from the start of the recording`() throws {
    for (tenths, flagged) in [(101, true), (100, false)] {
      let result = analysis(
        speech(run(".", tenths) + run("#", 50)), speech(run(".", tenths + 100)))
      #expect((result.flag("QC113") != nil) == flagged)
    }
    let flag = try #require(
      analysis(speech(run(".", 130) + run("#", 50)), speech(run(".", 200))).flag("QC113"))
    #expect((flag.value, flag.threshold, flag.unit) == (13, 10, .seconds))
    #expect(flag.evidence == [TimeSpan(0, 15)])
  }

  @Test func `where it rings, the wait begins with the end of the ringing`() {
    // Rings at 1–2, 6–7 and 11–12 s.
    for (tenths, flagged) in [(221, true), (220, false)] {
      let result = analysis(
        speech(run(".", tenths) + run("#", 50)), ringing(3, words: run(".", 400)))
      #expect(result.causes(.tone) == [.ringback])
      #expect((result.flag("QC113") != nil) == flagged)
    }
  }

  @Test func `queue music, the recorder's lead-in and the customer's own words are no wait`() {
    var queue = speech(run(".", 300))
    queue.music = [TimeSpan(0, 12)]
    let agent = speech(run(".", 150) + run("#", 50))
    #expect(analysis(agent, queue).flag("QC113") == nil)
    let leadIn = analysis(
      speech(run("0", 60) + run(".", 90) + run("#", 50)), speech(run("0", 60) + run(".", 200)))
    #expect(leadIn.flag("QC113") == nil)
    let talking = speech(run(".", 10) + run("#", 50) + run(".", 150))
    #expect(analysis(agent, talking).flag("QC113") == nil)
    #expect(analysis(agent, speech(run(".", 200))).flag("QC113") != nil)
  }

  @Test(arguments: [([1100.0], false), ([440, 480], false), ([1000], true)])
  func `dialling and other signals are no wait, a beep is`(hz: [Double], flagged: Bool) {
    var line = speech(run(".", 300))
    line.tones = [
      ToneSegment(span: TimeSpan(5, 5.5), kind: .steady, frequenciesHz: hz, levelDBFS: -22)
    ]
    let result = analysis(speech(run(".", 150) + run("#", 50)), line)
    #expect((result.flag("QC113") != nil) == flagged)
  }

  @Test func `an agent who never speaks may never have answered`() {
    let result = analysis(speech(run(".", 300)), speech(run(".", 300)))
    #expect(result.undecided("QC113") == .noSpeech)
    #expect(result.undecided("QC114") == .noSpeech)
  }

  @Test(arguments: [(10, true), (9, false)])
  func `a customer who speaks first and alone for a second was not greeted`(
    tenths: Int, flagged: Bool
  ) throws {
    let result = analysis(
      speech(run(".", 30) + run("#", 50)), speech(run(".", 5) + run("#", tenths) + run(".", 100)))
    #expect((result.flag("QC114") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC114"))
      #expect((flag.party, flag.value, flag.threshold) == (.agent, 1, 1))
      #expect(flag.evidence == [TimeSpan(0.5, 3)])
    }
  }

  @Test func `what the customer says after the agent's first word is an answer`() {
    let result = analysis(
      speech(run(".", 13) + run("#", 50)), speech(run(".", 5) + run("#", 60)))
    #expect(result.flag("QC114") == nil)
  }

  @Test func `a recording that begins inside the customer's speech began too late`() {
    for (lead, undecided) in [(0, true), (1, false)] {
      let result = analysis(
        speech(run(".", 30) + run("#", 50)), speech(run(".", lead) + run("#", 20)))
      #expect((result.undecided("QC114") == .notEnoughSpeech) == undecided)
      #expect((result.flag("QC114") != nil) == !undecided)
    }
  }
}
