import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC132: a suspicion from the side that rings, the side that greets, and who says how much.
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

  /// One side opens the call for some tenths of a second; then each says 5 s in turn, `first` before
  /// the other, until they have said so many tenths in all.
  private func opened(
    by opener: Int = 1, for opening: Int, agentTenths: Int, customerTenths: Int
  ) -> ConversationAnalysisResult {
    var left = [agentTenths, customerTenths]
    var lanes = [run(".", 10), run(".", 10)]
    func say(_ side: Int, _ tenths: Int) {
      lanes[side] += run("#", tenths) + "..."
      lanes[1 - side] += run(".", tenths) + "..."
      left[side] -= tenths
    }
    say(opener, opening)
    var next = 1 - opener
    while left != [0, 0] {
      if left[next] > 0 { say(next, min(50, left[next])) }
      next = 1 - next
    }
    return analysis(speech(lanes[0]), speech(lanes[1]))
  }

  @Test(arguments: [
    (opening: 15, agent: 220, customer: 180, flagged: true), (14, 220, 180, false),
    (30, 202, 198, true), (30, 200, 200, false), (30, 198, 202, false), (30, 370, 30, true),
  ])
  func `an opening counts where the talk ratio would be better with the channels exchanged`(
    opening: Int, agent: Int, customer: Int, flagged: Bool
  ) throws {
    let result = opened(for: opening, agentTenths: agent, customerTenths: customer)
    #expect((result.flag("QC132") != nil) == flagged)
    // What is reported of a call as it was declared is reported anyway.
    #expect(result.flag("QC114") != nil && result.flag("QC101") != nil)
    #expect((result.score.points == nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC132"))
      #expect(flag.value == Double(opening) / 10 && flag.threshold == 1.5)
      #expect(flag.evidence.first?.startSeconds == 1)
    }
  }

  @Test func `neither an opening nor a talk ratio alone is a suspicion`() {
    let short = opened(for: 30, agentTenths: 120, customerTenths: 280)
    #expect(short.flag("QC114") != nil && short.flag("QC132") == nil)
    let greeted = opened(by: 0, for: 30, agentTenths: 280, customerTenths: 120)
    #expect(greeted.flag("QC101") != nil && greeted.flag("QC132") == nil)
  }

  @Test func `less than half a minute of speech has no talk ratio`() {
    let call = opened(for: 30, agentTenths: 200, customerTenths: 99)
    #expect(call.undecided("QC132") == .noRingback)
  }

  @Test func `without ringing there is no verdict and a reason`() {
    #expect(answered(greeting: 30, ringOn: []).undecided("QC132") == .noRingback)
    let silent = analysis(speech(run(".", 100)), speech(run(".", 100)))
    #expect(silent.undecided("QC132") == .noSpeech)
  }
}
