import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Syllables of any rate: the smoothing follows it.
struct SyllableNucleiTests {
  /// 60 ms for every rate: a moving mean of five frames.
  private static let fixedSmoothing = {
    var settings = ConversationSettings()
    settings.voice.smoothingSeconds = 0.06
    settings.voice.shortestSmoothingSeconds = settings.voice.smoothingSeconds
    settings.voice.longestSmoothingSeconds = settings.voice.smoothingSeconds
    return settings
  }()

  /// Syllable rate of cells drawn in hundredths of a second, one after the other for 24 s and more.
  private func rate(of cells: String, settings: ConversationSettings = ConversationSettings())
    throws
    -> Double
  {
    let drawing = String(repeating: cells, count: 2400 / cells.count + 1) + run(".", 100)
    let result = analysis(speech(drawing, stepSeconds: 0.01), speech("."), settings: settings)
    return try #require(result.parties[.agent]?.syllablesPerSecond)
  }

  @Test func `a ripple in a slow syllable is no syllable`() throws {
    // Two a second, every other one with a ripple of 6 dB for 30 ms: three a second with 60 ms.
    let cells = run("#", 16) + "iii" + run("#", 16) + run("i", 15) + run("#", 35) + run("i", 15)
    #expect(abs(try rate(of: cells) - 2) < 0.1)
    #expect(abs(try rate(of: cells, settings: Self.fixedSmoothing) - 3) < 0.1)
  }

  @Test func `a short dip between fast syllables parts them`() throws {
    // Four in 0.48 s, one of the dips 20 ms long and 8 dB: 8.3 a second, 6.3 with 60 ms.
    let deep = run("#", 8) + run("i", 4)
    let cells = deep + deep + deep + run("#", 10) + "jj"
    #expect(abs(try rate(of: cells) - 100.0 / 12) < 0.15)
    #expect(abs(try rate(of: cells, settings: Self.fixedSmoothing) - 100.0 / 16) < 0.15)
  }

  @Test(arguments: [(pause: Character("z"), noiseDBFS: Float(-70)), (pause: "o", noiseDBFS: -38)])
  func `pauses between fast words do not lengthen their syllables`(
    pause: Character, noiseDBFS: Float
  ) throws {
    // Three syllables in 0.25 s, parted by 20 ms that lie 6 dB down, then 0.18 s of pause, silent or
    // full of noise: 12 a second, which a moving mean that fits 7 a second would melt into one.
    let word = run("#", 7) + "ii" + run("#", 7) + "ii" + run("#", 7)
    let drawing = String(repeating: word + run(pause, 18), count: 60) + run(".", 100)
    var lane = speech(drawing, stepSeconds: 0.01)
    lane.noiseFloorDBFS = noiseDBFS
    var settings = ConversationSettings()
    settings.voice.smoothingSeconds = 0.03  // finds them all; what is asked is whether they stay
    let result = analysis(lane, speech("."), settings: settings)
    let agent = try #require(result.parties[.agent])
    let count = try #require(agent.syllablesPerSecond) * agent.speechSeconds
    #expect(abs(count - 180) < 2)
  }

  @Test func `a dip of less than the least parts no syllables`() throws {
    // Four a second with 'h' 4 dB and 'g' 2 dB down; the least is 3.5 dB.
    #expect(abs(try rate(of: run("#", 13) + run("h", 12)) - 4) < 0.15)
    #expect(try rate(of: run("#", 13) + run("g", 12)) < 0.1)
  }

  /// Rate of twenty seconds of four syllables a second, of one periodicity after the first moments:
  /// a channel without any voice has no speech.
  private func rate(ofStrength strengthRatio: Float, hasF0: Bool) throws -> Double? {
    let drawing = syllables(period: 25, hundredths: 2000) + run(".", 100)
    var tracks = drawnTracks([speech(drawing, stepSeconds: 0.01), speech(".")])
    let grid = tracks.channels[0].f0Strength.grid
    let voicedCount = 20
    let weak = UnitTrack.step(for: strengthRatio)
    tracks.channels[0].f0Strength = UnitTrack(
      grid: grid, steps: (0..<grid.frameCount).map { $0 < voicedCount ? 255 : weak })
    if !hasF0 {
      tracks.channels[0].f0Hz = F0Track(
        grid: grid, valuesOrZeroHz: (0..<grid.frameCount).map { $0 < voicedCount ? 200 : 0 })
    }
    let result = analyze(
      tracks, roles: [.agent, .customer], settings: ConversationSettings())
    return try #require(result.parties[.agent]).syllablesPerSecond
  }

  @Test func `a periodic peak is a syllable where F0 has no path, too`() throws {
    let least = Float(ConversationSettings().voice.syllableStrengthRatio)
    for hasF0 in [true, false] {
      let found = try #require(try rate(ofStrength: least, hasF0: hasF0))
      #expect(abs(found - 4) < 0.1)
    }
  }

  @Test func `hiss has peaks, but no syllables`() throws {
    let least = Float(ConversationSettings().voice.syllableStrengthRatio)
    // The one syllable of the first moments.
    let found = try #require(try rate(ofStrength: least - 0.05, hasF0: false))
    #expect(found < 0.1)
  }

  @Test func `fast and slow stretches of a side are each smoothed for themselves`() throws {
    let fast = String(repeating: run("#", 6) + run("i", 4), count: 100)
    let slow = String(
      repeating: run("#", 16) + "iii" + run("#", 16) + run("i", 15) + run("#", 35) + run("i", 15),
      count: 10)
    let drawing = fast + run(".", 200) + slow + run(".", 200)
    let result = analysis(speech(drawing, stepSeconds: 0.01), speech("."))
    let agent = try #require(result.parties[.agent])
    let count = try #require(agent.syllablesPerSecond) * agent.speechSeconds
    // A hundred fast ones and twenty slow ones; a ripple in the first moments may count.
    #expect(abs(count - 120) < 2)
  }
}
