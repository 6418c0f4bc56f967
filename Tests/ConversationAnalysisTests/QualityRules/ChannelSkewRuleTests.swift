import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC133, in steps of a tenth of a second.
struct ChannelSkewRuleTests {
  /// Ten turns of 3 s on each side, with gaps before them, and the agent's channel moved afterwards.
  private func call(
    movedTenths: Int, agentGap: Int = 4, customerGap: Int = 4, turns: Int = 10, length: Int = 30
  ) -> ConversationAnalysisResult {
    var starts: [(agent: Int, customer: Int)] = []
    var now = 40
    for _ in 0..<turns {
      let customer = now + customerGap
      let agent = customer + length + agentGap
      starts.append((agent + movedTenths, customer))
      now = agent + length
    }
    func lane(_ starts: [Int]) -> Lane {
      var drawing = ""
      for start in starts { drawing += run(".", start - drawing.count) + run("#", length) }
      return speech(drawing + run(".", 40))
    }
    return analysis(lane(starts.map(\.agent)), lane(starts.map(\.customer)))
  }

  @Test(arguments: [(10, true), (-10, true), (7, true), (6, false), (3, false), (0, false)])
  func `a channel that runs ahead at every turn is found`(tenths: Int, flagged: Bool)
    throws
  {
    let result = call(movedTenths: tenths)
    #expect((result.flag("QC133") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC133"))
      #expect(flag.party == nil && flag.unit == .seconds && flag.threshold == 0.5)
      #expect(abs(flag.value - abs(Double(tenths)) / 10) < 0.1)
      #expect(!flag.evidence.isEmpty)
    }
  }

  @Test func `an agent who cuts in while the customer answers in time is no skew`() {
    #expect(call(movedTenths: 0, agentGap: -8, customerGap: 4).flag("QC133") == nil)
    #expect(call(movedTenths: 0, agentGap: -8, customerGap: -8).flag("QC133") == nil)
  }

  @Test(arguments: [(5, true), (6, false)])
  func `answers that begin 0.3 s too early are found`(gap: Int, flagged: Bool) {
    let result = call(movedTenths: 8, agentGap: 5, customerGap: gap)
    #expect((result.flag("QC133") != nil) == flagged)
  }

  @Test func `a slow agent beside a customer who answers a little early is no skew`() {
    #expect(call(movedTenths: 0, agentGap: 15, customerGap: -2).flag("QC133") == nil)
  }

  @Test func `a median of fewer than four answers says nothing`() {
    #expect(call(movedTenths: 10, turns: 5, length: 70).flag("QC133") != nil)
    #expect(call(movedTenths: 10, turns: 4, length: 70).undecided("QC133") == .notEnoughSpeech)
  }

  @Test func `slow answers without overlap are no skew`() {
    #expect(call(movedTenths: 0, agentGap: 20).flag("QC133") == nil)
    #expect(call(movedTenths: 0, customerGap: 25).flag("QC133") == nil)
  }

  @Test func `channels are compared from twenty seconds of speech of each on`() {
    #expect(call(movedTenths: 10, turns: 7).flag("QC133") != nil)
    #expect(call(movedTenths: 10, turns: 6).undecided("QC133") == .notEnoughSpeech)
  }

  @Test func `a skewed call is not scored`() {
    #expect(call(movedTenths: 10).score.points == nil)
    #expect(call(movedTenths: 0).score.points != nil)
  }
}
