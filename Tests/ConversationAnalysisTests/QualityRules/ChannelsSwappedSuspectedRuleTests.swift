import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC132: a suspicion from the side that rings and the side that greets.
struct ChannelsSwappedSuspectedRuleTests {
  /// Rings at 1–2 and 6–7 s on one of two lanes; the lane that speaks first does so at 8 s.
  private func answered(
    greeting: Int, by greeter: Int = 1, ringOn ringing: [Int] = [1], delay: Int = 0
  ) -> ConversationAnalysisResult {
    let first = run(".", 80 + delay) + run("#", greeting) + run(".", 60)
    let second = run(".", 90 + delay + greeting) + run("#", 40)
    var lanes = [speech(greeter == 0 ? first : second), speech(greeter == 1 ? first : second)]
    for lane in ringing {
      lanes[lane].tones = [1.0, 6.0].map {
        ToneSegment(
          span: TimeSpan($0, $0 + 1), kind: .steady, frequenciesHz: [450], levelDBFS: -22)
      }
    }
    return analysis(lanes[0], lanes[1])
  }

  @Test(arguments: [(20, true), (19, false)])
  func `ringing and a greeting on the customer's channel raise suspicion`(
    tenths: Int, flagged: Bool
  ) throws {
    let result = answered(greeting: tenths)
    #expect((result.flag("QC132") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC132"))
      #expect((flag.party, flag.value, flag.threshold, flag.unit) == (nil, 2, 2, .seconds))
      #expect(flag.severity == .technical)
      #expect(flag.evidence == [TimeSpan(1, 7), TimeSpan(8, 10)])
      #expect(result.review.notScorableReasons == [RuleCode(rawValue: "QC132")])
      #expect(result.score.points == nil)
      // A suspicion changes no role.
      #expect(result.channels.map(\.party) == [.agent, .customer])
    }
  }

  @Test func `ringing on the agent's channel or on both, or an agent who greets, is in order`() {
    #expect(answered(greeting: 30, by: 0, ringOn: [0]).flag("QC132") == nil)
    #expect(answered(greeting: 30, ringOn: [0]).flag("QC132") == nil)
    #expect(answered(greeting: 30, ringOn: [0, 1]).flag("QC132") == nil)
    #expect(answered(greeting: 30, by: 0).flag("QC132") == nil)
  }

  @Test(arguments: [(90, true), (91, false)])
  func `words long after the ringing are no answer to it`(delay: Int, flagged: Bool) {
    #expect((answered(greeting: 30, delay: delay).flag("QC132") != nil) == flagged)
  }

  @Test func `without ringing there is no verdict and a reason`() {
    #expect(answered(greeting: 30, ringOn: []).undecided("QC132") == .noRingback)
    let silent = analysis(speech(run(".", 100)), speech(run(".", 100)))
    #expect(silent.undecided("QC132") == .noSpeech)
  }
}
