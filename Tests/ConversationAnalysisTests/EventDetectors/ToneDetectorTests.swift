import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// A lane in which tones of the given frequencies sound, and look like speech.
private func lane(
  _ bursts: [(start: Double, end: Double)], hz: [Double], levelDBFS: Double = -22,
  words: String = ""
) -> Lane {
  var cells = Array(words.isEmpty ? run(".", 400) : words)
  for burst in bursts {
    for cell in Int((burst.start * 10).rounded())..<Int((burst.end * 10).rounded()) {
      cells[cell] = "#"
    }
  }
  var lane = speech(String(cells))
  lane.tones = bursts.map {
    ToneSegment(
      span: TimeSpan($0.start, $0.end), kind: hz.isEmpty ? .key : .steady, frequenciesHz: hz,
      levelDBFS: levelDBFS)
  }
  return lane
}

/// Bursts of a cadence of seconds on and off in turn, again and again until the end.
private func bursts(
  _ cadence: [Double], from start: Double = 1, to end: Double
) -> [(start: Double, end: Double)] {
  var found: [(start: Double, end: Double)] = []
  var (position, step) = (start, 0)
  while position + cadence[step % cadence.count] <= end + 1e-9 {
    let next = position + cadence[step % cadence.count]
    if step.isMultiple(of: 2) { found.append((position, next)) }
    (position, step) = (next, step + 1)
  }
  return found
}

/// One cadence of ITU-T E.180 supplement 2, and what it means.
private struct Cadence: CustomTestStringConvertible, Sendable {
  var country: String
  var hz: [Double]
  var cadence: [Double]
  var cause: EventCause
  var ringCount: Int?

  var testDescription: String { "\(country) \(cause)" }
}

private let cadences = [
  Cadence(country: "China", hz: [450], cadence: [1, 4], cause: .ringback, ringCount: 4),
  Cadence(country: "Germany", hz: [425], cadence: [1, 4], cause: .ringback, ringCount: 4),
  Cadence(country: "France", hz: [440], cadence: [1.5, 3.5], cause: .ringback, ringCount: 4),
  Cadence(country: "Sweden", hz: [425], cadence: [1, 5], cause: .ringback, ringCount: 4),
  Cadence(country: "USA", hz: [440, 480], cadence: [2, 4], cause: .ringback, ringCount: 3),
  Cadence(
    country: "Britain", hz: [400, 450], cadence: [0.4, 0.2, 0.4, 2], cause: .ringback,
    ringCount: 7),
  Cadence(
    country: "Australia", hz: [425], cadence: [0.4, 0.2, 0.4, 2], cause: .ringback, ringCount: 7),
  Cadence(country: "China", hz: [450], cadence: [0.4, 0.4], cause: .busy),
  Cadence(country: "China, congestion", hz: [450], cadence: [0.7, 0.7], cause: .busy),
  Cadence(country: "Britain", hz: [400], cadence: [0.4, 0.4], cause: .busy),
  Cadence(country: "Germany", hz: [425], cadence: [0.5, 0.5], cause: .busy),
  Cadence(country: "Germany, congestion", hz: [425], cadence: [0.2, 0.2], cause: .busy),
  Cadence(country: "USA", hz: [480, 620], cadence: [0.5, 0.5], cause: .busy),
  Cadence(country: "USA, reorder", hz: [480, 620], cadence: [0.2, 0.3], cause: .busy),
  Cadence(country: "China", hz: [450], cadence: [9], cause: .dialTone),
  Cadence(country: "USA", hz: [350, 440], cadence: [9], cause: .dialTone),
  Cadence(country: "Britain", hz: [350, 450], cadence: [9], cause: .dialTone),
  Cadence(country: "CNG", hz: [1100], cadence: [0.5, 3], cause: .fax),
]

struct ToneDetectorTests {
  @Test(arguments: [(3, 0.1, 0.1, 1), (2, 0.1, 0.1, 2), (3, 0.5, 0.1, 3), (3, 0.1, 1.0, 3)])
  func `three short beeps within a second are one event`(
    count: Int, soundSeconds: Double, restSeconds: Double, events: Int
  ) {
    let sounds = (0..<count).map { number -> (start: Double, end: Double) in
      let start = 1 + Double(number) * (soundSeconds + restSeconds)
      return (start, start + soundSeconds)
    }
    let found = analysis(lane(sounds, hz: [2000]), speech(run(".", 400))).events(.tone)
    #expect(found.map(\.cause) == [EventCause?](repeating: .beep, count: events))
  }

  @Test func `a special information tone is one event`() {
    // ITU-T E.180: 950, 1400 and 1800 Hz for a third of a second each.
    var lane = speech(run(".", 400))
    lane.tones = [950.0, 1400, 1800].enumerated().map { place, hz in
      let start = 1 + Double(place) / 3
      return ToneSegment(
        span: TimeSpan(start, start + 0.33), kind: .steady, frequenciesHz: [hz], levelDBFS: -20)
    }
    #expect(analysis(lane, speech(run(".", 400))).events(.tone).map(\.cause) == [.beep])
  }

  @Test(arguments: cadences)
  private func `a cadence is one event of its cause`(cadence: Cadence) {
    let end = cadence.cadence.count == 1 ? 10.0 : 20.5
    let sounds =
      cadence.cadence.count == 1 ? [(start: 1.0, end: 10.0)] : bursts(cadence.cadence, to: end)
    let result = analysis(speech(run(".", 400)), lane(sounds, hz: cadence.hz))
    let events = result.events(.tone)
    #expect(events.map(\.cause) == [cadence.cause])
    #expect(events.first?.party == .customer)
    #expect(events.first?.values[.ringCount] == cadence.ringCount.map(Double.init))
    #expect(same(events.map(\.span), [TimeSpan(1, sounds.last?.end ?? 0)]))
    #expect(events.first?.values[.levelDBFS] == -22)
  }

