import CallTypes
import TestSupport
import Testing

@testable import ConversationAnalysis

struct SpeechSpansTests {
  /// Spans of a channel drawn in steps of 10 ms.
  private func spans(
    _ drawing: String, settings: SpeechSpanSettings = SpeechSpanSettings()
  ) -> [TimeSpan] {
    let tracks = drawnTracks([speech(drawing, stepSeconds: 0.01)])
    let grid = tracks.channels[0].levelDBFS.grid
    return foundSpeech(
      in: tracks.channels[0], grid: grid, speechless: [], settings: settings,
      echo: EchoDetector.Settings()
    ).runs
      .map { grid.span(ofFrames: $0) }
  }

  @Test func `speech of exactly the minimum is kept, shorter is dropped`() {
    #expect(same(spans(run(".", 20) + run("#", 10) + run(".", 30)), [TimeSpan(0.2, 0.3)]))
    #expect(spans(run(".", 20) + run("#", 9) + run(".", 30)).isEmpty)
  }

  @Test func `a gap of exactly the maximum is closed, a longer one is not`() {
    let closed = spans(run("#", 20) + run(".", 20) + run("#", 20))
    #expect(same(closed, [TimeSpan(0, 0.6)]))
    let open = spans(run("#", 20) + run(".", 21) + run("#", 20))
    #expect(same(open, [TimeSpan(0, 0.2), TimeSpan(0.41, 0.61)]))
  }

  @Test func `gaps are closed before short runs are dropped`() {
    #expect(same(spans(run("#", 6) + run(".", 10) + run("#", 6)), [TimeSpan(0, 0.22)]))
  }

  @Test func `padding widens and joins, but stays inside the recording`() {
    var settings = SpeechSpanSettings()
    settings.paddingSeconds = 0.11
    let found = spans(run("#", 20) + run(".", 22) + run("#", 20), settings: settings)
    #expect(same(found, [TimeSpan(0, 0.62)]))
  }

  @Test func `speech begins at the onset and ends under the offset`() {
    var tracks = drawnTracks([speech(run(".", 100), stepSeconds: 0.01)])
    let probabilities: [Float] = [0.4, 0.46, 0.36, 0.34]
    tracks.channels[0].speechProbability.steps = probabilities.flatMap {
      [UInt8](repeating: UnitTrack.step(for: $0), count: 25)
    }
    tracks.channels[0].f0Strength.steps = [UInt8](repeating: 1, count: 100)
    var settings = SpeechSpanSettings()
    settings.onsetRatio = 0.45
    settings.minimumVoicedSeconds = 0
    let runs = foundSpeech(
      in: tracks.channels[0], grid: tracks.channels[0].levelDBFS.grid, speechless: [],
      settings: settings, echo: EchoDetector.Settings()
    ).runs
    #expect(runs == [25..<75])
  }

  /// The runs of speech of a word of which some frames are doubtful.
  ///
  /// - Parameters:
  ///   - word: Its frames.
  ///   - doubtful: The frames that are.
  ///   - ratio: Speech probability of these.
  ///   - rises: Whether they rise over the background.
  private func runs(
    ofWord word: Range<Int>, doubtful: Range<Int>, ratio: Float, rises: Bool
  ) -> [Range<Int>] {
    var tracks = drawnTracks([
      speech(run(".", word.lowerBound) + run("#", word.count) + run(".", 50), stepSeconds: 0.01)
    ])
    for frame in doubtful {
      tracks.channels[0].speechProbability.steps[frame] = UnitTrack.step(for: ratio)
      tracks.channels[0].f0Strength.steps[frame] = rises ? 1 : 0
    }
    return foundSpeech(
      in: tracks.channels[0], grid: tracks.channels[0].levelDBFS.grid, speechless: [],
      settings: SpeechSpanSettings(), echo: EchoDetector.Settings()
    ).runs
  }

