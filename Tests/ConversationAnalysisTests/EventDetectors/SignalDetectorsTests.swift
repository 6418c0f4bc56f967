import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Detectors that look at levels and at faults of the samples.
struct SignalDetectorsTests {
  @Test(arguments: [(Character("m"), false), (Character("o"), true)])
  func `speech under the limit is quiet`(level: Character, isQuiet: Bool) throws {
    // m = −34 dBFS, o = −38 dBFS; the other side is as quiet, so that only the limit counts.
    let result = analysis(
      speech(run("m", 10), stepSeconds: 1),
      speech(run(".", 10) + run(level, 10), stepSeconds: 1))
    let events = result.events(.lowVolume)
    #expect(events.count == (isQuiet ? 1 : 0))
    guard let event = events.first else { return }
    #expect(event.party == .customer)
    #expect(event.cause == .belowLevel)
    #expect(event.span == TimeSpan(10, 20))
    #expect(event.values[.levelDBFS] == -38)
    #expect(event.values[.severityDB] == 2)
    #expect(event.values[.speechSeconds] == 10)
  }

  @Test(arguments: [("k", false), ("l", true)])
  func `speech far under the other side is quiet`(level: String, isQuiet: Bool) throws {
    // Other side at −20 dBFS; k = −30, l = −32: twelve under.
    let result = analysis(
      speech(run("#", 10) + run(".", 10), stepSeconds: 1),
      speech(run(".", 10) + run(Character(level), 10), stepSeconds: 1))
    #expect(result.causes(.lowVolume) == (isQuiet ? [.belowOtherSide] : []))
  }

  @Test func `a quiet stretch ends only six decibels over the limit`() {
    // o = −38 starts it, l = −32 is under −36 + 6, j = −28 ends it.
    let lanes = run("l", 10) + run("o", 10) + run("l", 10) + run("j", 10)
    var settings = ConversationSettings()
    settings.lowVolume.belowOtherDB = 60
    let result = analysis(
      speech(lanes, stepSeconds: 1), speech(run(".", 40), stepSeconds: 1), settings: settings)
    let spans = result.events(.lowVolume).map(\.span)
    #expect(spans.count == 1)
    #expect(
      spans.first.map { abs($0.startSeconds - 10) <= 1 && abs($0.endSeconds - 30) <= 1 } == true)
  }

  @Test func `less than two seconds of speech have no level`() {
    let quiet = run(".", 60) + run("p", 19) + run(".", 60)
    #expect(analysis(speech(quiet), speech(run(".", 139))).events(.lowVolume).isEmpty)
    let longer = run(".", 60) + run("p", 25) + run(".", 60)
    #expect(analysis(speech(longer), speech(run(".", 145))).events(.lowVolume).count == 1)
  }

  @Test(arguments: [(Float(-30.1), 0), (-29.9, 1)])
  func `speech less than ten decibels over the background is noisy`(
    noiseDBFS: Float, count: Int
  ) throws {
    var lane = speech(run("#", 10), stepSeconds: 1)
    lane.noiseFloorDBFS = noiseDBFS
    let result = analysis(lane, speech(run(".", 10), stepSeconds: 1))
    #expect(result.events(.noise).count == count)
    if count == 1 {
      let event = try #require(result.events(.noise).first)
      #expect(event.party == .agent)
      #expect(abs(try #require(event.values[.snrDB]) - 9.9) < 0.01)
      #expect(event.values[.speechSeconds] == 10)
    }
  }

  @Test func `clipped runs within a second are one event`() {
    var lane = speech(run("#", 100))
    lane.faults.clippedSpans = [
      TimeSpan(1, 1.01), TimeSpan(1.9, 1.92), TimeSpan(4, 4.01),
    ]
    let events = analysis(lane, speech(run(".", 100))).events(.clipping)
    #expect(events.map(\.span) == [TimeSpan(1, 1.92), TimeSpan(4, 4.01)])
    #expect(events.map { $0.values[.clippedRatio] } == [0.033, 1])
    #expect(events.allSatisfy { $0.party == .agent })
  }

  @Test func `zero gaps inside speech are losses`() {
    var lane = speech(run("#", 50) + run(".", 50))
    lane.faults.digitalZeroSpans = [
      TimeSpan(1, 1.019), TimeSpan(2, 2.02), TimeSpan(2.5, 2.56), TimeSpan(4, 4.21),
      TimeSpan(8, 8.04),
    ]
    let events = analysis(lane, speech(run(".", 100))).events(.dropout)
    #expect(events.map(\.span) == [TimeSpan(2, 2.56)])
    #expect(events.first?.values == [.durationSeconds: 0.08, .gapCount: 2])
    #expect(events.first?.cause == .zeroGap)
  }

  @Test func `a gap needs speech on both sides within a tenth of a second`() {
    for (start, count) in [(0.86, 1), (1.15, 0)] {
      var lane = speech(run("#", 10) + run(".", 20) + run("#", 10))
      lane.faults.repeatedPacketSpans = [TimeSpan(start, start + 0.04)]
      let events = analysis(lane, speech(run(".", 40))).events(.dropout)
      #expect(events.count == count)
      #expect(events.allSatisfy { $0.cause == .repeatedPacket })
    }
  }

  @Test func `an offset over one per cent is found`() {
    for (offset, count) in [(0.01, 0), (0.011, 1), (-0.011, 1)] {
      var lane = speech(run("#", 20))
      lane.faults.dcOffset = offset
      let events = analysis(lane, speech(run(".", 20))).events(.dcOffset)
      #expect(events.count == count)
      if count == 1 { #expect(events.first?.values == [.offsetRatio: offset]) }
    }
  }

  @Test(arguments: [
    (Character("0"), EventCause.digitalZero), (".", .comfortNoise), ("~", .belowSpeechLevel),
  ])
  func `a side that never speaks beside twenty seconds of speech is one-way`(
    character: Character, cause: EventCause
  ) {
    for (count, found) in [(20, 1), (19, 0)] {
      let result = analysis(
        speech(run("#", count) + run(".", 5), stepSeconds: 1),
        speech(run(character, count + 5), stepSeconds: 1))
      #expect(result.events(.oneWayAudio).count == found)
      if found == 1 {
        #expect(result.causes(.oneWayAudio) == [cause])
        #expect(result.events(.oneWayAudio).first?.party == .customer)
      }
    }
  }

  @Test func `listening in the middle of a call is not one-way`() {
    let result = analysis(
      speech("..#########################.", stepSeconds: 1),
      speech("##.........................#", stepSeconds: 1))
    #expect(result.events(.oneWayAudio).isEmpty)
  }
}
