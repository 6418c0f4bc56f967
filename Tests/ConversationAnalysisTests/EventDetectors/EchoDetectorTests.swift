import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Analyses a drawn call of an agent and a customer; the agent's channel has an echo where the third
/// drawing, with steps of 0.1 s, has a digit: that many tenths of the power are the customer's.
private func analysis(
  agent: String, customer: String, echo: String, correlation: Double = 0,
  settings: ConversationSettings = ConversationSettings()
) -> ConversationAnalysisResult {
  var tracks = drawnTracks([speech(agent), speech(customer)], interchannelCorrelation: correlation)
  let grid = tracks.channels[0].echoRatio.grid
  for (cell, character) in echo.enumerated() {
    guard let tenths = character.wholeNumberValue else { continue }
    let span = TimeSpan(Double(cell) / 10, Double(cell + 1) / 10)
    for frame in grid.frames(in: span) {
      tracks.channels[0].echoRatio.steps[frame] = UnitTrack.step(for: Float(tenths) / 10)
    }
  }
  tracks.channels[0].echoes = [
    EchoStretch(span: grid.wholeSpan, lagSeconds: 0.1, lossDB: 18, sourceIndex: 1)
  ]
  return analyze(tracks, roles: [.agent, .customer], settings: settings)
}

struct EchoDetectorTests {
  @Test func `an echo is no speech, no overlap and no interruption, but an event`() throws {
    let result = analysis(
      agent: "..........rrrrrrrrrr..########..", customer: ".........##########.............",
      echo: "..........9999999999............")
    #expect(result.parties[.agent]?.speech == [TimeSpan(2.2, 3)])
    #expect(result.events(.overlap).isEmpty)
    #expect(result.talk.overlapSeconds == 0)
    #expect(result.talk.overlapBeforeSuppressionSeconds == 0.9)
    let event = try #require(result.events(.echo).first)
    #expect(result.events(.echo).count == 1)
    #expect(event.party == .agent && event.span == TimeSpan(1, 2))
    #expect(event.values == [.suppressedSeconds: 1, .lagSeconds: 0.1, .lossDB: 18])
  }

  @Test(arguments: [(7, true), (8, false)])
  func `power that others explain by less than the limit is own speech`(
    tenths: Int, isSpeech: Bool
  ) {
    let result = analysis(
      agent: "..........rrrrrrrrrr", customer: "##########..........",
      echo: ".........." + run(Character("\(tenths)"), 10))
    #expect((result.parties[.agent]?.speechSeconds == 1) == isSpeech)
    #expect(result.events(.echo).isEmpty == isSpeech)
  }

  @Test(arguments: [("0", true), ("5", false)])
  func `own sound beside an echo must somewhere be clearly own`(
    ownRatio: Character, isSpeech: Bool
  ) {
    let result = analysis(
      agent: "##########..........rrrrrrrrrr", customer: "..........##########..........",
      echo: "....................99999" + run(ownRatio, 5))
    #expect((result.parties[.agent]?.speechSeconds == 1.5) == isSpeech)
    #expect((result.parties[.agent]?.speechSeconds == 1) == !isSpeech)
  }

  @Test func `own speech goes on over an echo shorter than a gap`() {
    let result = analysis(
      agent: "###################.", customer: "......####..........",
      echo: ".......99...........")
    #expect(same(result.parties[.agent]?.speech ?? [], [TimeSpan(0, 1.9)]))
    #expect(result.events(.echo).isEmpty)
  }

  @Test func `echoes close together are one event, distant ones are two`() {
    let close = analysis(
      agent: "rrrr......rrrr", customer: "####......####", echo: "9999......9999")
    #expect(close.events(.echo).map(\.span) == [TimeSpan(0, 1.4)])
    let distant = analysis(
      agent: "rrrr" + run(".", 101) + "rrrr", customer: "####" + run(".", 101) + "####",
      echo: "9999" + run(".", 101) + "9999")
    #expect(distant.events(.echo).count == 2)
  }

  @Test func `the same sound on both channels is no echo of itself`() {
    let result = analysis(
      agent: "rrrrrrrrrr", customer: "##########", echo: "9999999999", correlation: 0.999)
    #expect(result.events(.echo).isEmpty)
    #expect(result.parties[.mixed]?.speechSeconds == 1)
  }

  @Test func `a side that carries nothing but echo does not speak`() {
    let result = analysis(
      agent: run("r", 30), customer: run("#", 30), echo: run("9", 30))
    #expect(result.parties[.agent]?.speechSeconds == 0)
    #expect(result.talk.customerRatio == 1)
  }
}
