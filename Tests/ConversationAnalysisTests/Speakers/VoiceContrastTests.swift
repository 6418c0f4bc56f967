import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct VoiceContrastTests {
  /// A call of three voices in one channel; each character stands for 120 ms.
  private let byTurns = String(
    repeating: "ABC".map { "...." + String(repeating: $0, count: 30) }.joined(), count: 6)

  /// Paths of one, two and three voices, and how unlike the three are.
  ///
  /// - Parameters:
  ///   - wander: How far each turn lies from its voice's mean.
  ///   - f0Hz: F0 of each voice.
  private func compared(
    _ drawing: String, wander: Float = 0, f0Hz: [Character: Float] = [:]
  ) throws -> (paths: [SpeakerPath], places: [Int], contrast: VoiceContrast) {
    let settings = ConversationSettings()
    let tracks = sharedChannel(drawing, wander: wander, f0Hz: f0Hz)
    let channel = Conversation(tracks, roles: [.mixed], settings: settings).channels[0]
    let voices = try #require(channel.tracks.voices)
    let speech = SpeakerSeparation.VoicedPoints(voices, channel)
    let paths = speech.paths(voiceCounts: 1...3, settings: settings.speakers)
    let contrast = VoiceContrast(
      paths[2], of: speech, semitones: speech.semitones(of: channel, settings.voice),
      longestPoints: speech.stretchPoints(settings.speakers))
    return (paths, speech.places, contrast)
  }

  @Test func `voices that wander by themselves are nearer than steady ones at the same distance`()
    throws
  {
    let steady = try compared(byTurns).contrast.leastSquaredDistance
    let wandering = try compared(byTurns, wander: 0.5).contrast.leastSquaredDistance
    // Points of 120 ms lie at a distance of 4 with a variance of 0.12 a coordinate, means of 8 at 0.015:
    // with 30 stretches of a variance of 0.08 beside the 72 of the call, 16 / 0.034.
    #expect(abs(steady - 470) < 70)
    #expect(wandering < steady * 0.7)
  }

  @Test func `F0 counts where all three differ`() throws {
    let one = try compared(byTurns, f0Hz: ["A": 120, "B": 120, "C": 120]).contrast
    #expect(one.leastF0Semitones == 0)
    // 12 log₂ 1.2; 120 Hz lie further off.
    let three = try compared(byTurns, f0Hz: ["A": 120, "B": 200, "C": 240]).contrast
    #expect(abs(three.leastF0Semitones - 3.16) < 0.05)
    #expect(try compared(byTurns).contrast.leastF0Semitones == 0)
  }

  @Test func `who are alike and answer each other are told from who never do`() throws {
    // All are equally far apart, so that the two who speak least are the pair.
    let apart = "....AAAAAAAAAAAAAAAA....BBBBBBBB....AAAAAAAAAAAAAAAA....CCCCCC"
    let never = try compared(String(repeating: apart, count: 6)).contrast
    #expect(never.alikeChangeRatio == 0)
    // A, B and C by turns: of the changes to and from the rarest, every other one is with its like.
    let always = try compared(
      String(repeating: "....AAAAAAAAAAAAAAAA....BBBBBBBB....CCCCCC", count: 6)
    ).contrast
    #expect(abs(always.alikeChangeRatio - 0.5) < 0.1)
  }

  @Test(arguments: [
    (60.0, 0.0, 0.45, 2), (120.0, 0.0, 0.45, 3),
    (60.0, 3.9, 0.45, 3), (60.0, 0.5, 0.45, 2),
    (120.0, 0.0, 1.0, 2), (120.0, 0.0, 0.0, 3),
  ]) func `distance, F0 and who answers whom say whether there are three`(
    distance: Double, semitones: Double, alike: Double, partyCount: Int
  ) throws {
    let (paths, places, _) = try compared(byTurns)
    let contrast = VoiceContrast(
      leastSquaredDistance: distance, leastF0Semitones: semitones, alikeChangeRatio: alike)
    let features = PartyFeatures(
      paths: paths, places: places, thirdContrast: contrast, speechSeconds: 64.8)
    #expect(SpeakerEvidence(features, SpeakerSettings()).partyCount == partyCount)
  }

  @Test(arguments: [(0.28, 2), (0.38, 3)]) func `what is likely before is a setting`(
    ratio: Double, partyCount: Int
  ) throws {
    let (paths, places, _) = try compared(byTurns)
    // Log odds of 0.69 without it: even at a third.
    let contrast = VoiceContrast(
      leastSquaredDistance: 86.5, leastF0Semitones: 0, alikeChangeRatio: 0.45)
    var settings = SpeakerSettings()
    settings.thirdPartyRatio = ratio
    let features = PartyFeatures(
      paths: paths, places: places, thirdContrast: contrast, speechSeconds: 64.8)
    #expect(SpeakerEvidence(features, settings).partyCount == partyCount)
  }
}
