import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

/// What looks like speech beside music. Music plays until 10 s, where told again from 20 to 30 s.
struct MusicTakenForSpeechTests {
  /// The agent's speech and music, with drawn tenths of a second from 12 s on.
  private func agent(
    _ drawing: String, at startSeconds: Int = 12, periodicity: [Float] = Lane.words,
    musicSteps: UInt8 = 0, music: [TimeSpan] = [TimeSpan(0, 10), TimeSpan(20, 30)],
    settings: ConversationSettings = ConversationSettings()
  ) -> (speech: [TimeSpan], music: [TimeSpan]) {
    var lane = speech(run(".", 10 * startSeconds) + drawing + run(".", 400))
    lane.periodicity = periodicity
    lane.music = music
    var tracks = drawnTracks([lane])
    let grid = tracks.channels[0].musicProbability.grid
    for second in 0..<grid.frameCount where tracks.channels[0].musicProbability.steps[second] == 0 {
      tracks.channels[0].musicProbability.steps[second] = musicSteps
    }
    let result = analyze(tracks, roles: [.agent], settings: settings)
    return (result.parties[.agent]?.speech ?? [], result.events(.music).map(\.span))
  }

  @Test func `words between two stretches of music are words, and part the music`() {
    let (words, music) = agent(run("#", 20))
    #expect(same(words, [TimeSpan(12, 14)]))
    #expect(same(music, [TimeSpan(0, 10), TimeSpan(20, 30)]))
  }

  @Test func `a sound whose periodicity never breaks off is music, and joins the music around`() {
    let (words, music) = agent(run("#", 20), periodicity: [1])
    #expect(words.isEmpty)
    #expect(same(music, [TimeSpan(0, 30)]))
  }

  @Test(arguments: [(1, false), (2, true)])
  func `a consonant in ten frames breaks nothing, two do`(weakCount: Int, isSpeech: Bool) {
    let cycle: [Float] = (0..<10).map { $0 < weakCount ? 0.2 : 1 }
    #expect(agent(run("#", 20), periodicity: cycle).speech.isEmpty != isSpeech)
  }

  @Test(arguments: [(Float(0), 0, false), (0.2, 0, true), (0, 1, false), (0, 2, true)])
  func `rests between notes break nothing, consonants do`(
    strength: Float, weakCount: Int, isSpeech: Bool
  ) {
    // Of fifty frames ten are rests or consonants, and one or two of the others are weak: 39 or 38 of the
    // 40 that sound, 0.975 and 0.95, are strong.
    let cycle: [Float] = (0..<50).map { $0 < 10 ? strength : $0 < 10 + weakCount ? 0.2 : 1 }
    #expect(agent(run("#", 20), periodicity: cycle).speech.isEmpty != isSpeech)
  }

  @Test(arguments: [(Float(0.7), false), (0.69, true)])
  func `a frame weaker than the limit breaks a sound`(strength: Float, isSpeech: Bool) {
    #expect(agent(run("#", 20), periodicity: [strength]).speech.isEmpty != isSpeech)
  }

  @Test(arguments: [(10, false), (9, true)])
  func `after the music only a second of unbroken sound is music`(tenths: Int, isSpeech: Bool) {
    #expect(agent(run("#", tenths), at: 33, periodicity: [1]).speech.isEmpty != isSpeech)
  }

  @Test(arguments: [(UInt8(39), false), (38, true)])
  func `the detector is sure of words that they are no music`(steps: UInt8, isSpeech: Bool) {
    // 0.15 is 38.25 of 255.
    #expect(agent(run("#", 20), musicSteps: steps).speech.isEmpty != isSpeech)
  }

  @Test(arguments: [(49, false), (51, true)])
  func `more than forty seconds from music nothing is doubted`(startSeconds: Int, isSpeech: Bool) {
    let found = agent(
      run("#", 20), at: startSeconds, periodicity: [1], musicSteps: 40, music: [TimeSpan(0, 10)])
    #expect(found.speech.isEmpty != isSpeech)
  }

  @Test(arguments: [("#####...#####", true), ("#####...####", false)])
  func `less than a second between two stretches of music is no return`(
    drawing: String, isSpeech: Bool
  ) {
    #expect(agent(drawing).speech.isEmpty != isSpeech)
    // After the music, a short word is one.
    #expect(!agent(drawing, at: 33).speech.isEmpty)
  }

  @Test func `short unbroken sounds between music are music together`() {
    // Two of 0.6 s.
    let found = agent("######...######", periodicity: [1])
    #expect(found.speech.isEmpty)
    #expect(!agent("######...######", periodicity: Lane.words).speech.isEmpty)
  }

  @Test func `without music nothing is doubted, and no sound is no music`() {
    #expect(!agent(run("#", 20), periodicity: [1], musicSteps: 40, music: []).speech.isEmpty)
    let quiet = agent("")
    #expect(quiet.speech.isEmpty && same(quiet.music, [TimeSpan(0, 10), TimeSpan(20, 30)]))
  }

  @Test func `how near and how long are settings`() {
    var settings = ConversationSettings()
    settings.music.nearSeconds = 1
    #expect(!agent(run("#", 20), periodicity: [1], settings: settings).speech.isEmpty)
    settings = ConversationSettings()
    settings.music.unbrokenSeconds = 3
    #expect(!agent(run("#", 20), at: 33, periodicity: [1], settings: settings).speech.isEmpty)
  }
}
