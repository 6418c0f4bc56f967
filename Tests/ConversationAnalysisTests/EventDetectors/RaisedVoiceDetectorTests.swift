import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// EV104. Calm speech is drawn `k`, −30 dBFS at 200 Hz; `g` lies 8 dB over it, `i` 4, `f` 10.
struct RaisedVoiceDetectorTests {
  /// Two semitones over 200 Hz are 224.49 Hz.
  private static let raisedHz: Float = 225

  /// A side that says parts one after the other: level, tenths of a second, F0.
  private func side(_ parts: (level: Character, tenths: Int, f0Hz: Float)...) -> Lane {
    var lane = speech(parts.map { run($0.level, $0.tenths) }.joined())
    lane.f0Hz = parts.flatMap { part in
      part.level == "." ? [] : [Float](repeating: part.f0Hz, count: part.tenths * 10)
    }
    return lane
  }

  private func events(_ lane: Lane) -> [CallEvent] {
    analysis(lane, speech(".")).events(.raisedVoice)
  }

  @Test(arguments: [
    (Character("g"), Float(225), 1), ("g", 224, 0), ("i", 225, 0), ("f", 260, 1), ("f", 200, 0),
  ])
  func `level and height have both to rise`(level: Character, f0Hz: Float, count: Int) throws {
    let found = events(side(("k", 100, 200), (level, 20, f0Hz), ("k", 100, 200)))
    #expect(found.count == count)
    guard count == 1 else { return }
    let event = try #require(found.first)
    #expect(event.party == .agent && event.cause == nil)
    // Windows are of a second.
    #expect(abs(event.startSeconds - 10) < 1 && abs(event.endSeconds - 12) < 1)
    #expect(try #require(event.values[.levelRiseDB]) >= 6 - 1e-3)
    #expect(try #require(event.values[.f0RiseSemitones]) >= 2)
    #expect(try #require(event.values[.speechSeconds]) >= 2)
    #expect(try #require(event.values[.levelDBFS]) >= -24)
    #expect(try #require(event.values[.levelDBFS]) <= -20)
  }

  @Test(arguments: [(10, 1), (6, 0)])
  func `a raised voice lasts about a second`(tenths: Int, count: Int) {
    // Ten decibels for 0.6 s are 5.7 over the windows that they touch.
    let lane = side(("k", 100, 200), ("f", tenths, Self.raisedHz), ("k", 100, 200))
    #expect(events(lane).count == count)
  }

  @Test(arguments: [(7.5, 1), (8.5, 0)])
  func `the limit of the level is a setting`(limitDB: Double, count: Int) {
    var settings = ConversationSettings()
    settings.raisedVoice.levelRiseDB = limitDB
    // Eight decibels for so long that the edges do not matter.
    let lane = side(("k", 300, 200), ("g", 150, Self.raisedHz), ("k", 300, 200))
    #expect(analysis(lane, speech("."), settings: settings).events(.raisedVoice).count == count)
  }

  @Test func `a gain step is no shouting, however lively the voice is after it`() {
    var lane = side(("k", 200, 200), ("f", 200, 200))
    // A second three semitones up, a second three down, again and again.
    lane.f0Hz =
      (0..<20).flatMap { _ in
        [Float](repeating: 238, count: 100) + [Float](repeating: 168, count: 100)
      }
    #expect(events(lane).isEmpty)
  }

  @Test func `a gain lifts the background with the voice`() {
    let lane = side(("k", 100, 200), ("f", 20, 250), ("k", 100, 200))
    #expect(events(lane).count == 1)
    var tracks = drawnTracks([lane])
    for second in 10..<12 { tracks.channels[0].noiseFloorDBFS.values[second] += 10 }
    let result = analyze(tracks, roles: [.agent], settings: ConversationSettings())
    #expect(result.events(.raisedVoice).isEmpty)
  }

