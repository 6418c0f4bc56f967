import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

/// What holds for every call, tried on calls from seeded dice.
struct PropertyTests {
  /// A lane of random speech, pauses, quiet speech and digital zero, with random faults.
  private func lane(cells: Int, using generator: inout SeededGenerator) -> Lane {
    var drawing = ""
    while drawing.count < cells {
      let character: Character =
        ["#", "#", ".", ".", ".", "p", "0", "~"].randomElement(
          using: &generator) ?? "."
      drawing += run(character, Int.random(in: 1...60, using: &generator))
    }
    var lane = speech(String(drawing.prefix(cells)))
    lane.noiseFloorDBFS = Float.random(in: -70 ... -20, using: &generator)
    lane.f0Hz = [Float.random(in: 80...400, using: &generator), 0, 150]
    let seconds = Double(cells) / 10
    lane.faults.clippedSpans = (0..<5).map { _ in Double.random(in: 0..<seconds, using: &generator)
    }
    .sorted().map { TimeSpan($0, min(seconds, $0 + 0.002)) }
    lane.faults.repeatedPacketSpans = (0..<5).map { _ in
      Double.random(in: 0..<seconds, using: &generator)
    }.sorted().map { TimeSpan($0, min(seconds, $0 + 0.02)) }
    return lane
  }

  private func lanes(_ count: Int, seed: UInt64) -> [Lane] {
    var generator = SeededGenerator(seed: seed)
    let cells = Int.random(in: 1...2000, using: &generator)
    return (0..<count).map { _ in lane(cells: cells, using: &generator) }
  }

  private func result(
    _ lanes: [Lane], roles: [ChannelRole], frameSeconds: Double? = nil
  ) -> ConversationAnalysisResult {
    analyze(
      drawnTracks(lanes, frameSeconds: frameSeconds), roles: roles,
      settings: ConversationSettings())
  }

  @Test(arguments: 0..<40)
  func `shares add up and everything lies inside the recording`(seed: UInt64) throws {
    let lanes = lanes(2, seed: seed)
    let durationSeconds = Double(lanes[0].drawing.count) / 10 + 0.001
    let result = result(lanes, roles: [.agent, .customer], frameSeconds: 0.032)
    if let customer = result.talk.customerRatio, let agent = result.talk.agentRatio {
      #expect(abs(customer + agent - 1) < 1e-9)
      #expect(abs(result.talk.channelRatios.reduce(0, +) - 1) < 2e-4)
    }
    let spans =
      result.events.map(\.span) + result.flags.flatMap(\.evidence)
      + result.parties.values.flatMap(\.speech)
    #expect(spans.allSatisfy { $0.startSeconds >= 0 && $0.endSeconds <= durationSeconds })
    let starts = result.events.map(\.startSeconds)
    #expect(starts == starts.sorted())
    let numbers =
      result.events.flatMap(\.values.values)
      + result.flags.flatMap { [$0.value, $0.threshold, $0.margin] }
    #expect(numbers.allSatisfy { $0.isFinite })
    #expect(result.flags.map(\.code) == result.flags.map(\.code).sorted())
    #expect(result.flags.allSatisfy { !$0.evidence.isEmpty && $0.margin >= 0 })
    let talk = result.talk
    let agentSeconds = result.parties[.agent]?.speechSeconds ?? 0
    let customerSeconds = result.parties[.customer]?.speechSeconds ?? 0
    // Speech once, silence and excluded time tile the call.
    let total =
      agentSeconds + customerSeconds - talk.overlapSeconds + talk.silenceSeconds
      + talk.excludedSeconds
    #expect(abs(total - Double(lanes[0].drawing.count) / 10) < 0.005)
    if let points = result.score.points { #expect((0...100).contains(points)) }
  }

  @Test(arguments: 0..<40)
  func `the order of channels changes nothing for the parties`(seed: UInt64) {
    let lanes = lanes(2, seed: seed)
    let straight = result(lanes, roles: [.agent, .customer])
    var swapped = result(lanes.reversed(), roles: [.customer, .agent])
    swapped.talk.channelRatios.reverse()
    #expect(straight.parties == swapped.parties)
    #expect(straight.talk == swapped.talk)
    #expect(straight.events == swapped.events)
    #expect(straight.flags == swapped.flags)
    #expect(straight.score == swapped.score)
    #expect(straight.review == swapped.review)
  }

  @Test(arguments: 0..<10)
  func `every value that is missing says why`(seed: UInt64) throws {
    for roles in [[ChannelRole.agent, .customer], [], [.mixed], [.agent]] {
      let result = result(lanes(seed % 2 == 0 ? 1 : 2, seed: seed), roles: roles)
      #expect((result.talk.customerRatio == nil) == (result.notes["talk.customerRatio"] != nil))
      #expect((result.score.points == nil) == (result.notes["score.points"] != nil))
      #expect(result.review.scorable == (result.score.points != nil))
      for (party, report) in result.parties {
        let path = "parties.\(party.label)"
        #expect((report.activeLevelDBFS == nil) == (result.notes["\(path).activeLevelDBFS"] != nil))
        #expect((report.f0MedianHz == nil) == (result.notes["\(path).f0MedianHz"] != nil))
        #expect(
          (report.medianResponseSeconds == nil)
            == (result.notes["\(path).medianResponseSeconds"] != nil))
      }
    }
  }

