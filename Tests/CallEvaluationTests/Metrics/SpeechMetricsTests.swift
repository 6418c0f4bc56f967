import CallEvaluation
import CallFormats
import CallPipeline
import CallTypes
import Testing

/// Expected values are counted on the drawings: a character is a second.
struct SpeechMetricsTests {
  @Test func `missed and false seconds of both channels are summed before the division`() {
    let found = figures(
      SpeechDetection.self,
      call(("..####....", "...####..."), (".....####.", ".....##...")))
    #expect(found["missRatio"] == 3.0 / 8)
    #expect(found["falseAlarmRatio"] == 1.0 / 8)
    #expect(found["errorRatio"] == 4.0 / 8)
    #expect(found["precisionRatio"] == 5.0 / 6)
    #expect(found["recallRatio"] == 5.0 / 8)
    #expect(found["f1Ratio"] == 10.0 / 14)
  }

  @Test func `a collar leaves out its width on each side of a reference boundary`() throws {
    // Reference 2–6, hypothesis 3–7: with ±0.25 s, 2.25–5.75 and what lies outside 1.75–6.25 count.
    let found = figures(SpeechDetection.self, call(("..####....", "...####...")))
    #expect(try #require(found["missRatioCollar"]) == 0.75 / 3.5)
    #expect(try #require(found["falseAlarmRatioCollar"]) == 0.75 / 3.5)
    #expect(found["referenceSecondsCollar"] == 3.5)
  }

  @Test func `an error within the collar costs nothing`() {
    var shifted = call(("..####....", ""), scored: "##########")
    shifted.lanes[0].hypothesis = [TimeSpan(1.75, 6.25)]
    let found = figures(SpeechDetection.self, shifted)
    #expect(found["errorRatioCollar"] == 0)
    #expect(found["errorRatio"] == 0.5 / 4)
  }

  @Test func `what is not scored counts nowhere`() {
    let found = figures(
      SpeechDetection.self, call(("..####....", "###.......",), scored: "...#######"))
    #expect(found["missRatio"] == 1)
    #expect(found["falseAlarmRatio"] == 0)
    #expect(found["referenceSeconds"] == 3)
  }

  @Test(arguments: [("", ""), ("....", "....")])
  func `without any speech there are no ratios`(reference: String, hypothesis: String) {
    let found = figures(SpeechDetection.self, call((reference, hypothesis)))
    #expect(found["errorRatio"] == nil && found["f1Ratio"] == nil)
    #expect(found["referenceSeconds"] == 0)
  }

  @Test func `labels are mapped so that they share the most time`() {
    // a↔y (3 s), b↔x (4 s): nothing is confused but the last second of b, which x misses.
    var mono = call()
    mono.referenceSpeakers = ["a": drawn("###......."), "b": drawn("...#####..")]
    mono.hypothesisSpeakers = ["x": drawn("...####..."), "y": drawn("###.......")]
    mono.scoredRegions = [TimeSpan(0, 10)]
    let found = figures(SpeakerDiarization.self, mono)
    #expect(found["errorRatio"] == 1.0 / 8)
    #expect(found["missRatio"] == 1.0 / 8)
    #expect(found["confusionRatio"] == 0)
  }

  @Test func `overlap is scored, and one speaker for two misses one`() {
    var mono = call()
    mono.referenceSpeakers = ["a": drawn("####......"), "b": drawn("..####....")]
    mono.hypothesisSpeakers = ["x": drawn("######....")]
    mono.scoredRegions = [TimeSpan(0, 10)]
    let found = figures(SpeakerDiarization.self, mono)
    // Reference speaker time 8 s; x is a or b (4 s each): 2 s confused, 2 s of overlap missed.
    #expect(found["missRatio"] == 2.0 / 8)
    #expect(found["confusionRatio"] == 2.0 / 8)
    #expect(found["errorRatio"] == 4.0 / 8)
  }

  @Test func `boundaries are medians over segments that match by extent`() {
    let found = figures(
      SegmentBoundaries.self, call(("####..####..##", "####...###....")))
    // Two of three match: onset errors 0 and 1, offset errors 0 and 0.
    #expect(found["onsetMedianSeconds"] == 0.5)
    #expect(found["offsetMedianSeconds"] == 0)
    #expect(found["matchedRatio"] == 2.0 / 3)
  }

  @Test func `the talk ratio's error is in points, with quantiles between calls`() {
    var (first, second, silent) = (call(), call(), call())
    (first.referenceCustomerRatio, first.hypothesisCustomerRatio) = (0.7, 0.68)
    (second.referenceCustomerRatio, second.hypothesisCustomerRatio) = (0.5, 0.6)
    silent.referenceCustomerRatio = 0.5
    let found = figures(TalkRatio.self, first, second, silent)
    #expect(abs((found["meanErrorPoints"] ?? 0) - 6) < 1e-9)
    #expect(abs((found["p95ErrorPoints"] ?? 0) - 9.6) < 1e-9)  // 2 + 0.95 · 8
    #expect(abs((found["maximumErrorPoints"] ?? 0) - 10) < 1e-9)
    #expect(found["callCount"] == 2)
  }

  @Test func `false speech is counted where nobody truly speaks on the sound's channel`() {
    var ringing = call(("......####", "..####...."), ("..........", "##########"))
    ringing.nonSpeech = [
      NonSpeechStretch(kind: "tone", name: "busy", channelIndex: 0, span: TimeSpan(0, 8))
    ]
    let found = figures(FalseSpeech.self, ringing)
    #expect(found["tone.falseSpeechRatio"] == 4.0 / 6)
    #expect(found["tone/busy.falseSpeechRatio"] == 4.0 / 6)
    #expect(found["tone.seconds"] == 6)
  }
}
