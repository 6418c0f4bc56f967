import CallTypes
import ConversationAnalysis
import TestSupport
import Testing

/// A recording that is no normal call, and how it is named.
private struct OddCall: Sendable, CustomTestStringConvertible {
  var name: String
  var lanes: [Lane]
  var roles: [ChannelRole] = [.agent, .customer]
  var correlation = 0.0
  /// A rule that must fire; `nil` = the note of the score names it.
  var rule: String?
  var note: UnknownReason
  /// Settings on which the case rests, shorter than the defaults.
  var prepare: @Sendable (inout CallTracks) -> Void = { _ in }

  var testDescription: String { name }
}

/// The table of issue 7, section 3.3: each named, none scored as a normal call.
struct OddCallsTests {
  /// Turns of 6 s with pauses of 0.3 s, the first side's first, `rounds` times each.
  private static func turns(_ rounds: Int, first: Bool) -> String {
    let (talk, wait) = (run("#", 60), run(".", 60))
    let round = first ? talk + "..." + wait + "..." : wait + "..." + talk + "..."
    return "....." + String(repeating: round, count: rounds)
  }

  private static let agent = turns(5, first: true)
  private static let customer = turns(5, first: false)

  /// Answers of 3 s to turns of 6 s, five times.
  private static let turnsBetween = String(
    repeating: run(".", 63) + run("#", 30) + run(".", 7), count: 5)

  private static let cases: [OddCall] = [
    OddCall(
      name: "the same audio in both channels", lanes: [speech(agent), speech(agent)],
      correlation: 0.999, rule: "QC131", note: .notScorable),
    OddCall(
      name: "the same audio upside down", lanes: [speech(agent), speech(agent)],
      correlation: -0.999, rule: "QC131", note: .notScorable),
    OddCall(
      name: "swapped channels",
      lanes: [
        speech(run(".", 130) + run(".", 40) + run("#", 60) + run(".", 60)),
        {
          var rung = speech(run(".", 130) + run("#", 35) + run(".", 65) + run("#", 50))
          rung.tones = (0..<3).map { index in
            let start = 0.5 + 4 * Double(index)
            return ToneSegment(
              span: TimeSpan(start, start + 1), kind: .steady, frequenciesHz: [440, 480],
              levelDBFS: -20)
          }
          return rung
        }(),
      ], rule: "QC132", note: .notScorable),
    OddCall(
      name: "swapped channels of a call that does not ring",
      lanes: [
        speech(run(".", 45) + String(repeating: run("#", 60) + run(".", 40), count: 5)),
        speech(".........." + run("#", 30) + "....." + turnsBetween),
      ], rule: "QC132", note: .notScorable),
    OddCall(
      name: "a channel that runs ahead by 1 s",
      lanes: [speech(agent), speech(String(customer.dropFirst(10)))], rule: "QC133",
      note: .notScorable),
    OddCall(
      name: "one side dead", lanes: [speech(agent), speech(run("0", agent.count))],
      rule: "QC128", note: .notScorable),
    OddCall(
      name: "one side not recorded", lanes: [speech(agent), speech(run("0", agent.count))],
      rule: "QC128", note: .notScorable,
      prepare: { $0.channels[1].absentSpans = [TimeSpan(0, $0.durationSeconds)] }),
    OddCall(
      name: "a third of one side not recorded", lanes: [speech(agent), speech(customer)],
      rule: nil, note: .partyAbsent,
      prepare: { $0.channels[1].absentSpans = [TimeSpan(42, $0.durationSeconds)] }),
    OddCall(
      name: "more than a tenth of the recording lost", lanes: [speech(agent), speech(customer)],
      rule: nil, note: .recordingCutShort,
      prepare: { $0.missingSeconds = $0.durationSeconds / 9 + 0.1 }),
    OddCall(
      name: "three parties",
      lanes: [
        speech(agent), speech(customer),
        speech(run(".", agent.count) + "..." + run("#", 60)),
      ], roles: [.agent, .customer, .unknown], rule: nil, note: .moreParties),
    OddCall(
      name: "an agent who talks to somebody who is not heard",
      lanes: [speech(agent), speech(run(".", agent.count))], rule: "QC110", note: .onePartyOnly),
    OddCall(
      name: "the agent's monologue",
      lanes: [speech("....." + run("#", 700)), speech("....." + run(".", 700))], rule: "QC126",
      note: .onePartyOnly),
    OddCall(
      name: "the customer's monologue",
      lanes: [speech("....." + run(".", 700)), speech("....." + run("#", 700))], rule: "QC128",
      note: .notScorable),
    OddCall(
      name: "a mixed channel", lanes: [speech(agent)], roles: [.mixed], rule: nil,
      note: .mixedChannel),
    OddCall(
      name: "roles that nobody declared", lanes: [speech(agent), speech(customer)], roles: [],
      rule: nil, note: .rolesUnknown),
  ]

  @Test(arguments: cases)
  private func `an odd call is named and has no points`(call: OddCall) {
    var tracks = drawnTracks(call.lanes, interchannelCorrelation: call.correlation)
    call.prepare(&tracks)
    let result = analyze(tracks, roles: call.roles, settings: ConversationSettings())
    if let rule = call.rule { #expect(result.flag(rule) != nil, "\(result.flags.map(\.code))") }
    #expect(result.score.points == nil)
    #expect(result.score.band == nil)
    #expect(result.notes["score.points"] == call.note)
    #expect(!result.review.scorable)
  }

  @Test(arguments: [(299, true), (300, false)])
  func `a silent call is judged by its procedure, half a minute of talk is none`(
    tenths: Int, isScored: Bool
  ) {
    let call = "....." + run("#", 150) + run(".", 50) + run("#", tenths - 150) + run(".", 60)
    let result = analysis(speech(call), speech(run(".", call.count)))
    #expect(result.flag("QC110") != nil)
    #expect((result.score.points != nil) == isScored)
  }

  @Test func `the call that they are made of is scored`() {
    let result = analysis(speech(Self.agent), speech(Self.customer))
    #expect(result.score.points != nil)
    #expect(result.review.scorable)
    // A tenth of it may be missing.
    var tracks = drawnTracks([speech(Self.agent), speech(Self.customer)])
    tracks.missingSeconds = tracks.durationSeconds / 9
    let cut = analyze(
      tracks, roles: [.agent, .customer], settings: ConversationSettings())
    #expect(cut.score == result.score && cut.notes == result.notes)
  }
}