  @Test func `an end that has faded into the background is taken off, and a beginning`() {
    let faded: Float = 0.5
    #expect(
      runs(ofWord: 50..<120, doubtful: 100..<120, ratio: faded, rises: false) == [50..<100])
    #expect(
      runs(ofWord: 50..<120, doubtful: 50..<70, ratio: faded, rises: false) == [70..<120])
  }

  @Test(arguments: [(20, Float(0.65), false), (20, 0.5, true), (21, 0.5, false)])
  func `an end that is probable, rises or is longer than a gap stays`(
    frames: Int, ratio: Float, rises: Bool
  ) {
    let word = 50..<100 + frames
    let found = runs(
      ofWord: word, doubtful: 100..<100 + frames, ratio: ratio, rises: rises)
    #expect(found == [word])
  }

  @Test(arguments: [(9, 1), (10, 2)])
  func `what hardly rises over the background beside a word is no speech`(
    risingFrames: Int, count: Int
  ) {
    let lane = speech(run(".", 50) + run("#", 50) + run(".", 50) + run("#", 50), stepSeconds: 0.01)
    var tracks = drawnTracks([lane])
    for frame in 150 + risingFrames..<200 { tracks.channels[0].f0Strength.steps[frame] = 0 }
    let runs = foundSpeech(
      in: tracks.channels[0], grid: tracks.channels[0].levelDBFS.grid, speechless: [],
      settings: SpeechSpanSettings(), echo: EchoDetector.Settings()
    ).runs
    #expect(runs.count == count && runs.first == 50..<100)
  }

  @Test(arguments: [(9, false), (10, true)])
  func `a channel with less than a vowel carries no speech`(voicedFrames: Int, speaks: Bool) {
    var lane = speech(run("#", 100) + run(".", 50) + run("#", 100), stepSeconds: 0.01)
    lane.f0Hz =
      [Float](repeating: 200, count: voicedFrames)
      + [Float](repeating: 0, count: 200 - voicedFrames)
    let tracks = drawnTracks([lane])
    let runs = foundSpeech(
      in: tracks.channels[0], grid: tracks.channels[0].levelDBFS.grid, speechless: [],
      settings: SpeechSpanSettings(), echo: EchoDetector.Settings()
    ).runs
    #expect(runs.count == (speaks ? 2 : 0))
  }

  @Test(arguments: [(34, 0, false), (35, 0, true), (34, 1, true)], [true, false])
  func `a burst without voice at the recording's edge is speech from a syllable's length on`(
    burst: (frames: Int, voiced: Int, isSpeech: Bool), isAtStart: Bool
  ) {
    let (words, edge) = (run("#", 100), run("#", burst.frames))
    let pause = run(".", 50)
    var lane = speech(
      isAtStart ? edge + pause + words : words + pause + edge, stepSeconds: 0.01)
    let heard =
      [Float](repeating: 0, count: burst.frames - burst.voiced)
      + [Float](repeating: 200, count: burst.voiced)
    let voice = [Float](repeating: 200, count: 100)
    lane.f0Hz = isAtStart ? heard + voice : voice + heard
    let tracks = drawnTracks([lane])
    let runs = foundSpeech(
      in: tracks.channels[0], grid: tracks.channels[0].levelDBFS.grid, speechless: [],
      settings: SpeechSpanSettings(), echo: EchoDetector.Settings()
    ).runs
    #expect(runs.count == (burst.isSpeech ? 2 : 1))
  }

  /// The gate lies 40 dB under loud speech at −20 dBFS (`#`): `z` is −60, the drawing has no −61.
  @Test func `frames far under loud speech are no speech`() {
    var settings = SpeechSpanSettings()
    let drawing = run("#", 400) + run(".", 50) + run("z", 50)
    settings.dynamicRangeDB = 39
    #expect(same(spans(drawing, settings: settings), [TimeSpan(0, 4)]))
    settings.dynamicRangeDB = 41
    #expect(same(spans(drawing, settings: settings), [TimeSpan(0, 4), TimeSpan(4.5, 5)]))
  }

  /// 15 s around count; `z` lies 40 dB under loud speech.
  @Test(arguments: [(8, false), (17, true)])
  func `a line that loses gain is not silent`(pauseSeconds: Int, isHeard: Bool) {
    var settings = SpeechSpanSettings()
    settings.dynamicRangeDB = 30
    let drawing = run("#", 400) + run(".", 100 * pauseSeconds) + run("z", 400)
    let (loud, start) = (TimeSpan(0, 4), Double(4 + pauseSeconds))
    #expect(
      same(
        spans(drawing, settings: settings),
        isHeard ? [loud, TimeSpan(start, start + 4)] : [loud]))
  }

  @Test func `a stretch with less speech than asked for counts by the whole side`() {
    var settings = SpeechSpanSettings()
    settings.dynamicRangeDB = 30
    let drawing = run("#", 400) + run(".", 3000) + run("z", 299)
    #expect(same(spans(drawing, settings: settings), [TimeSpan(0, 4)]))
    settings.leastLoudSpeechSeconds = 2.9
    #expect(spans(drawing, settings: settings).count == 2)
  }

  @Test func `a closure inside a word does not break it`() {
    var settings = SpeechSpanSettings()
    settings.dynamicRangeDB = 30
    #expect(
      same(
        spans(run("#", 40) + run("z", 8) + run("#", 40), settings: settings),
        [
          TimeSpan(0, 0.88)
        ]))
  }

  @Test func `nothing in, nothing out`() {
    #expect(spans("").isEmpty)
    #expect(spans(".").isEmpty)
    #expect(spans(run("0", 300)).isEmpty)
  }
}
