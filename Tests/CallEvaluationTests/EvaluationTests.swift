import CallEvaluation
import CallFormats
import CallPipeline
import CallTypes
import Testing

struct EvaluationTests {
  private let reference = annotation(
    ["agent": "####......", "customer": ".....#####"], channels: ["agent": 0, "customer": 1])

  @Test func `parties are compared by name`() {
    let swapped = annotation(
      ["agent": ".....#####", "customer": "####......"], channels: ["agent": 0, "customer": 1])
    let result = evaluated(reference, swapped).overall
    #expect(result.value("detection", "recallRatio") == 0)
    // Diarization maps labels optimally: names do not matter to it.
    #expect(result.value("diarization", "errorRatio") == 0)
  }

  @Test func `speakers of other names are compared by channel`() {
    let peer = annotation(
      ["channel0": "####......", "channel1": ".....####."],
      channels: ["channel0": 0, "channel1": 1])
    let result = evaluated(reference, peer).overall
    #expect(result.value("detection", "errorRatio") == 1.0 / 9)
    #expect(abs((result.value("talkRatio", "meanErrorPoints") ?? 0) - 100 * (5.0 / 9 - 0.5)) < 1e-9)
  }

  @Test func `one label on both channels is one per channel`() {
    var peer = CallAnnotation()
    for (channel, drawing) in ["####......", ".....#####"].enumerated() {
      peer.speech += drawn(drawing).map {
        SpeakerSpan(speaker: "speech", channelIndex: channel, span: $0)
      }
    }
    let result = evaluated(reference, peer).overall
    #expect(result.value("detection", "errorRatio") == 0)
    #expect(result.value("diarization", "errorRatio") == 0)
  }

  @Test func `labels without channels are compared as one, and mapped optimally`() {
    let diarized = annotation(["b": "####......", "a": ".....####."])
    let result = evaluated(reference, diarized, matching: .mono).overall
    #expect(result.value("detection", "errorRatio") == 1.0 / 9)
    #expect(result.value("diarization", "errorRatio") == 1.0 / 9)
    #expect(abs((result.value("talkRatio", "meanErrorPoints") ?? 0) - 100 * (5.0 / 9 - 0.5)) < 1e-9)
  }

  @Test func `roles name the channels of a peer`() {
    let peer = annotation(
      ["left": ".....#####", "right": "####......"], channels: ["left": 0, "right": 1])
    let result = evaluated(reference, peer, roles: [.customer, .agent]).overall
    #expect(result.value("detection", "errorRatio") == 0)
  }

  @Test func `a missing hypothesis counts as no speech, and is listed`() {
    var references = AnnotationCollection()
    references.annotations = ["clean/a": reference, "clean/b": reference]
    var hypotheses = AnnotationCollection()
    hypotheses.annotations = ["clean/a": reference, "other/c": reference]
    let result = evaluate(EvaluationRequest(references: references, hypotheses: hypotheses))
    #expect(result.missing == ["clean/b"])
    #expect(result.unmatched == ["other/c"])
    #expect(result.overall.missingCount == 1)
    #expect(result.overall.value("detection", "missRatio") == 0.5)
    #expect(result.overall.value("talkRatio", "callCount") == 1)
  }

  @Test func `conditions are the topmost folders`() {
    var references = AnnotationCollection()
    references.annotations = ["clean/a": reference, "hold/x/b": reference, "c": reference]
    let result = evaluate(EvaluationRequest(references: references, hypotheses: references))
    #expect(result.conditions.map(\.name) == [".", "clean", "hold"])
    #expect(result.calls.map(\.name) == ["c", "clean/a", "hold/x/b"])
    #expect(result.overall.value("detection", "f1Ratio") == 1)
  }

  @Test func `scored regions restrict speech, events and ratios`() {
    var known = reference
    known.scoredRegions = [TimeSpan(0, 6)]
    known.eventClasses = .all
    known.events = [AnnotatedEvent(name: "music", span: TimeSpan(7, 10))]
    var told = annotation(["agent": "####......", "customer": "......####"])
    told.eventClasses = .all
    let result = evaluated(known, told).overall
    #expect(result.value("detection", "missRatio") == 1.0 / 5)
    #expect(result.value("events", "music.referenceCount") == nil)
    #expect(abs((result.value("talkRatio", "meanErrorPoints") ?? 0) - 20) < 1e-9)
  }

  @Test func `silences of who lists no events are told by the speech`() {
    let result = evaluated(
      annotation(["agent": "##....####"]), annotation(["agent": "##...#####"])
    ).overall
    // 2–6 against 2–5.
    #expect(result.value("events", "silence.f1IoURatio") == 1)
    #expect(result.value("events", "silence.f1EdgesRatio") == 1)
    #expect(result.value("events", "silence.referenceCount") == 1)
  }

  @Test func `kinds that the reference does not speak of are not scored`() {
    var told = reference
    told.eventClasses = .all
    told.events = [AnnotatedEvent(name: "monologue", span: TimeSpan(0, 9))]
    let result = evaluated(reference, told).overall
    #expect(result.value("events", "monologue.hypothesisCount") == nil)
    var known = reference
    known.eventClasses = .listed(["music"])
    #expect(evaluated(known, told).overall.value("events", "monologue.hypothesisCount") == nil)
    known.eventClasses = .all
    #expect(evaluated(known, told).overall.value("events", "monologue.hypothesisCount") == 1)
  }

  @Test func `an interval covers the figure and is the same in every run`() throws {
    var (references, hypotheses) = (AnnotationCollection(), AnnotationCollection())
    for index in 0..<8 {
      references.annotations["c/\(index)"] = annotation(["agent": "##########"])
      let found = String(repeating: "#", count: 3 + index % 4) + "......."
      hypotheses.annotations["c/\(index)"] = annotation(["agent": found])
    }
    let request = EvaluationRequest(references: references, hypotheses: hypotheses)
    let result = evaluate(request).overall
    let value = try #require(result.value("detection", "missRatio"))
    let interval = try #require(result.interval("detection", "missRatio"))
    #expect(abs(value - 0.55) < 1e-12)  // found 3, 4, 5, 6, 3, 4, 5, 6 of 10
    #expect(interval.low < value && value < interval.high)
    // Standard error of the mean of 8: sqrt(0.0125 / 8) = 0.0395; ± 1.96 of it, ± 20 %.
    #expect(abs((interval.high - interval.low) / 2 - 1.96 * 0.0395) < 0.2 * 1.96 * 0.0395)
    #expect(evaluate(request).overall.interval("detection", "missRatio") == interval)
    var other = request
    other.settings.seed = 2
    #expect(evaluate(other).overall.interval("detection", "missRatio") != nil)
    other.settings.resampleCount = 0
    #expect(evaluate(other).overall.interval("detection", "missRatio") == nil)
  }

  @Test func `the texts hold every group`() throws {
    let result = evaluated(reference, reference)
    #expect(try result.jsonText().contains("\"schema\" : \"callsift.evaluation/1\""))
    #expect(try result.jsonLines().split(separator: "\n").count == 2)
    #expect(result.csvText().hasPrefix("scope,name,metric,figure,value,low,high\r\n"))
    #expect(result.csvText().contains("overall,overall,detection,errorRatio,0,,\r\n"))
    #expect(result.tableText(in: .english).contains("overall"))
    #expect(result.tableText(in: .chinese).contains("总计"))
  }
}
