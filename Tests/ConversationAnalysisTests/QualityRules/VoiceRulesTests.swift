import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about the voice: QC105, QC106, QC118, QC119, QC120.
struct VoiceRulesTests {
  @Test func `ten seconds of quiet speech are too much for either party`() throws {
    // p = −40 dBFS.
    let loud = speech(run("#", 100) + run(".", 100), stepSeconds: 1)
    let quiet = speech(
      run(".", 100) + run("#", 50) + run("p", 12) + run("#", 38), stepSeconds: 1)
    let customer = analysis(loud, quiet)
    #expect(try #require(customer.flag("QC105")).value >= 10)
    #expect(customer.flag("QC106") == nil)
    let agent = analysis(quiet, loud)
    #expect(agent.flag("QC106")?.party == .agent)
    #expect(agent.flag("QC105") == nil)
  }

  @Test func `a fifth of quiet speech is too much`() throws {
    let loud = speech(run("#", 30) + run(".", 30), stepSeconds: 1)
    let fifth = analysis(
      loud, speech(run(".", 31) + run("#", 20) + ".." + run("p", 6), stepSeconds: 1))
    #expect(try #require(fifth.flag("QC105")).unit == .ratio)
    let less = analysis(
      loud, speech(run(".", 31) + run("#", 26) + ".." + run("p", 4), stepSeconds: 1))
    #expect(less.events(.lowVolume).count == 1)
    #expect(less.flag("QC105") == nil)
  }

  @Test func `little speech has no share of quiet speech`() {
    let result = analysis(
      speech(run("#", 100)), speech(run(".", 100) + run("p", 49)))
    #expect(result.undecided("QC105") == .notEnoughSpeech)
  }

  /// An agent whose F0 goes up and down by the given number of semitones about 200 Hz.
  private func agent(semitones: Float, seconds: Int) -> Lane {
    var lane = speech(run("#", seconds) + run(".", 1), stepSeconds: 1)
    // 2^(1/12) to the power of ±semitones, by repeated small steps of a hundredth.
    var up: Float = 200
    var down: Float = 200
    for _ in 0..<Int(semitones * 100) {
      up *= 1.000_577_79
      down /= 1.000_577_79
    }
    lane.f0Hz = [up, 200, down]
    return lane
  }

  @Test(arguments: [(Float(1.8), true), (1.9, false)])
  func `a spread under one and a half semitones is flat`(semitones: Float, flagged: Bool) throws {
    // Of ±x and 0 in equal parts the spread is x·√(2/3): 1.47 and 1.55.
    let result = analysis(
      agent(semitones: semitones, seconds: 25), speech(run(".", 26), stepSeconds: 1))
    let spread = try #require(result.parties[.agent]?.f0SpreadSemitones)
    #expect(abs(spread - Double(semitones) * 0.816_5) < 0.01)
    #expect(result.parties[.agent]?.f0MedianHz == 200)
    #expect((result.flag("QC118") != nil) == flagged)
  }

  @Test(arguments: [(3.8, 5, true), (3.6, 5, false), (3.8, 4, false)])
  func `a spread under half of that of earlier calls is flat`(
    usualSemitones: Double, callCount: Int, flagged: Bool
  ) throws {
    // ±2.3 semitones: a spread of 1.88.
    let result = analyze(
      drawnTracks([agent(semitones: 2.3, seconds: 25), speech(run(".", 26), stepSeconds: 1)]),
      roles: [.agent, .customer], settings: ConversationSettings(),
      agentHistory: AgentHistory(callCount: callCount, f0SpreadSemitones: usualSemitones))
    let flag = result.flag("QC118")
    #expect((flag != nil) == flagged)
    #expect(flag.map { $0.baseline == .history && $0.threshold == usualSemitones / 2 } ?? true)
  }

  @Test func `an agent who is always flat is found all the same`() {
    let result = analyze(
      drawnTracks([agent(semitones: 1, seconds: 25), speech(run(".", 26), stepSeconds: 1)]),
      roles: [.agent, .customer], settings: ConversationSettings(),
      agentHistory: AgentHistory(callCount: 5, f0SpreadSemitones: 0.8))
    #expect(result.flag("QC118") != nil && result.flag("QC118")?.baseline == nil)
  }

  @Test func `intonation needs twenty seconds of voice`() {
    let other = speech(run(".", 30), stepSeconds: 1)
    #expect(analysis(agent(semitones: 0, seconds: 20), other).flag("QC118") != nil)
    let short = analysis(agent(semitones: 0, seconds: 19), other)
    #expect(short.undecided("QC118") == .notEnoughSpeech)
  }

  @Test func `octave errors do not make a flat voice lively`() throws {
    var lane = speech(run("#", 25), stepSeconds: 1)
    lane.f0Hz = [200, 200, 200, 200, 200, 200, 200, 200, 200, 402, 99]
    let result = analysis(lane, speech(run(".", 25), stepSeconds: 1))
    #expect(result.parties[.agent]?.f0SpreadSemitones == 0)
  }

  /// Speech with one syllable every `period` hundredths of a second: 6 dB up and down.
  private func syllables(period: Int, seconds: Int) -> Lane {
    let half = period / 2
    let cell = run("#", half) + run("i", period - half)
    let drawing = String(repeating: cell, count: seconds * 100 / period)
    return speech(drawing + run(".", 100), stepSeconds: 0.01)
  }

  @Test(arguments: [(14, true, false), (16, false, false), (38, false, false), (42, false, true)])
  func `rates are compared with both limits`(period: Int, fast: Bool, slow: Bool) throws {
    let lane = syllables(period: period, seconds: 21)
    let result = analysis(lane, speech(run(".", 220)))
    let rate = try #require(result.parties[.agent]?.syllablesPerSecond)
    #expect(abs(rate - 100 / Double(period)) < 0.1)
    #expect((result.flag("QC119") != nil) == fast)
    #expect((result.flag("QC120") != nil) == slow)
  }

  @Test func `unvoiced peaks and faint peaks are no syllables`() throws {
    var lane = syllables(period: 20, seconds: 21)
    // As little voice as makes a channel speak: ten frames, in one syllable.
    lane.f0Hz = [Float](repeating: 200, count: 10) + [Float](repeating: 0, count: 5000)
    var tracks = drawnTracks([lane, speech(run(".", 220))])
    let heights = tracks.channels[0].f0Hz
    tracks.channels[0].f0Strength = UnitTrack(
      grid: heights.grid, steps: (0..<heights.grid.frameCount).map { heights[$0] == nil ? 0 : 255 })
    let unvoiced = analyze(
      tracks, roles: [.agent, .customer], settings: ConversationSettings())
    let rate = try #require(unvoiced.parties[.agent]?.syllablesPerSecond)
    #expect(rate < 0.1)
    // u = −50: 30 dB under #; s = −46: 26 dB under. The range is 28 dB.
    for (letter, count) in [(Character("u"), 1.0), ("s", 2.0)] {
      let pair = run("#", 300) + run("x", 15) + run(letter, 30) + run("x", 15) + run("#", 300)
      let result = analysis(speech(pair, stepSeconds: 0.01), speech("."))
      let seconds = try #require(result.parties[.agent]?.speechSeconds)
      let rate = try #require(result.parties[.agent]?.syllablesPerSecond)
      #expect(abs(rate * seconds - (1 + count)) < 0.01)
    }
  }

  @Test func `rate needs twenty seconds of speech`() {
    let result = analysis(syllables(period: 10, seconds: 19), speech("."))
    #expect(result.undecided("QC119") == .notEnoughSpeech)
    #expect(result.undecided("QC120") == .notEnoughSpeech)
  }
}
