import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// Rules about silence and answers: QC103, QC104, QC110, QC125, QC127.
struct SilenceRulesTests {
  @Test func `ten seconds of dead air are flagged, the customer's own pause is not`() throws {
    for (count, flagged) in [(100, true), (99, false)] {
      let agentPause = analysis(
        speech(run("#", 50) + run(".", count) + run("#", 50)), speech(run(".", 100 + count)))
      #expect((agentPause.flag("QC103") != nil) == flagged)
      let passed = analysis(
        speech(run("#", 50) + run(".", count + 50)), speech(run(".", count + 50) + run("#", 50)))
      #expect((passed.flag("QC103") != nil) == flagged)
    }
    let customerPause = analysis(
      speech(run(".", 250)), speech(run("#", 50) + run(".", 150) + run("#", 50)))
    #expect(customerPause.flag("QC103") == nil)
  }

  @Test func `five silences of six seconds are dead air together`() throws {
    let cell = run("#", 30) + run(".", 60)
    for (times, flagged) in [(5, true), (4, false)] {
      let lane = String(repeating: cell, count: times) + run("#", 30)
      let result = analysis(speech(lane), speech(run(".", lane.count)))
      #expect((result.flag("QC103") != nil) == flagged)
      if flagged {
        let flag = try #require(result.flag("QC103"))
        #expect((flag.value, flag.threshold, flag.unit) == (5, 5, .count))
        #expect(flag.evidence.count == 5)
      }
    }
  }

  @Test func `a hold is no dead air and no silence`() {
    let result = analysis(
      speech(run("#", 200) + run(".", 400) + run("#", 200)), speech(run(".", 800)))
    #expect(result.causes(.silence) == [.hold])
    #expect(result.flag("QC103") == nil)
    #expect(result.flag("QC104") == nil)
    #expect(result.talk.silenceSeconds == 0)
    #expect(result.talk.excludedSeconds == 40)
  }

  @Test func `more than three tenths of silence are too much, with unknown roles as well`() throws {
    for roles in [[ChannelRole.agent, .customer], []] {
      let exact = analysis(
        speech(run("#", 210) + run(".", 90)), speech(run(".", 290) + run("#", 10)), roles: roles)
      // 80 of 300 tenths are silent.
      #expect(exact.flag("QC104") == nil)
      let more = analysis(
        speech(run("#", 200) + run(".", 100)), speech(run(".", 295) + run("#", 5)), roles: roles)
      let flag = try #require(more.flag("QC104"))
      #expect(flag.value == 0.317)
      #expect(flag.evidence == [TimeSpan(20, 29.5)])
    }
  }

  @Test func `a short conversation has no share of silence`() {
    let result = analysis(
      speech(run("#", 50) + run(".", 249)), speech(run(".", 289) + run("#", 10)))
    #expect(result.undecided("QC104") == .notEnoughSpeech)
    #expect(analysis(speech("."), speech(".")).undecided("QC104") == .noSpeech)
  }

  @Test func `a customer who says less than a second makes a silent call`() throws {
    for (count, flagged) in [(9, true), (10, false)] {
      let result = analysis(
        speech(run("#", 30) + run(".", 80)), speech(run(".", 40) + run("#", count)))
      #expect((result.flag("QC110") != nil) == flagged)
    }
  }

  @Test func `a silent call needs an agent's word and ten seconds`() {
    #expect(analysis(speech(run(".", 110)), speech(run(".", 110))).flag("QC110") == nil)
    let short = analysis(speech(run("#", 30) + run(".", 69)), speech(run(".", 99)))
    #expect(short.undecided("QC110") == .notEnoughSpeech)
  }

  @Test func `a dead customer channel is a fault of the line, a live one a silent caller`() {
    let agent = speech(run("#", 30), stepSeconds: 1)
    let dead = analysis(agent, speech(run("0", 30), stepSeconds: 1))
    #expect(dead.flag("QC128") != nil && dead.flag("QC110") == nil)
    let live = analysis(agent, speech(run(".", 30), stepSeconds: 1))
    #expect(live.flag("QC128") == nil && live.flag("QC110") != nil)
  }

  @Test func `speech up to the end of the file is cut off`() throws {
    for (tail, flagged) in [(1, true), (2, false)] {
      let result = analysis(speech(run("#", 100) + run(".", tail)), speech(run(".", 100 + tail)))
      #expect((result.flag("QC125") != nil) == flagged)
    }
    // a = −10, g = −22: the last syllable has died away by 12 dB.
    let faded = analysis(speech(run("a", 100) + run("g", 4)), speech(run(".", 104)))
    #expect(faded.flag("QC125") == nil)
    let mixed = analysis(speech(run("#", 100)), roles: [.mixed])
    #expect(mixed.flag("QC125")?.evidence == [TimeSpan(5, 10)])
  }

  @Test func `a median answer of two seconds is slow from the third answer on`() throws {
    let agentCell = run(".", 40) + run("#", 20)
    let customerCell = run("#", 20) + run(".", 40)
    for (times, gap, flagged) in [(3, 0, true), (2, 0, nil), (3, 1, false)] as [(Int, Int, Bool?)] {
      let agent = String(repeating: agentCell, count: times)
      // With a gap of 1 the customer's turns end a tenth later: answers after 1.9 s.
      let customer = String(
        repeating: run("#", 20 + gap) + run(".", 40 - gap), count: times)
      let result = analysis(
        speech(agent),
        speech(
          gap == 0
            ? String(
              repeating: customerCell, count: times) : customer))
      #expect((result.flag("QC127") != nil) == (flagged ?? false))
      #expect((result.undecided("QC127") == .notEnoughSpeech) == (flagged == nil))
    }
  }
}
