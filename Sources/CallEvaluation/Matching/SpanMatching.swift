internal import CallPipeline
internal import CallTypes

/// Rounding of decimal times must not decide whether a tolerance is kept.
private let roundingSeconds = 1e-9

extension TimeSpan {
  /// Intersection ÷ union, 0…1; 0 where both are empty.
  func intersectionOverUnion(_ other: TimeSpan) -> Double {
    let union =
      max(endSeconds, other.endSeconds) - min(startSeconds, other.startSeconds)
    return union > 0 ? overlapSeconds(with: other) / union : 0
  }

  /// Whether this reference matches by intersection over union.
  func matchesByExtent(_ hypothesis: TimeSpan, _ settings: EvaluationSettings) -> Bool {
    intersectionOverUnion(hypothesis) >= settings.minimumIntersectionOverUnionRatio
      - roundingSeconds
  }

  /// Whether this reference matches by its edges: sed_eval's condition.
  func matchesByEdges(_ hypothesis: TimeSpan, _ settings: EvaluationSettings) -> Bool {
    let offsetTolerance = max(
      settings.offsetToleranceSeconds, settings.offsetToleranceRatio * durationSeconds)
    return abs(startSeconds - hypothesis.startSeconds)
      <= settings.onsetToleranceSeconds + roundingSeconds
      && abs(endSeconds - hypothesis.endSeconds) <= offsetTolerance + roundingSeconds
  }

  /// Seconds that both share when each may be off by the slack; zero or less = no contact.
  func contactSeconds(_ other: TimeSpan, slackSeconds: Double) -> Double {
    min(endSeconds, other.endSeconds) - max(startSeconds, other.startSeconds) + slackSeconds
  }
}

/// Indices of hypotheses that a reference may match; `ordered` by start, for long lists.
func candidates(
  of references: [TimeSpan], among hypotheses: [TimeSpan],
  where matches: (Int, Int) -> Bool
) -> [[Int]] {
  references.indices.map { reference in
    hypotheses.indices.filter { matches(reference, $0) }
  }
}
