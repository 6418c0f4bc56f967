import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC111: the ladder of a silent call, in its variants.
struct SilentCallProtocolRuleTests {
  /// Greeting of 2.7 s, then waits and prompts of 1.7 s in turn; waits in tenths of a second.
  private func agent(waits: [Int]) -> String {
    let prompts = waits.dropLast().map { run(".", $0) + run("#", 17) }.joined()
    return run(".", 4) + run("#", 27) + prompts + run(".", waits.last ?? 0)
  }

  /// A ladder before a customer's leg that carries one thing throughout.
  private func ladder(waits: [Int], line: Character = ".") -> ConversationAnalysisResult {
    let drawing = agent(waits: waits)
    return analysis(speech(drawing), speech(run(line, drawing.count)))
  }

  @Test func `greeting, prompt and closing words with five seconds after each keep to it`() {
    let result = ladder(waits: [50, 50, 50])
    #expect(result.flag("QC110") != nil)
    #expect(result.flag("QC111") == nil && result.undecided("QC111") == nil)
  }

  @Test func `the trace tells what was heard and what is missing`() throws {
    let flag = try #require(ladder(waits: [52, 50, 5]).flag("QC111"))
    #expect(
      flag.traceText == [
        "greeting 0.4–3.1", "waited 5.2 s", "prompt 8.3–10.0", "waited 5.0 s",
        "closing 15.0–16.7", "missing: third wait",
      ])
    #expect((flag.value, flag.threshold, flag.unit) == (0.5, 4, .seconds))
    #expect(flag.evidence == [TimeSpan(0.4, 17.2)])
    #expect(flag.party == .agent)
  }

  @Test func `a missing second prompt is found`() throws {
    let flag = try #require(ladder(waits: [60]).flag("QC111"))
    #expect((flag.value, flag.threshold, flag.unit) == (1, 3, .count))
    #expect(flag.traceText == ["greeting 0.4–3.1", "waited 6.0 s", "missing: second prompt"])
  }

  @Test func `missing closing words are found`() throws {
    let flag = try #require(ladder(waits: [50, 50]).flag("QC111"))
    #expect((flag.value, flag.threshold, flag.unit) == (2, 3, .count))
    #expect(flag.traceText?.last == "missing: closing words")
  }

  @Test(arguments: [(20, true), (39, true), (40, false), (50, false)], 0..<3)
  func `a wait of less than four seconds is too short, wherever it is`(
    wait: (tenths: Int, flagged: Bool), place: Int
  ) throws {
    var waits = [50, 50, 50]
    waits[place] = wait.tenths
    let flag = ladder(waits: waits).flag("QC111")
    #expect((flag != nil) == wait.flagged)
    #expect((flag?.value == Double(wait.tenths) / 10) == wait.flagged)
    let ordinal = ["first", "second", "third"][place]
    #expect((flag?.traceText?.last == "too short: \(ordinal) wait") == wait.flagged)
  }

  @Test func `one wait of nine seconds is patience, three take too long`() throws {
    #expect(ladder(waits: [90, 50, 50]).flag("QC111") == nil)
    let flag = try #require(ladder(waits: [90, 90, 90]).flag("QC111"))
    #expect((flag.value, flag.threshold, flag.unit) == (33.1, 30, .seconds))
    #expect(flag.traceText?.last == "too long: 33.1 s in all")
    // 6.1 s of prompts and 23.9 or 24 s of waits.
    #expect(ladder(waits: [80, 80, 79]).flag("QC111") == nil)
    #expect(ladder(waits: [80, 80, 80]).flag("QC111") != nil)
  }

  @Test func `who answers at the second prompt is no silent caller`() {
    let drawing = agent(waits: [50, 40])
    for (tenths, flagged) in [(4, false), (3, true)] {
      let customer = run(".", 110) + run("#", tenths)
      let result = analysis(speech(drawing), speech(customer))
      #expect((result.flag("QC111") != nil) == flagged)
    }
  }

  @Test func `hanging up at once is found`() throws {
    let flag = try #require(ladder(waits: [8]).flag("QC111"))
    #expect((flag.value, flag.threshold, flag.unit) == (1, 3, .count))
    #expect(
      flag.traceText == ["greeting 0.4–3.1", "missing: second prompt", "missing: first wait"])
  }

  @Test(arguments: ["~", "0", "."] as [Character])
  func `noise, digital zero and comfort noise on the customer's leg change nothing`(
    line: Character
  ) {
    #expect(ladder(waits: [50, 50, 50], line: line).flag("QC111") == nil)
    #expect(ladder(waits: [50, 50], line: line).flag("QC111")?.value == 2)
    #expect(ladder(waits: [50, 20, 50], line: line).flag("QC111")?.value == 2)
  }

  @Test func `music on the line is a caller on hold, who is not silent by choice`() {
    let drawing = agent(waits: [50, 20])
    // Waits from 3.1 to 8.1 s and from 9.8 to 11.8 s: half of seven seconds.
    for (end, flagged) in [(6.0, true), (8.0, false)] {
      var customer = speech(run(".", drawing.count))
      customer.music = [TimeSpan(3, end)]
      #expect((analysis(speech(drawing), customer).flag("QC111") != nil) == flagged)
    }
  }

  @Test func `an agent who never speaks gives no verdict, nor one who says half a word`() {
    #expect(ladder(waits: []).flags.allSatisfy { $0.code.rawValue != "QC101" })
    let silent = analysis(speech(run(".", 300)), speech(run(".", 300)))
    #expect(silent.undecided("QC111") == .noSpeech)
    let word = analysis(speech("..#########" + run(".", 100)), speech("."))
    #expect(word.undecided("QC111") == .notEnoughSpeech)
  }

  @Test func `pauses of a second are inside a prompt`() {
    for (pause, count) in [(10, 2.0), (11, nil)] as [(Int, Double?)] {
      let drawing =
        run("#", 20) + run(".", 50) + run("#", 10) + run(".", pause) + run("#", 10) + run(".", 50)
      let flag = analysis(speech(drawing), speech(".")).flag("QC111")
      #expect(flag?.unit == (count == nil ? .seconds : .count))
      #expect(flag?.value == count ?? 1.1)
    }
  }

  @Test func `more prompts than three are patience`() {
    #expect(ladder(waits: [42, 42, 42, 42]).flag("QC111") == nil)
  }

  @Test func `what a caller who hangs up leaves no time for is not missing`() {
    let drawing = agent(waits: [50, 20])
    let dead = speech(run(".", drawing.count - 10) + run("0", 10))
    #expect(analysis(speech(drawing), dead).flag("QC111") == nil)
    #expect(ladder(waits: [50, 20]).flag("QC111") != nil)
    // But a wait that was cut short before stays so.
    let short = agent(waits: [20, 20])
    let hungUp = speech(run(".", short.count - 10) + run("0", 10))
    #expect(analysis(speech(short), hungUp).flag("QC111")?.value == 2)
  }

  @Test func `a recording that goes on after the legs died ends with them`() throws {
    let drawing = agent(waits: [50, 50, 20]) + run("0", 100)
    let flag = analysis(speech(drawing), speech(run(".", drawing.count - 100) + run("0", 100)))
      .flag("QC111")
    #expect(flag?.traceText?.last == "too short: third wait")
  }

  @Test func `a call that goes to engineering is not judged`() {
    let result = analysis(
      speech(run("#", 30), stepSeconds: 1), speech(run("0", 30), stepSeconds: 1))
    #expect(result.flag("QC128") != nil)
    #expect(result.undecided("QC111") == .notScorable)
  }
}
