import CallTypes
import Foundation
import TestSupport
import Testing

@testable import ConversationAnalysis

/// A coordinate of an axis that lies so far from zero.
private func coordinate(_ distance: Float, axis: Int = 0) -> Float {
  let origin = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
  var unit = origin
  unit[axis] = 1
  return distance / VoiceSpread.shared.squaredDistance(unit, origin).squareRoot()
}

/// A voice on one axis, so far from zero.
private func sample(_ place: Float, axis: Int = 0, seconds: Double = 20) -> VoiceSample {
  var coordinates = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
  coordinates[axis] = coordinate(place, axis: axis)
  return VoiceSample(coordinates: coordinates, speechSeconds: seconds)
}

private func profile(_ samples: VoiceSample...) -> VoiceProfile { VoiceProfile(of: samples) }

/// Lanes whose voices lie on axis 0 at given places.
private func tracks(_ lanes: [Lane], at places: [Float?]) -> CallTracks {
  var tracks = drawnTracks(lanes)
  let count = Int((tracks.durationSeconds / 0.12).rounded(.up))
  let grid = FrameGrid(
    hopSeconds: 0.12, frameSeconds: 0.12, frameCount: count,
    durationSeconds: tracks.durationSeconds)
  for (index, place) in places.enumerated() {
    guard let place else { continue }
    var steps = [Int8](repeating: 0, count: count * VoiceTrack.dimensionCount)
    for frame in 0..<count {
      steps[frame * VoiceTrack.dimensionCount] = VoiceTrack.step(for: coordinate(place))
      // A point that is all zero is none.
      steps[frame * VoiceTrack.dimensionCount + 1] = 1
    }
    tracks.channels[index].voices = VoiceTrack(
      grid: grid, steps: steps, overlapSteps: [UInt8](repeating: 0, count: count))
  }
  return tracks
}

/// Two lanes that speak in turn from the first instant: no greeting says who is who.
private let turns = [
  speech(run("#", 50) + run(".", 50) + run("#", 50)), speech(run(".", 50) + run("#", 50)),
]

struct AgentVoicesTests {
  @Test func `a profile is the mean of recordings, the judged one left out`() throws {
    let voices = AgentVoices(samples: [
      "ada": ["c1": sample(1, seconds: 500), "c2": sample(3), "c3": sample(8)],
      "bob": ["c3": sample(9)],
    ])
    let ada = try #require(voices.profiles(ofAgent: "ada", without: "c3").first)
    #expect(abs(ada.coordinates[0] - coordinate(2)) < 1e-6 && ada.sampleCount == 2)
    #expect(voices.profiles(ofAgent: nil, without: nil).count == 2)
    #expect(voices.profiles(ofAgent: nil, without: "c3").map(\.sampleCount) == [2])
    #expect(voices.profiles(ofAgent: "bob", without: "c3").isEmpty)
    #expect(voices.profiles(ofAgent: "eve", without: nil).isEmpty)
  }

  @Test func `the nearer voice is the likelier agent, and both ways sum to one`() throws {
    let (near, far) = (sample(1), sample(6))
    let one = try #require(agentVoiceRatio(of: near, rather: far, among: [profile(sample(0))]))
    let other = try #require(agentVoiceRatio(of: far, rather: near, among: [profile(sample(0))]))
    #expect(one > 0.9 && abs(one + other - 1) < 1e-9)
    #expect(agentVoiceRatio(of: near, rather: near, among: [profile(sample(0))]) == 0.5)
  }