  @Test func `a raised voice begins and ends where the voice is raised`() throws {
    // Two seconds of 10 dB more; windows of a second that hold four tenths of it are loud, too, and
    // would make it more than three. What is left of them: a quarter of a second at each end.
    let found = try #require(
      events(side(("k", 100, 200), ("f", 20, Self.raisedHz), ("k", 100, 200))).first)
    #expect(abs(found.span.startSeconds - 10) < 0.25 && abs(found.span.endSeconds - 12) < 0.25)
    #expect(abs((found.values[.speechSeconds] ?? 0) - 2) < 0.5)
  }

  @Test func `an octave error is no raised voice`() {
    #expect(events(side(("k", 100, 200), ("f", 20, 402), ("k", 100, 200))).isEmpty)
  }

  @Test(arguments: [(Float(225), 1), (0, 0)])
  func `what has no height is not raised`(f0Hz: Float, count: Int) {
    #expect(events(side(("k", 100, 200), ("f", 20, f0Hz), ("k", 100, 200))).count == count)
    #expect(events(side(("k", 100, 0), ("f", 20, f0Hz), ("k", 100, 0))).isEmpty)
  }

  @Test func `who shouts most of the time still shouts`() {
    let lane = side(("k", 60, 200), ("f", 140, 250), ("k", 40, 200), ("f", 60, 250))
    let spans = events(lane).map(\.span)
    #expect(spans.count == 2)
    #expect(spans.map(\.durationSeconds).reduce(0, +) > 18)
  }

  @Test func `a line that fails halfway makes no shout of what was said before`() {
    var lane = side(("f", 150, 200), ("t", 600, 200))
    lane.f0Hz = (0..<75).flatMap { second in
      [Float](repeating: second < 8 ? 240 : 190, count: 100)
    }
    let result = analysis(lane, speech("."))
    #expect(result.events(.lowVolume).count == 1)
    #expect(result.events(.raisedVoice).isEmpty)
  }

  @Test(arguments: [(9, 1), (12, 2)])
  func `a pause of more than a second parts two raised voices`(pauseTenths: Int, count: Int) {
    let lane = side(
      ("k", 100, 200), ("f", 20, 250), (".", pauseTenths, 0), ("f", 20, 250), ("k", 100, 200))
    #expect(events(lane).count == count)
  }

  @Test func `an outburst with a soft syllable in the middle is one raised voice`() throws {
    // Windows of a second at both ends are loud and share speech, those between hold the soft part only.
    let lane = side(
      ("k", 100, 200), ("c", 3, 250), ("n", 11, 250), ("c", 3, 250), ("k", 100, 200))
    let event = try #require(events(lane).first)
    #expect(events(lane).count == 1)
    #expect(try #require(event.values[.speechSeconds]) <= event.span.durationSeconds + 1e-3)
    #expect(try #require(event.values[.levelRiseDB]) >= 6)
  }

  @Test(arguments: [(84, 1), (80, 0)])
  func `less than ten seconds of speech have no usual voice`(calmTenths: Int, count: Int) {
    let lane = side(("k", calmTenths / 2, 200), ("f", 16, 250), ("k", calmTenths / 2, 200))
    #expect(events(lane).count == count)
  }

  @Test func `either side and a mixed channel may shout`() {
    let lane = side(("k", 100, 200), ("f", 20, 250), ("k", 100, 200))
    let customer = analysis(speech(run(".", 220)), lane)
    #expect(customer.events(.raisedVoice).map(\.party) == [.customer])
    let mono = analysis(lane, roles: [.mixed])
    #expect(mono.events(.raisedVoice).map(\.party) == [.mixed])
  }

  @Test(arguments: ["", ".", "#", ".........."])
  func `silence and a moment hold no raised voice`(drawing: String) {
    #expect(events(speech(drawing)).isEmpty)
    #expect(events(speech(drawing, stepSeconds: 0.01)).isEmpty)
  }
}
