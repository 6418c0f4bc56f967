import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC124, and how the end of a call is read from its legs.
struct AgentHungUpFirstRuleTests {
  /// Customer and agent in turn, then what follows the agent's last word on either leg.
  private func ended(agent: String, customer: String, busy: Int? = nil)
    -> ConversationAnalysisResult
  {
    var lanes = [
      speech(run(".", 30) + run("#", 30) + agent),
      speech(run(".", 5) + run("#", 20) + run(".", 35) + customer),
    ]
    if let busy {
      lanes[busy].tones = (0..<4).map {
        ToneSegment(
          span: TimeSpan(6.5 + Double($0) * 0.7, 6.85 + Double($0) * 0.7), kind: .steady,
          frequenciesHz: [450], levelDBFS: -20)
      }
    }
    return analysis(lanes[0], lanes[1])
  }

  @Test(arguments: [(2, true), (5, true), (6, false)])
  func `a call that ends within half a second of the agent's word was ended by the agent`(
    tenths: Int, flagged: Bool
  ) throws {
    let result = ended(agent: run(".", tenths), customer: run(".", tenths))
    #expect((result.flag("QC124") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC124"))
      #expect((flag.party, flag.threshold, flag.unit) == (.agent, 0.5, .seconds))
      #expect(flag.value == Double(tenths) / 10)
    }
  }

  @Test func `a recording that ends inside the agent's word may have been cut off`() {
    #expect(ended(agent: ".", customer: ".").undecided("QC124") == .notEnoughSpeech)
    #expect(ended(agent: "", customer: "").undecided("QC124") == .notEnoughSpeech)
  }

  @Test func `who spoke last did not hang up on anybody`() {
    let result = ended(agent: run(".", 14), customer: run(".", 5) + run("#", 6) + "...")
    #expect(result.flag("QC124") == nil && result.undecided("QC124") == nil)
  }

  @Test func `the leg that dies first has hung up`() throws {
    let agent = ended(agent: run(".", 10) + run("0", 10), customer: run(".", 20))
    let flag = try #require(agent.flag("QC124"))
    #expect((flag.value, flag.threshold) == (1, 0.2))
    #expect(flag.evidence == [TimeSpan(2, 7)])
    let customer = ended(agent: run(".", 20), customer: run(".", 2) + run("0", 18))
    #expect(customer.flag("QC124") == nil && customer.undecided("QC124") == nil)
    // Two tenths are enough, one is together.
    #expect(
      ended(agent: run(".", 10) + run("0", 6), customer: run(".", 12) + run("0", 4))
        .flag("QC124")?.value == 0.2)
    #expect(
      ended(agent: run(".", 10) + run("0", 6), customer: run(".", 11) + run("0", 5))
        .flag("QC124") == nil)
  }

  @Test func `legs that die together end the call there`() {
    let result = ended(agent: run(".", 4) + run("0", 30), customer: run(".", 4) + run("0", 30))
    #expect(result.flag("QC124")?.value == 0.4)
  }

  @Test func `a leg that is digital zero in its pauses says nothing of its end`() {
    let result = analysis(
      speech(run(".", 30) + run("#", 30) + "..."),
      speech(run("0", 5) + run("#", 20) + run("0", 38)))
    #expect(result.undecided("QC124") == .notEnoughSpeech)
    // Not even beside an agent's leg that is dead from an instant on.
    let dead = analysis(
      speech(run(".", 30) + run("#", 30) + "..." + run("0", 30)),
      speech(run("0", 5) + run("#", 20) + run("0", 68)))
    #expect(dead.undecided("QC124") == .notEnoughSpeech)
  }

  @Test func `a busy tone sounds where somebody has hung up`() {
    let words = run(".", 40)
    #expect(ended(agent: words, customer: words, busy: 1).flag("QC124") == nil)
    #expect(ended(agent: words, customer: words, busy: 0).flag("QC124")?.party == .agent)
  }

  @Test func `on a silent call hanging up is the procedure`() {
    let result = analysis(speech(run(".", 5) + run("#", 50) + "..."), speech("...."))
    #expect(result.undecided("QC124") == .notEnoughSpeech)
  }
}
