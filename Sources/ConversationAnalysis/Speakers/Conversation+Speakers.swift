import CallTypes

extension Conversation {
  /// Whether overlaps can be counted: the sides have channels of their own, or their voices were told
  /// apart surely enough.
  func isSureOfOverlap(_ settings: SpeakerSettings) -> Bool {
    guard hasSpeakers else { return true }
    return (speakers?.report.expectedErrorRatio ?? 1) <= settings.maximumInterruptionErrorRatio
  }

  /// How surely two voices of one channel speak at once; `nil` where sides have channels of their own.
  func overlapConfidence(in span: TimeSpan) -> Double? {
    guard hasSpeakers, let voices = channels.first?.tracks.voices else { return nil }
    let frames = voices.grid.frames(in: span)
    guard !frames.isEmpty else { return nil }
    let sum = frames.reduce(0) { $0 + Int(voices.overlapSteps[$1]) }
    return Double(sum) / Double(frames.count) / 255
  }
}