  @Test func `one ring of a second is a ringback, a short one a beep`() {
    let ring = analysis(speech(run(".", 400)), lane([(1, 2)], hz: [450]))
    #expect(ring.causes(.tone) == [.ringback])
    let short = analysis(speech(run(".", 400)), lane([(1, 1.3)], hz: [450]))
    #expect(short.causes(.tone) == [.beep])
  }

  @Test func `ringing that turns into a busy tone is two events`() {
    let sounds = bursts([1, 4], to: 12) + bursts([0.4, 0.4], from: 16, to: 20)
    let result = analysis(speech(run(".", 400)), lane(sounds, hz: [450]))
    #expect(result.causes(.tone) == [.ringback, .busy])
  }

  @Test func `a dial tone and the ringing after it are two events`() {
    let sounds = [(start: 1.0, end: 5.0)] + bursts([1, 4], from: 9, to: 20)
    let result = analysis(speech(run(".", 400)), lane(sounds, hz: [425]))
    #expect(result.causes(.tone) == [.dialTone, .ringback])
  }

  @Test func `beeps and the answer of a fax stand alone`() {
    let beeps = analysis(
      speech(run(".", 400)), lane([(1, 1.4), (16, 16.4)], hz: [1400]))
    #expect(beeps.causes(.tone) == [.beep, .beep])
    #expect(analysis(speech(run(".", 400)), lane([(1, 4)], hz: [2100])).causes(.tone) == [.fax])
    #expect(analysis(speech(run(".", 400)), lane([(1, 3)], hz: [2100])).causes(.tone) == [.beep])
  }

  @Test func `keys are counted, and only counted`() throws {
    let result = analysis(
      speech(run(".", 400)), lane(bursts([0.1, 0.3], to: 5), hz: []))
    let event = try #require(result.events(.tone).first)
    #expect(result.events(.tone).count == 1)
    #expect(event.cause == .dtmf)
    #expect(event.values[.digitCount] == 10)
    #expect(
      Set(event.values.keys) == [.digitCount, .durationSeconds, .levelDBFS, .suppressedSeconds])
  }

  @Test(arguments: [(3.0, 1), (3.1, 2)])
  func `keys more than three seconds apart are two numbers`(rest: Double, count: Int) {
    let result = analysis(
      speech(run(".", 400)), lane([(1, 1.1), (1.1 + rest, 1.2 + rest)], hz: []))
    #expect(result.causes(.tone).count == count)
  }

  @Test func `words between two keys end a number`() {
    let words = run(".", 20) + run("#", 10) + run(".", 370)
    let result = analysis(
      speech(run(".", 400)), lane([(1, 1.1), (3.5, 3.6)], hz: [], words: words))
    #expect(result.causes(.tone) == [.dtmf, .dtmf])
  }

  @Test func `a tone is never speech and never overlap`() throws {
    let agent = run("#", 200) + run(".", 200)
    let ringing = lane(bursts([1, 4], to: 12), hz: [450])
    let result = analysis(speech(agent), ringing)
    #expect(result.parties[.customer]?.speechSeconds == 0)
    #expect(result.events(.overlap).isEmpty)
    #expect(result.talk.overlapSeconds == 0)
    let event = try #require(result.events(.tone).first)
    #expect(event.values[.suppressedSeconds] == 3)
    #expect(event.values[.durationSeconds] == 3)
  }

  @Test func `speech next to a tone stays speech`() {
    let words = run(".", 10) + run("#", 20) + run(".", 370)
    let result = analysis(
      speech(run(".", 400)), lane([(3, 4)], hz: [1000], words: words))
    // 30 ms before the tone are the tone's.
    #expect(same(result.parties[.customer]?.speech ?? [], [TimeSpan(1, 2.97)]))
  }

  @Test func `no gap is closed over a key`() {
    // 0.1 s of tone between two words: shorter than the gaps that speech bridges.
    let words = run(".", 10) + run("#", 21) + run(".", 369)
    let result = analysis(
      speech(run(".", 400)), lane([(2, 2.1)], hz: [], words: words))
    #expect(
      same(result.parties[.customer]?.speech ?? [], [TimeSpan(1, 1.97), TimeSpan(2.13, 3.1)]))
  }

  @Test(arguments: [(Double(-38), 1), (-36, 2)])
  func `the same tone much weaker on another channel has leaked over`(
    levelDBFS: Double, count: Int
  ) {
    let sounds = bursts([1, 4], to: 12)
    let result = analysis(
      lane(sounds, hz: [450], levelDBFS: levelDBFS), lane(sounds, hz: [450]))
    #expect(result.events(.tone).count == count)
  }

  @Test func `ringing before the other side has spoken is before the answer`() {
    // The agent says a word to a colleague, it rings, the customer answers.
    let agent = run("#", 10) + run(".", 390)
    let customer = lane(
      bursts([1, 4], from: 3, to: 12), hz: [450],
      words: run(".", 150) + run("#", 20) + run(".", 230))
    let result = analysis(speech(agent), customer)
    #expect(result.causes(.silence) == [.beforeAnswer, .afterCall])
  }

  @Test func `after a busy tone on the side that has hung up the call is over`() {
    let agent = run(".", 20) + run("#", 20) + run(".", 110) + run("#", 10) + run(".", 240)
    let customer = lane(
      bursts([0.4, 0.4], from: 6, to: 12), hz: [450], words: run("#", 20) + run(".", 380))
    let result = analysis(speech(agent), customer)
    #expect(result.causes(.silence) == [.afterCall, .afterCall])
  }
}
