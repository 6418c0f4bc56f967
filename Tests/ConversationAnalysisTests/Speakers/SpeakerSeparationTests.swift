import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

private func talk(_ turns: (Character, Int)..., times: Int = 1) -> String {
  String(repeating: turns.map { String(repeating: $0.0, count: $0.1) }.joined(), count: times)
}

private func analyzed(
  _ tracks: CallTracks, role: ChannelRole = .mixed, speakerRoles: [ChannelRole] = []
) -> ConversationAnalysisResult {
  analyze(
    tracks, roles: [role], speakerRoles: speakerRoles, settings: ConversationSettings())
}

struct SpeakerSeparationTests {
  private let twoVoices = talk((".", 5), ("A", 30), (".", 4), ("B", 50), (".", 3), times: 6)

  @Test(arguments: [ChannelRole.mixed, .unknown]) func `two voices are two speakers`(
    role: ChannelRole
  ) throws {
    let found = analyzed(sharedChannel(twoVoices), role: role)
    #expect(Set(found.parties.keys) == [.speaker(0), .speaker(1)])
    let first = try #require(found.parties[.speaker(0)])
    let second = try #require(found.parties[.speaker(1)])
    // Drawn: six turns of 3.6 s and of 6 s.
    #expect(abs(first.speechSeconds - 21.6) < 0.5)
    #expect(abs(second.speechSeconds - 36) < 0.5)
    let about = try #require(found.channels[0].speakers)
    #expect(about.partyCount == 2 && about.partyCountConfidence > 0.5)
    #expect(about.expectedErrorRatio != nil && about.shareMarginRatio != nil)
    #expect(about.agentConfidence == nil)
    #expect(found.talk.customerRatio == nil)
    #expect(found.notes["talk.customerRatio"] == .rolesUnknown)
    #expect(found.score.points == nil)
  }

  @Test func `who speaks first is speaker 0, whichever voice it is`() {
    let turned = talk((".", 5), ("B", 30), (".", 4), ("A", 50), (".", 3), times: 6)
    let (one, other) = (analyzed(sharedChannel(twoVoices)), analyzed(sharedChannel(turned)))
    let seconds = [one, other].map { $0.parties[.speaker(0)]?.speechSeconds ?? 0 }
    #expect(abs(seconds[0] - seconds[1]) < 0.5)
  }

  @Test func `roles of speakers give a ratio`() throws {
    let found = analyzed(sharedChannel(twoVoices), speakerRoles: [.agent, .customer])
    let ratio = try #require(found.talk.customerRatio)
    #expect(abs(ratio - 50.0 / 80) < 0.01)
  }

  @Test func `a channel of one party is not taken apart`() {
    let found = analyzed(sharedChannel(twoVoices), role: .agent)
    #expect(Set(found.parties.keys) == [.agent])
    #expect(found.channels[0].speakers == nil)
  }

  @Test func `one voice is one party, and no conversation`() throws {
    let found = analyzed(sharedChannel(talk((".", 5), ("A", 60), times: 8)))
    let about = try #require(found.channels[0].speakers)
    #expect(about.partyCount == 1 && about.expectedErrorRatio == nil)
    #expect(Set(found.parties.keys) == [.mixed])
    #expect(found.notes["talk.customerRatio"] == .onePartyOnly)
  }

  @Test func `three voices are told, and not scored`() throws {
    let drawing = talk((".", 4), ("A", 30), (".", 4), ("B", 30), (".", 4), ("C", 30), times: 6)
    let found = analyzed(sharedChannel(drawing))
    #expect(found.channels[0].speakers?.partyCount == 3)
    #expect(found.notes["talk.customerRatio"] == .moreParties)
    #expect(found.score.points == nil)
  }

