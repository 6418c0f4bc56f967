import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

struct RoleInferenceTests {
  private func inferred(_ lanes: Lane..., correlation: Double? = 0) -> InferredRoles? {
    inferredRoles(
      of: drawnTracks(lanes, interchannelCorrelation: correlation),
      settings: ConversationSettings())
  }

  @Test func `who greets first, at length, is the agent`() throws {
    let (talk, wait) = (run("#", 30), run(".", 30))
    let found = try #require(
      inferred(speech("....." + wait + talk + wait), speech("....." + talk + wait + talk)))
    #expect(found.roles == [.customer, .agent])
    // One sign: its own likelihood.
    #expect(abs(found.confidenceRatio - 0.92) < 1e-9)
  }

  @Test func `a word first says little, and the longer answer more`() throws {
    let word = try #require(
      inferred(
        speech("....." + run("#", 5) + run(".", 40) + run("#", 20)),
        speech("....." + run(".", 15) + run("#", 25) + run(".", 25))))
    #expect(word.roles == [.customer, .agent])
    #expect(word.confidenceRatio < 0.9)
    let words = try #require(
      inferred(
        speech("....." + run("#", 5) + run(".", 20) + run("#", 5)),
        speech("....." + run(".", 15) + run("#", 5) + run(".", 15))))
    #expect(words.confidenceRatio < 0.65)
  }

  @Test func `who opens at greater length than a greeting may be in the middle of a call`() throws {
    func opened(_ tenths: Int) throws -> InferredRoles {
      let (talk, wait) = (run("#", tenths), run(".", tenths))
      return try #require(
        inferred(speech("....." + talk + wait), speech("....." + wait + talk)))
    }
    #expect(try opened(50).confidenceRatio > 0.9)
    #expect(try opened(51).confidenceRatio < 0.75)
    #expect(try opened(51).roles == [.agent, .customer])
    // The shortest greeting, and a word.
    #expect(try opened(15).confidenceRatio > 0.9)
    #expect(try opened(14).confidenceRatio < 0.7)
  }

  @Test func `a recording that begins in the middle of talk says nothing of the greeting`() {
    #expect(
      inferred(speech(run("#", 30) + run(".", 30)), speech(run(".", 30) + run("#", 30))) == nil)
  }

  @Test func `who returns first from a hold is the agent, and agreeing signs add up`() throws {
    let wait = run(".", 200)
    let agent = "....." + run("#", 30) + run(".", 40) + run("#", 10) + wait + run("#", 10)
    let customer = "....." + run(".", 32) + run("#", 36) + run(".", 12) + wait + run(".", 10)
    let found = try #require(inferred(speech(agent), speech(customer)))
    #expect(found.roles == [.agent, .customer])
    // Odds 0.92/0.08 times 0.8/0.2.
    #expect(abs(found.confidenceRatio - 46.0 / 47.0) < 1e-9)
  }

  @Test func `signs that contradict each other cost confidence`() throws {
    let wait = run(".", 200)
    let first = "....." + run("#", 30) + run(".", 40) + run(".", 10) + wait + run(".", 10)
    let second = "....." + run(".", 32) + run("#", 36) + run("#", 10) + wait + run("#", 10)
    let found = try #require(inferred(speech(first), speech(second)))
    #expect(found.roles == [.agent, .customer])
    #expect(found.confidenceRatio < 0.8)
  }

  @Test func `one channel, three, two alike, and nobody speaking give none`() {
    let (talk, wait) = (run("#", 30), run(".", 30))
    #expect(inferred(speech("....." + talk + wait)) == nil)
    #expect(
      inferred(
        speech("....." + talk + wait), speech("....." + wait + talk), speech("....." + wait + wait))
        == nil)
    #expect(
      inferred(speech("....." + talk), speech("....." + talk), correlation: 1) == nil)
    #expect(inferred(speech(wait), speech(wait)) == nil)
    #expect(inferred() == nil)
  }

  @Test func `the order of channels changes nothing but the order of roles`() throws {
    let (talk, wait) = (run("#", 30), run(".", 30))
    let (one, other) = (speech("....." + talk + wait + talk), speech("....." + wait + talk + wait))
    let forth = try #require(inferred(one, other))
    let back = try #require(inferred(other, one))
    #expect(forth.roles == back.roles.reversed())
    #expect(abs(forth.confidenceRatio - back.confidenceRatio) < 1e-12)
  }
}