  @Test(arguments: 0..<5)
  func `three sides are analysed as well`(seed: UInt64) {
    let result = result(lanes(3, seed: seed), roles: [.agent, .customer, .unknown])
    #expect(result.parties.count == 3)
    #expect(result.parties[.channel(2)] != nil)
  }

  @Test func `channels of the same role are one side`() {
    let lanes = [speech("####......"), speech("...####..."), speech(".......###")]
    let result = result(lanes, roles: [.agent, .agent, .customer])
    #expect(result.parties[.agent].map { same($0.speech, [TimeSpan(0, 0.7)]) } == true)
    #expect(result.talk.agentRatio == 0.7)
    #expect(result.talk.overlapSeconds == 0)
  }

  @Test(arguments: [[ChannelRole.agent, .customer], [], [.mixed]])
  func `a recording without a frame gives an empty report`(roles: [ChannelRole]) {
    for count in 0...2 {
      let lanes = [Lane](repeating: speech(""), count: count)
      let result = result(lanes, roles: roles)
      #expect(result.channels.count == count)
      #expect(result.flags.isEmpty && result.events.isEmpty)
      #expect(result.talk.customerRatio == nil)
      #expect(result.score.points == nil)
    }
  }

  @Test func `a recording shorter than a frame is silence`() {
    let lanes = [speech("#", stepSeconds: 0.02), speech(".", stepSeconds: 0.02)]
    let result = result(lanes, roles: [.agent, .customer], frameSeconds: 0.032)
    #expect(result.channels.allSatisfy { $0.speechSeconds == 0 })
    #expect(result.flags.isEmpty)
  }

  @Test func `an hour is analysed in one piece`() throws {
    let cell = run("#", 40) + run(".", 35)
    let other = run(".", 42) + run("#", 30) + run(".", 3)
    let lanes = [
      speech(String(repeating: cell, count: 480)), speech(String(repeating: other, count: 480)),
    ]
    let result = result(lanes, roles: [.customer, .agent])
    #expect(result.parties[.customer]?.turnCount == 480)
    #expect(result.parties[.agent]?.medianResponseSeconds == 0.2)
    #expect(result.talk.customerRatio == 0.5714)
  }

  @Test func `the same call gives the same report`() {
    let lanes = lanes(2, seed: 99)
    #expect(
      result(lanes, roles: [.agent, .customer]) == result(lanes, roles: [.agent, .customer]))
  }
}