  @Test func `two at once are an overlap with its confidence`() throws {
    let drawing = talk((".", 4), ("A", 40), ("X", 8), ("B", 40), (".", 4), times: 5)
    let found = analyzed(sharedChannel(drawing))
    let overlaps = found.events.filter { $0.code == .overlap }
    #expect(overlaps.count == 5)
    // Drawn: 0.96 s; a probability of 230/255.
    for overlap in overlaps {
      #expect(abs(overlap.durationSeconds - 0.96) < 0.15)
      #expect(abs((overlap.values[.confidenceRatio] ?? 0) - 0.902) < 0.05)
    }
    #expect(
      analyzed(sharedChannel(twoVoices)).events.allSatisfy { $0.code != .overlap })
  }

  @Test func `what is the channel's is told once`() {
    var tracks = sharedChannel(twoVoices)
    tracks.channels[0].faults.dcOffset = 0.05
    #expect(analyzed(tracks).events.count { $0.code == .dcOffset } == 1)
    #expect(analyzed(tracks).events.allSatisfy { $0.code != .oneWayAudio })
  }

  @Test(arguments: ["", ".", "A", "AB", "ABC", "....."]) func `little or nothing is no crash`(
    drawing: String
  ) {
    let found = analyzed(sharedChannel(drawing))
    #expect(found.parties.keys.allSatisfy { $0 == .mixed })
  }

  @Test func `the first voice at a greeting's length is the agent, less surely than with channels`()
    throws
  {
    // Points of 120 ms: a greeting of 3.6 s after 0.6 s.
    let found = try #require(
      inferredRoles(of: sharedChannel(twoVoices), settings: ConversationSettings()))
    #expect(found.areOfSpeakers && found.roles == [.agent, .customer])
    #expect(found.confidenceRatio > 0.7 && found.confidenceRatio <= 0.92)
  }

  @Test func `a sound that is mistaken before the greeting does not take it`() throws {
    // One point of the other voice, a pause of 0.72 s, then the greeting of 3 s.
    let drawing =
      talk((".", 5), ("B", 1), (".", 6), ("A", 25), (".", 4), ("B", 50))
      + talk((".", 4), ("A", 30), (".", 4), ("B", 50), times: 4)
    let found = try #require(
      inferredRoles(of: sharedChannel(drawing), settings: ConversationSettings()))
    #expect(found.roles == [.customer, .agent])
    #expect(found.confidenceRatio >= 0.9)
  }

  @Test func `first words that are both voices' are no greeting`() {
    let drawing =
      talk((".", 5), ("A", 5), (".", 6), ("B", 5), (".", 6))
      + talk(("A", 30), (".", 4), ("B", 50), (".", 4), times: 4)
    #expect(inferredRoles(of: sharedChannel(drawing), settings: ConversationSettings()) == nil)
  }

  @Test func `voices that change in pauses only may be one voice in two moods, and are not scored`()
  {
    let moods = analyzed(sharedChannel(twoVoices), speakerRoles: [.agent, .customer])
    #expect(moods.score.points == nil && moods.notes["score.points"] == .speakersUnsure)
    let exchange = talk((".", 4), ("A", 40), ("X", 8), ("B", 40), times: 5)
    let people = analyzed(sharedChannel(exchange), speakerRoles: [.agent, .customer])
    #expect(people.notes["score.points"] != .speakersUnsure)
  }

  @Test func `voices that change in running speech only may be moods, and are not scored`() {
    // A change every 4.2 s, one of them with both at once, and no pause at any.
    let running = talk((".", 4), ("A", 40), ("X", 8), ("B", 40), ("A", 30), ("B", 35))
    let moods = analyzed(
      sharedChannel(running + talk(("A", 40), ("B", 35), times: 3)),
      speakerRoles: [.agent, .customer])
    #expect(moods.channels[0].speakers?.partyCount == 2)
    #expect(moods.notes["score.points"] == .speakersUnsure)
  }

  @Test(arguments: [
    // By turns: two people.
    (talk((".", 5), ("A", 60), (".", 5), ("B", 60), times: 4), 2),
    // The same points, but from the middle of the call on: one voice on another line.
    (talk((".", 5), ("A", 60), times: 4) + talk((".", 5), ("B", 60), times: 4), 1),
  ]) func `a voice that is another from some moment on is sooner one voice`(
    drawing: String, partyCount: Int
  ) {
    let found = analyzed(sharedChannel(drawing, distance: 2))
    #expect(found.channels[0].speakers?.partyCount == partyCount)
  }
}

struct SpeakerClustersTests {
  @Test func `two heaps have two means, the heavier first`() {
    let points: [[Float]] = [[0, 0], [0.1, 0], [5, 5], [0, 0.1], [5.1, 5]]
    let means = WardTree(of: points, weights: [1, 1, 1, 1, 1]).means(groupCount: 2)
    #expect(means.count == 2)
    #expect(squaredDistance(means[0], [0.0333, 0.0333]) < 1e-3)
    #expect(squaredDistance(means[1], [5.05, 5]) < 1e-3)
  }

  @Test func `weights move means`() {
    let means = WardTree(of: [[0], [3]], weights: [2, 1]).means(groupCount: 1)
    #expect(means == [[1]])
  }

  @Test func `fewer points than groups are a group each`() {
    #expect(WardTree(of: [[1], [2]], weights: [1, 1]).means(groupCount: 3).count == 2)
    #expect(WardTree(of: [], weights: []).means(groupCount: 2).isEmpty)
  }

  /// Ward's criterion by trying every pair at every step.
  private func slowMeans(of points: [[Float]], groupCount: Int) -> [[Float]] {
    var groups = points.map { [$0] }
    func mean(_ group: [[Float]]) -> [Float] {
      group[0].indices.map { place in
        group.reduce(0) { $0 + $1[place] } / Float(group.count)
      }
    }
    while groups.count > groupCount {
      var best = (cost: Float.infinity, first: 0, second: 1)
      for first in groups.indices {
        for second in groups.indices where second > first {
          let sizes = (Float(groups[first].count), Float(groups[second].count))
          let cost =
            squaredDistance(mean(groups[first]), mean(groups[second])) * sizes.0 * sizes.1
            / (sizes.0 + sizes.1)
          if cost < best.cost { best = (cost, first, second) }
        }
      }
      groups[best.first] += groups[best.second]
      groups.remove(at: best.second)
    }
    return groups.sorted { $0.count > $1.count }.map(mean)
  }

  @Test(arguments: 1...5) func `chains find what trying every pair finds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let points = (0..<41).map { _ in
      (0..<3).map { _ in Float.random(in: -1...1, using: &generator) }
    }
    let found = WardTree(of: points, weights: [Float](repeating: 1, count: points.count))
      .means(groupCount: 3)
    let expected = slowMeans(of: points, groupCount: 3)
    for mean in expected {
      #expect(found.contains { squaredDistance($0, mean) < 1e-6 })
    }
  }
}
