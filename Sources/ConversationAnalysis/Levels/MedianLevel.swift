import CallTypes

extension ChannelSpeech {
  /// Median of the side's level windows inside some spans; where no window has enough speech, of the active
  /// levels of the spans themselves. `nil` when the side does not speak there.
  ///
  /// A cough moves one window, and the median hardly; unlike the median of frames, the level of a
  /// window does not depend on how much of its words is weak.
  func medianLevelDBFS(in spans: [TimeSpan], _ settings: LevelSettings) -> Double? {
    let windows = levelWindows(settings)
    let inside = spans.flatMap { windows.inside($0) }.map(\.activeLevelDBFS)
    return (inside.isEmpty ? spans.compactMap { activeLevelDBFS(in: $0) } : inside).lowerMedian
  }
}
