import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Syllables of any rate: the smoothing follows it.
struct SyllableNucleiTests {
  /// 50 ms for every rate.
  private static let fixedSmoothing = {
    var settings = ConversationSettings()
    settings.voice.shortestSmoothingSeconds = settings.voice.smoothingSeconds
    settings.voice.longestSmoothingSeconds = settings.voice.smoothingSeconds
    return settings
  }()

  /// Syllable rate of cells drawn in hundredths of a second, one after the other for 24 s and more.
  private func rate(of cells: String, settings: ConversationSettings = ConversationSettings())
    throws
    -> Double
  {
    let drawing = String(repeating: cells, count: 2400 / cells.count + 1) + run(".", 100)
    let result = analysis(speech(drawing, stepSeconds: 0.01), speech("."), settings: settings)
    return try #require(result.parties[.agent]?.syllablesPerSecond)
  }

  @Test func `a ripple in a slow syllable is no syllable`() throws {
    // Two a second, every other one with a ripple of 4 dB for 30 ms: three a second with 50 ms.
    let cells = run("#", 16) + "hhh" + run("#", 16) + run("i", 15) + run("#", 35) + run("i", 15)
    #expect(abs(try rate(of: cells) - 2) < 0.1)
    #expect(abs(try rate(of: cells, settings: Self.fixedSmoothing) - 3) < 0.1)
  }

  @Test func `a short dip between fast syllables parts them`() throws {
    // Four in 0.48 s, one of the dips of 4 dB and 20 ms: 8.3 a second, 6.3 with 50 ms.
    let deep = run("#", 8) + run("i", 4)
    let cells = deep + deep + deep + run("#", 10) + "hh"
    #expect(abs(try rate(of: cells) - 100.0 / 12) < 0.15)
    #expect(abs(try rate(of: cells, settings: Self.fixedSmoothing) - 100.0 / 16) < 0.15)
  }

  @Test func `fast and slow stretches of a side are each smoothed for themselves`() throws {
    let fast = String(repeating: run("#", 6) + run("i", 4), count: 100)
    let slow = String(
      repeating: run("#", 16) + "hhh" + run("#", 16) + run("i", 15) + run("#", 35) + run("i", 15),
      count: 10)
    let drawing = fast + run(".", 200) + slow + run(".", 200)
    let result = analysis(speech(drawing, stepSeconds: 0.01), speech("."))
    let agent = try #require(result.parties[.agent])
    let count = try #require(agent.syllablesPerSecond) * agent.speechSeconds
    // A hundred fast ones and twenty slow ones; a ripple in the first moments may count.
    #expect(abs(count - 120) < 2)
  }
}
