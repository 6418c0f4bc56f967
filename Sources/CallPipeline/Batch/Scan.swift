public import CallTypes

/// Analyses many recordings, several at a time, and gives the outcomes in the order of the inputs.
///
/// At most `jobCount` calls are analysed at once, and at most four times as many are held while an
/// earlier one is still at work, so that memory does not grow with the number of calls.
///
/// - Parameters:
///   - inputs: The recordings.
///   - analyzer: How to analyse.
///   - jobCount: Calls at a time, at least one.
///   - deliver: Takes each outcome, one after the other. An error that it throws ends the scan.
public func scan(
  _ inputs: [CallInput], with analyzer: CallAnalyzer, jobCount: Int,
  deliver: (CallOutcome) throws -> Void
) async throws {
  let executor = AnalysisExecutor()
  let width = max(1, jobCount)
  let heldLimit = 4 * width
  try await withThrowingTaskGroup(of: (Int, CallOutcome).self) { group in
    var finished: [Int: CallOutcome] = [:]
    var (started, delivered, running) = (0, 0, 0)
    while delivered < inputs.count {
      while running < width, started < inputs.count, started - delivered < heldLimit {
        let (index, input) = (started, inputs[started])
        group.addTask(executorPreference: executor) { (index, analyzer.outcome(of: input)) }
        started += 1
        running += 1
      }
      guard let (index, outcome) = try await group.next() else { break }
      running -= 1
      finished[index] = outcome
      while let next = finished.removeValue(forKey: delivered) {
        try deliver(next)
        delivered += 1
      }
    }
  }
}
