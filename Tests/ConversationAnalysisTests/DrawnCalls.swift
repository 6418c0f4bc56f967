import CallTypes
import ConversationAnalysis
import TestSupport

/// Analyses a drawn call; the first lane is the agent's, the second the customer's.
func analysis(
  _ lanes: Lane..., roles: [ChannelRole] = [.agent, .customer],
  settings: ConversationSettings = ConversationSettings(), correlation: Double? = 0
) -> ConversationAnalysisResult {
  analyze(
    drawnTracks(lanes, interchannelCorrelation: correlation), roles: roles, settings: settings)
}

/// A stretch of one character.
func run(_ character: Character, _ count: Int) -> String {
  String(repeating: character, count: count)
}

/// Speech, drawn in hundredths of a second, with a syllable every `period`: up and down by 6 dB.
func syllables(period: Int, hundredths: Int, loud: Character = "#", soft: Character = "i")
  -> String
{
  let cell = run(loud, period / 2) + run(soft, period - period / 2)
  return String(String(repeating: cell, count: hundredths / period + 1).prefix(hundredths))
}

extension ConversationAnalysisResult {
  /// The flag of a rule, if it fired.
  func flag(_ code: String) -> QualityFlag? { flags.first { $0.code.rawValue == code } }

  /// Why a rule gave no verdict.
  func undecided(_ code: String) -> UnknownReason? { notes["flags.\(code)"] }

  /// Events of a kind.
  func events(_ code: EventCode) -> [CallEvent] { events.filter { $0.code == code } }

  /// Causes of events of a kind.
  func causes(_ code: EventCode) -> [EventCause?] { events(code).map(\.cause) }
}

extension QualityFlag {
  /// The trace as an English reader sees it.
  var traceText: [String]? { trace?.map { $0.text(in: .english) } }
}

/// Whether two lists of spans agree to a tenth of a millisecond.
func same(_ left: [TimeSpan], _ right: [TimeSpan]) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy {
      abs($0.startSeconds - $1.startSeconds) < 1e-4 && abs($0.endSeconds - $1.endSeconds) < 1e-4
    }
}
