import CallTypes

/// A walk through the prompts of an agent who gets no answer: speak, wait, speak, wait, …, end.
///
/// The states are `spoken` and `waiting`; an utterance leads to `waiting`, the next one back, the end of
/// the call out. Pauses up to `joinSeconds` are inside an utterance.
struct PromptLadder: Hashable {
  /// The agent's utterances, by time.
  var prompts: [TimeSpan]
  /// The wait after each utterance: to the next one, or to the end of the call.
  var waitsSeconds: [Double]
  /// From the first utterance to the end of the call.
  var span: TimeSpan

  /// Walks through an agent's speech up to the end of the call.
  ///
  /// - Returns: `nil` when the agent says nothing before the end.
  init?(speech: [TimeSpan], endSeconds: Double, joinSeconds: Double) {
    prompts = speech.filter { $0.startSeconds < endSeconds }
      .closingGaps(shorterThanSeconds: joinSeconds)
    guard let first = prompts.first, let last = prompts.last else { return nil }
    let ends = prompts.dropFirst().map(\.startSeconds) + [max(endSeconds, last.endSeconds)]
    waitsSeconds = zip(prompts, ends).map { $1 - $0.endSeconds }
    span = TimeSpan(first.startSeconds, max(endSeconds, last.endSeconds))
  }

  /// Utterances and waits as steps; a wait no longer than a pause is none.
  ///
  /// - Parameter code: What the utterance with an index is.
  func trace(joinSeconds: Double, code: (Int) -> TraceCode) -> [TraceStep] {
    zip(prompts, waitsSeconds).enumerated().flatMap { index, step in
      let spoken = TraceStep(code(index), step.0)
      return step.1 > joinSeconds
        ? [spoken, TraceStep(.wait, [.durationSeconds: step.1])] : [spoken]
    }
  }
}
