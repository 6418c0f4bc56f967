import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC112: the procedure for callers who are hard to hear.
struct QuietCallProtocolRuleTests {
  /// A greeting; a customer at −48 dBFS for 6 s; then prompts of 2 s, each followed by a wait in
  /// tenths of a second.
  private func agent(waits: [Int]) -> String {
    "....." + run("#", 25) + run(".", 70) + waits.map { run("#", 20) + run(".", $0) }.joined()
  }

  private let quiet = run(".", 35) + run("t", 60)

  private func call(waits: [Int], customer: String? = nil) -> ConversationAnalysisResult {
    analysis(speech(agent(waits: waits)), speech(customer ?? quiet))
  }

  @Test func `two prompts and five seconds before the end keep to the procedure`() {
    let result = call(waits: [40, 50])
    #expect(result.flag("QC105") != nil)
    #expect(result.flag("QC112") == nil && result.undecided("QC112") == nil)
  }

  @Test(arguments: [(49, true), (50, false)])
  func `less than five seconds after the last prompt are too few`(
    tenths: Int, flagged: Bool
  ) throws {
    let result = call(waits: [40, tenths])
    #expect((result.flag("QC112") != nil) == flagged)
    if flagged {
      let flag = try #require(result.flag("QC112"))
      #expect((flag.party, flag.value, flag.threshold) == (.agent, 4.9, 5))
      #expect(
        flag.traceText == [
          "customer hard to hear from 3.5", "prompt 10.0–12.0", "waited 4.0 s",
          "prompt 16.0–18.0", "waited 4.9 s", "too short: last wait",
        ])
      #expect(flag.evidence == [TimeSpan(3.5, 22.9)])
    }
  }

  @Test func `one prompt is too few, and none as well`() throws {
    let one = try #require(call(waits: [60]).flag("QC112"))
    #expect((one.value, one.threshold, one.unit) == (1, 2, .count))
    #expect(one.traceText?.last == "missing: second prompt")
    let none = try #require(call(waits: []).flag("QC112"))
    #expect(none.value == 0)
    #expect(none.traceText == ["customer hard to hear from 3.5", "missing: first prompt"])
  }

  @Test func `an agent who speaks on has understood`() {
    #expect(call(waits: [20, 20, 20]).flag("QC112") != nil)
    #expect(call(waits: [20, 20, 20, 20]).flag("QC112") == nil)
  }

  @Test func `a customer who is clear again after a prompt needs no procedure`() {
    // The window of 5 s reaches over the start of the clear words: they begin later.
    for (tenths, flagged) in [(10, false), (9, true)] {
      let clear = quiet + run(".", 80) + run("#", tenths)
      #expect((call(waits: [120, 20], customer: clear).flag("QC112") != nil) == flagged)
    }
  }

  @Test(arguments: [(6, true), (7, false)])
  func `most of the customer's speech must be hard to hear`(clear: Int, flagged: Bool) {
    // Quiet for six seconds and clear for as long, far apart, so that no window holds both.
    let customer = run("#", clear * 10) + run(".", 60) + run("t", 60)
    let result = analysis(
      speech(run(".", 60 + clear * 10) + run("#", 20) + run(".", 100) + run("#", 20) + "......"),
      speech(customer))
    #expect((result.flag("QC112") != nil) == flagged)
  }

  @Test func `a noisy customer is treated alike`() {
    var noisy = speech(run(".", 35) + run("#", 60))
    noisy.noiseFloorDBFS = -25
    let result = analysis(speech(agent(waits: [60])), noisy)
    #expect(result.events(.noise).contains { $0.party == .customer })
    #expect(result.flag("QC112") != nil)
  }

  @Test func `a clear customer, and one who hangs up first, give nothing to find`() {
    #expect(call(waits: [20], customer: run(".", 35) + run("#", 60)).flag("QC112") == nil)
    let hungUp = quiet + run(".", 35) + run("0", 10)
    #expect(call(waits: [20], customer: hungUp).flag("QC112") == nil)
    #expect(call(waits: [20]).flag("QC112") != nil)
  }

  @Test func `a recording that ends inside speech, or holds two words, gives no verdict`() {
    #expect(call(waits: [20, 1]).undecided("QC112") == .notEnoughSpeech)
    #expect(call(waits: [20, 2]).flag("QC112") != nil)
    let few = call(waits: [20], customer: run(".", 35) + run("t", 19))
    #expect(few.undecided("QC112") == .notEnoughSpeech)
  }
}
