import CallTypes

extension ChannelSpeech {
  /// Median of the side's level windows inside some spans; where no window has enough speech, of the active
  /// levels of the spans themselves. `nil` when the side does not speak there.
  ///
  /// A cough moves one window, and the median hardly; unlike the median of frames, the level of a
  /// window does not depend on how much of its words is weak.
  func medianLevelDBFS(in spans: [TimeSpan]) -> Double? {
    let inside = spans.flatMap { levelWindows.inside($0) }.map(\.activeLevelDBFS)
    return (inside.isEmpty ? spans.compactMap { activeLevelDBFS(in: $0) } : inside).lowerMedian
  }
}
