import CallEvaluation
import CallFormats
import CallPipeline
import CallTypes
import Testing

/// Expected values follow from sed_eval's conditions and from counting.
struct EventMetricsTests {
  private func scored(_ known: [AnnotatedEvent], _ told: [AnnotatedEvent]) -> ScoredCall {
    var call = call()
    call.referenceEvents = known
    call.hypothesisEvents = told
    return call
  }

  private func event(
    _ name: String, _ start: Double, _ end: Double, party: String? = nil, cause: String? = nil,
    isOptional: Bool = false
  ) -> AnnotatedEvent {
    AnnotatedEvent(
      name: name, cause: cause, party: party, span: TimeSpan(start, end), isOptional: isOptional)
  }

  @Test(arguments: [
    (10.2, 14.0, true), (10.21, 14.0, false), (9.8, 14.0, true), (9.79, 14.0, false),
    (10.0, 12.0, true), (10.0, 11.99, false), (10.0, 16.0, true), (10.0, 16.01, false),
  ])
  func `a start may be off by 200 ms and an end by half of the length`(
    start: Double, end: Double, matches: Bool
  ) {
    let found = figures(
      EventDetection.self, scored([event("music", 10, 14)], [event("music", start, end)]))
    #expect(found["music.f1EdgesRatio"] == (matches ? 1 : 0))
  }

  @Test(arguments: [(0.2, true), (0.21, false)])
  func `the end of a short event may be off by 200 ms`(error: Double, matches: Bool) {
    let found = figures(
      EventDetection.self, scored([event("tone", 10, 10.1)], [event("tone", 10, 10.1 + error)]))
    #expect(found["tone.f1EdgesRatio"] == (matches ? 1 : 0))
  }

  @Test(arguments: [(12.0, true), (11.9, false)])
  func `half of the union matches by extent`(end: Double, matches: Bool) {
    let found = figures(
      EventDetection.self, scored([event("music", 10, 14)], [event("music", 10, end)]))
    #expect(found["music.f1IoURatio"] == (matches ? 1 : 0))
  }

  @Test func `as many pairs as possible are matched`() {
    // The first hypothesis fits both references, the second only the first.
    let found = figures(
      EventDetection.self,
      scored(
        [event("music", 10, 14), event("music", 10.3, 14)],
        [event("music", 10.15, 14), event("music", 9.9, 14)]))
    #expect(found["music.f1EdgesRatio"] == 1)
  }

  @Test func `events of other parties and kinds do not match`() {
    let found = figures(
      EventDetection.self,
      scored(
        [event("lowVolume", 10, 14, party: "agent"), event("music", 1, 3)],
        [event("lowVolume", 10, 14, party: "customer"), event("echo", 1, 3)]))
    #expect(found["lowVolume.f1IoURatio"] == 0)
    #expect(found["music.recallIoURatio"] == 0)
    #expect(found["echo.precisionIoURatio"] == 0)
  }

  @Test func `an event without party matches that of any party`() {
    let found = figures(
      EventDetection.self,
      scored([event("noise", 10, 14, party: "agent")], [event("noise", 10, 14)]))
    #expect(found["noise.f1IoURatio"] == 1)
  }

  @Test func `tones stand under their cause, too`() {
    let found = figures(
      EventDetection.self,
      scored(
        [event("tone", 1, 2, cause: "busy"), event("tone", 5, 6, cause: "dtmf")],
        [event("tone", 1, 2, cause: "busy"), event("tone", 5, 6, cause: "beep")]))
    #expect(found["tone.f1IoURatio"] == 1)
    #expect(found["tone/busy.f1IoURatio"] == 1)
    #expect(found["tone/dtmf.f1IoURatio"] == 0)
    #expect(found["tone/beep.f1IoURatio"] == 0)
  }

  @Test(arguments: [(2.99, 0.0), (3.0, 1.0)])
  func `silences count from 3 s on`(length: Double, count: Double) {
    let found = figures(EventDetection.self, scored([event("silence", 5, 5 + length)], []))
    #expect((found["silence.referenceCount"] ?? 0) == count)
  }

  @Test func `an optional event counts neither when found nor when missed`() {
    let optional = [event("dualStart", 10, 11, isOptional: true), event("dualStart", 20, 21)]
    let told = figures(
      EventDetection.self,
      scored(optional, [event("dualStart", 10, 11), event("dualStart", 20, 21)]))
    let untold = figures(EventDetection.self, scored(optional, [event("dualStart", 20, 21)]))
    for found in [told, untold] {
      #expect(found["dualStart.f1IoURatio"] == 1)
      #expect(found["dualStart.referenceCount"] == 1)
    }
  }

  @Test func `an interruption is found by any contact, a mistaken backchannel is told apart`() {
    let known = [
      event("interruption", 10, 12, party: "agent"),
      event("interruption", 30, 30.3, party: "agent", isOptional: true),
      event("backchannel", 50, 50.5, party: "customer"),
      event("backchannel", 60, 60.5, party: "customer"),
    ]
    let told = [
      event("interruption", 12.2, 13, party: "agent"),  // within the slack of 0.25 s
      event("interruption", 30, 30.6, party: "agent"),
      event("interruption", 50, 50.5, party: "customer"),
      event("interruption", 80, 81, party: "agent"),
    ]
    let found = figures(InterruptionDetection.self, scored(known, told))
    #expect(found["recallRatio"] == 1)
    #expect(found["precisionRatio"] == 1.0 / 3)
    #expect(found["backchannelsCalledInterruptionRatio"] == 0.5)
    let late = figures(
      InterruptionDetection.self,
      scored([known[0]], [event("interruption", 12.25, 13, party: "agent")]))
    #expect(late["recallRatio"] == 0)
  }
}
