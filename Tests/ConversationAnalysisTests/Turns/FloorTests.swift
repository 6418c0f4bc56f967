import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct FloorTests {
  /// The floor of a drawn call.
  private func drawnFloor(_ agent: String, _ customer: String) -> Floor {
    let tracks = drawnTracks([speech(agent), speech(customer)])
    return Conversation(tracks, roles: [.agent, .customer], settings: ConversationSettings()).floor
  }

  /// Sides of the turns, 0 = agent.
  private func order(_ floor: Floor) -> [Int] { floor.turns.map(\.side) }

  @Test func `turns alternate and offsets are gaps or overlaps`() {
    let floor = drawnFloor(
      "##########.............##########",
      ".............########............")
    #expect(order(floor) == [0, 1, 0])
    #expect(floor.transfers.map { $0.offsetSeconds.rounded(toPlaces: 3) } == [0.3, 0.2])
    let overlapped = drawnFloor(
      "##########..........",
      "........############")
    #expect(overlapped.transfers.map { $0.offsetSeconds.rounded(toPlaces: 3) } == [-0.2])
  }

  @Test func `pauses do not end a turn`() {
    let floor = drawnFloor("#####.......#####........########", "................................")
    #expect(order(floor) == [0])
    #expect(floor.turns.first?.units.count == 3)
  }

  @Test func `a listener response takes no floor`() {
    let floor = drawnFloor(
      "##############################",
      "..............####............")
    #expect(order(floor) == [0])
    #expect(floor.roles[1] == [.backchannel])
  }

  @Test func `a listener response in a short pause takes no floor, before silence it answers`() {
    let pause = drawnFloor(
      "##############........##############",
      "................####................")
    #expect(order(pause) == [0])
    let answer = drawnFloor(
      "##############..........................##############",
      "................####..................................")
    #expect(order(answer) == [0, 1, 0])
  }

  @Test func `exactly one second is a response, more is an attempt`() {
    let response = drawnFloor(run("#", 60), run(".", 20) + run("#", 10) + run(".", 30))
    #expect(response.roles[1] == [.backchannel])
    let attempt = drawnFloor(run("#", 60), run(".", 20) + run("#", 11) + run(".", 30))
    #expect(attempt.roles[1] == [.attempt])
    #expect(order(attempt) == [0])
  }

  @Test func `own speech within a second makes a response an attempt`() {
    let near = drawnFloor(run("#", 60), run(".", 20) + "####" + run(".", 9) + "####" + run(".", 23))
    #expect(near.roles[1] == [.attempt, .attempt])
    let far = drawnFloor(run("#", 60), run(".", 20) + "####" + run(".", 10) + "####" + run(".", 22))
    #expect(far.roles[1] == [.backchannel, .backchannel])
  }

  @Test func `who speaks on alone has taken the floor`() {
    let taken = drawnFloor(
      "####################....................",
      "...............####################.....")
    #expect(order(taken) == [0, 1])
    let late = drawnFloor(
      "####################...###########",
      "..........############............")
    #expect(order(late) == [0])
  }

  @Test func `a short pause leaves the floor with the speaker, a longer one frees it`() {
    let pause = drawnFloor(
      "..............#################...........",
      "############.....##########################")
    #expect(order(pause) == [1])
    #expect(pause.roles[0] == [.attempt])
    let silence = drawnFloor(
      "..............#################...........",
      "############......#########################")
    #expect(order(silence) == [1, 0, 1])
  }

  @Test func `the floor is held since the turn before ended`() {
    let floor = drawnFloor(
      "####################....................",
      "...............####################.....")
    let held = floor.heldSeconds(byTurn: 1, at: 3, longestPauseSeconds: 3)
    #expect(held.rounded(toPlaces: 3) == 1)
    #expect(floor.heldSeconds(byTurn: 1, at: 1.8, longestPauseSeconds: 3) == 0)
  }

  @Test func `a pause of exactly the longest goes on holding, a longer one begins anew`() {
    let exact = drawnFloor("##########" + run(".", 30) + "##########", run(".", 50))
    let began = exact.heldSeconds(byTurn: 0, at: 4.5, longestPauseSeconds: 3)
    #expect(began.rounded(toPlaces: 3) == 4.5)
    let longer = drawnFloor("##########" + run(".", 31) + "##########", run(".", 51))
    let anew = longer.heldSeconds(byTurn: 0, at: 4.6, longestPauseSeconds: 3)
    #expect(anew.rounded(toPlaces: 3) == 0.5)
  }

  @Test func `no speech, no turns`() {
    #expect(drawnFloor("....", "....").turns.isEmpty)
    #expect(drawnFloor("", "").turns.isEmpty)
  }

  @Test func `one side alone has one turn and no transfer`() {
    let floor = drawnFloor("..####....####..", "................")
    #expect(order(floor) == [0])
    #expect(floor.transfers.isEmpty)
  }

  @Test func `units that start together belong to the longer speaker first`() {
    let floor = drawnFloor("..####..........", "..############..")
    #expect(order(floor) == [1])
    #expect(floor.roles[0] == [.backchannel])
  }

  @Test func `a median of responses leaves holds out`() {
    // The customer answers after 1 s, 2 s and 3 s.
    let result = analysis(
      speech("###....###.....###......"), speech(String(repeating: ".", count: 24)))
    #expect(result.parties[.agent]?.medianResponseSeconds == nil)
    let talk = analysis(
      speech("##########....................##########..............................."),
      speech("....................######......................................########"))
    #expect(talk.parties[.customer]?.medianResponseSeconds == 1.7)
    #expect(talk.parties[.agent]?.medianResponseSeconds == 0.4)
  }
}