  @Test func `voices of one channel are compared by how voices differ there`() throws {
    let (near, far) = (sample(1), sample(3))
    let ratio = try #require(
      agentVoiceRatio(of: near, rather: far, among: [profile(sample(0))], shareChannel: true))
    let spread = VoiceSpread.inSharedChannel
    let origin = sample(0).coordinates
    let difference =
      spread.squaredDistance(origin, far.coordinates)
      - spread.squaredDistance(origin, near.coordinates)
    // Logistic function with the slope of MODEL.md, up to what a voice may say.
    #expect(abs(ratio - min(1 / (1 + exp(-0.15 * Double(difference))), 0.98)) < 1e-6)
    #expect(ratio > 0.5)
  }

  @Test func `of several agents the nearest counts, and without any there is no answer`() throws {
    let agents = [profile(sample(0, axis: 1)), profile(sample(20)), profile(sample(4))]
    let ratio = try #require(agentVoiceRatio(of: sample(4), rather: sample(12), among: agents))
    #expect(ratio > 0.9)
    #expect(agentVoiceRatio(of: sample(1), rather: sample(2), among: []) == nil)
  }

  @Test func `two voices that are far from every agent say nothing`() {
    #expect(agentVoiceRatio(of: sample(30), rather: sample(14), among: [profile(sample(0))]) == nil)
  }

  @Test(arguments: [(0, [ChannelRole.agent, .customer]), (6, [.customer, .agent])])
  func `the enrolled voice is the agent's side where nothing else says who is who`(
    place: Int, expected: [ChannelRole]
  ) throws {
    let call = tracks(turns, at: [0, 6])
    #expect(inferredRoles(of: call, settings: ConversationSettings()) == nil)
    let found = try #require(
      inferredRoles(
        of: call, settings: ConversationSettings(), voices: [profile(sample(Float(place)))]))
    #expect(found.roles == expected && found.confidenceRatio > 0.9)
  }

  @Test func `without tracks of voices, or with too few words, a profile says nothing`() {
    let few = [speech(run("#", 29) + run(".", 31)), speech(run(".", 30) + run("#", 30))]
    for (lanes, places) in [(turns, [0, nil]), (few, [0, 6])] as [([Lane], [Float?])] {
      #expect(
        inferredRoles(
          of: tracks(lanes, at: places), settings: ConversationSettings(),
          voices: [profile(sample(0))]) == nil)
    }
  }

  @Test(arguments: [(6, true), (0, false), (3, false), (60, false)])
  func `the agent's voice on the customer's channel is a suspicion`(place: Int, isFlagged: Bool)
    throws
  {
    let found = analyze(
      tracks(turns, at: [0, 6]), roles: [.agent, .customer], settings: ConversationSettings(),
      agentVoice: profile(sample(Float(place))))
    let flag = found.flags.first { $0.code.rawValue == "QC132" }
    #expect((flag != nil) == isFlagged)
    if let flag {
      #expect(flag.value >= 0.95 && flag.unit == .ratio && !flag.evidence.isEmpty)
      #expect(found.score.points == nil)
    }
  }

  @Test(arguments: [(0, false), (60, true)])
  func `the agent's voice on the agent's own channel rules out what the opening suggests`(
    place: Int, isFlagged: Bool
  ) {
    // The customer opens for 3 s; the agent has 24 s of the other 36.
    let round = run("#", 60) + run(".", 40)
    let answer = run(".", 63) + run("#", 30) + run(".", 7)
    let lanes = [
      speech(run(".", 40) + String(repeating: round, count: 4)),
      speech("....." + run("#", 30) + "....." + String(repeating: answer, count: 4)),
    ]
    let found = analyze(
      tracks(lanes, at: [0, 6]), roles: [.agent, .customer], settings: ConversationSettings(),
      agentVoice: profile(sample(Float(place))))
    #expect(found.flags.contains { $0.code.rawValue == "QC132" } == isFlagged)
  }

  private func enrollable(
    _ lanes: [Lane], _ roles: [ChannelRole], isOfAgent: Bool = false
  ) -> Result<VoiceSample, VoiceRefusal> {
    enrollableVoice(
      in: tracks(lanes, at: lanes.map { _ in 2 }), roles: roles, isOfAgent: isOfAgent,
      settings: ConversationSettings())
  }

  @Test func `only a voice that is known to be the agent's is enrolled`() throws {
    let voice = try enrollable(turns, [.customer, .agent]).get()
    // Points are kept in eighths.
    #expect(abs(voice.coordinates[0] - coordinate(2)) < 0.07)
    #expect(abs(voice.speechSeconds - 5) < 0.3)
    #expect(enrollable(turns, [.unknown, .unknown]) == .failure(.rolesUnknown))
    let alone = [speech(run("#", 80) + run(".", 20))]
    #expect(enrollable(alone, [.unknown]) == .failure(.rolesUnknown))
    #expect(try enrollable(alone, [.unknown], isOfAgent: true).get().speechSeconds > 7)
    #expect(try enrollable(alone, [.agent]).get().speechSeconds > 7)
    #expect(enrollable([speech(run("#", 20))], [.agent]) == .failure(.tooLittleSpeech))
    #expect(enrollable([speech(run(".", 20))], [.agent]) == .failure(.tooLittleSpeech))
  }

  @Test func `distances are symmetric, zero to itself, and grow with the square`() {
    let spread = VoiceSpread.shared
    var generator = SeededGenerator(seed: 4)
    let (a, b) =
      ([0, 1].map { _ in (0..<24).map { _ in Float.random(in: -2...2, using: &generator) } })
      .pair
    #expect(spread.squaredDistance(a, a) == 0)
    let distance = spread.squaredDistance(a, b)
    #expect(distance > 0 && abs(distance - spread.squaredDistance(b, a)) < 1e-3 * distance)
    let half = zip(a, b).map { ($0 + $1) / 2 }
    #expect(abs(spread.squaredDistance(a, half) * 4 - distance) < 1e-3 * distance)
  }
}

extension [[Float]] {
  fileprivate var pair: ([Float], [Float]) { (self[0], self[1]) }
}
