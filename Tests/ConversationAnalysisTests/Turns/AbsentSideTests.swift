import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// What is said of a time in which one side was not recorded.
struct AbsentSideTests {
  /// Analyses a drawn call of which the second side is missing in some spans, filled with zeros.
  private func result(_ agent: String, _ customer: String, absent: TimeSpan...)
    -> ConversationAnalysisResult
  {
    var tracks = drawnTracks([speech(agent), speech(customer)])
    tracks.channels[1].absentSpans = absent
    return analyze(tracks, roles: [.agent, .customer], settings: ConversationSettings())
  }

  private let agent = "....." + run("#", 60) + run(".", 60) + run("#", 30) + run(".", 200)
  private let customer = "....." + run(".", 62) + run("#", 56) + run(".", 32) + run("0", 200)

  @Test func `the missing end is no silence, no dead air, no one-way line and no hang-up`() {
    let found = result(agent, customer, absent: TimeSpan(15.5, 35.5))
    let late = found.events(.silence).filter { $0.endSeconds > 15.6 }
    #expect(late.map(\.cause) == [.absent])
    #expect(found.events(.oneWayAudio).isEmpty)
    #expect(found.flag("QC103") == nil)
    #expect(found.flag("QC104") == nil)
    #expect(found.undecided("QC124") == .partyAbsent)
    #expect(found.talk.silenceSeconds < 2)
    #expect(found.channels[1].absent == [TimeSpan(15.5, 35.5)])
  }

  @Test func `a silence is cut where the recording of a side ends`() throws {
    let found = result(agent, customer, absent: TimeSpan(25.5, 35.5))
    let late = found.events(.silence).filter { $0.endSeconds > 15.6 }
    #expect(late.map(\.cause) == [.afterCall, .absent])
    #expect(same(late.map(\.span), [TimeSpan(15.5, 25.5), TimeSpan(25.5, 35.5)]))
  }

  @Test func `the agent may have answered before the agent's side was recorded`() {
    var tracks = drawnTracks([
      speech(run("0", 150) + run("#", 60) + run(".", 60)),
      speech(run(".", 130) + run("#", 15) + run(".", 70) + run("#", 55)),
    ])
    let settings = ConversationSettings()
    let dead = analyze(tracks, roles: [.agent, .customer], settings: settings)
    #expect(dead.flag("QC113") != nil)
    #expect(dead.flag("QC114") != nil)
    tracks.channels[0].absentSpans = [TimeSpan(0, 2)]
    let absent = analyze(tracks, roles: [.agent, .customer], settings: settings)
    #expect(absent.undecided("QC113") == .partyAbsent)
    #expect(absent.undecided("QC114") == .partyAbsent)
  }

  @Test func `a customer who was not recorded to the end is no silent caller`() {
    let talk = "....." + run("#", 40) + run(".", 60) + run("#", 30) + run(".", 60)
    let found = result(talk, run(".", talk.count), absent: TimeSpan(6, Double(talk.count) / 10))
    #expect(found.undecided("QC110") == .partyAbsent)
    #expect(found.undecided("QC111") == .partyAbsent)
    #expect(result(talk, run(".", talk.count)).flag("QC110") != nil)
  }

  @Test func `the agent cannot answer before either side was recorded`() {
    let first = run("0", 130) + run("#", 60) + run(".", 600)
    let found = result(first, run("0", 120) + run(".", 80) + run("#", 590), absent: TimeSpan(0, 12))
    #expect(found.flag("QC113") == nil)
    // The same zeros are a wait where the customer's side is said to have been there.
    #expect(result(first, run(".", 200) + run("#", 590)).flag("QC113") != nil)
  }

  @Test func `nobody holds a monologue while the other side is not recorded`() {
    let talk = "....." + run("#", 900)
    let whole = result(talk, run(".", 905))
    #expect(whole.events(.monologue).count == 1)
    let cut = result(talk, run(".", 905), absent: TimeSpan(50, 90.5))
    #expect(cut.events(.monologue).isEmpty)
  }

  @Test func `a side that is missing while the other speaks is one-way audio`() throws {
    let found = result(
      "....." + run("#", 300) + run(".", 100), "....." + run(".", 400), absent: TimeSpan(0, 40.5))
    let event = try #require(found.events(.oneWayAudio).first)
    #expect(event.cause == .absent)
    #expect(event.party == .customer)
    #expect(found.flag("QC128") != nil)
    #expect(found.flag("QC110") == nil)
    #expect(found.undecided("QC101") == .partyAbsent)
  }

  @Test func `what is absent for less than a tenth leaves the call as it is`() {
    let (talk, wait) = (run("#", 60), run(".", 60))
    let (one, other) = (talk + wait + talk + wait, wait + talk + wait + talk)
    let found = result(
      "....." + one + one, "....." + other + other, absent: TimeSpan(0, 0.5))
    #expect(found.score.points != nil)
  }
}
