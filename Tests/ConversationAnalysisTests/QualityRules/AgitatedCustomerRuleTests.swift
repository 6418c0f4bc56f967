import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// QC134: level, F0 and rate of the customer over the call.
struct AgitatedCustomerRuleTests {
  /// Six stretches of five seconds; each has a level, an F0 and a syllable period of its own.
  private func customer(
    loud: String = "ffeedd", hz: [Float] = [200, 200, 207, 207, 214, 214],
    periods: [Int] = [20, 20, 18, 18, 16, 16], hundredths: Int = 500
  ) -> ConversationAnalysisResult {
    var drawing = ""
    var f0Hz: [Float] = []
    for (index, character) in loud.enumerated() {
      let soft = Character(UnicodeScalar((character.asciiValue ?? 102) + 3))
      drawing += syllables(
        period: periods[index], hundredths: hundredths, loud: character, soft: soft)
      f0Hz += [Float](repeating: hz[index], count: hundredths)
    }
    var lane = speech(drawing, stepSeconds: 0.01)
    lane.f0Hz = f0Hz
    return analysis(speech("."), lane)
  }

  @Test func `a customer who gets louder, higher and faster is found`() throws {
    let flag = try #require(customer().flag("QC134"))
    #expect((flag.party, flag.threshold, flag.unit) == (.customer, 1, .ratio))
    // Of −1, −1, 0, 0, 1, 1 the standard deviation is √(2/3): the thirds are 2.45 apart.
    #expect(abs(flag.value - 2.4) < 0.1)
    #expect(flag.evidence == [TimeSpan(20, 30)])
    #expect(flag.traceText?.prefix(2) == ["level +4.0 dB", "F0 +1.2 semitones"])
    #expect(flag.baseline == .call)
    #expect(customer().score.deductions.allSatisfy { $0.code.rawValue != "QC134" })
  }

  @Test func `two of the three rising are not enough`() {
    #expect(customer(loud: "ffffff").flag("QC134") == nil)
    #expect(customer(hz: [200, 200, 200, 200, 200, 200]).flag("QC134") == nil)
    #expect(customer(periods: [18, 18, 18, 18, 18, 18]).flag("QC134") == nil)
    #expect(customer(loud: "ddeeff").flag("QC134") == nil)
  }

  @Test(arguments: [(Float(212.5), true), (211, false)])
  func `a rise that nobody hears is none`(hz: Float, flagged: Bool) {
    // 1.05 and 0.93 semitones.
    let result = customer(hz: [200, 200, 206, 206, hz, hz])
    #expect((result.flag("QC134") != nil) == flagged)
  }

  @Test(arguments: [("hdhdgc", false), ("hghgdc", true)])
  func `a rise within the usual to and fro is none`(loud: String, flagged: Bool) {
    // Levels −24, −16, −24, −16, −22, −14 dBFS: 2 dB up, by a deviation of 4.1 dB.
    #expect((customer(loud: loud).flag("QC134") != nil) == flagged)
  }

  @Test func `less than half a minute of speech shows no course`() {
    #expect(customer(hundredths: 499).undecided("QC134") == .notEnoughSpeech)
    #expect(customer(hundredths: 500).undecided("QC134") == nil)
  }
}
