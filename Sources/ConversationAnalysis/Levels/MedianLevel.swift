import CallTypes

extension [LevelWindow] {
  /// Median of the active levels; `nil` without a window.
  ///
  /// A cough moves one window, and the median hardly; unlike the median of frames, the level of a
  /// window does not depend on how much of its words is weak.
  var medianActiveLevelDBFS: Double? {
    let levels = map(\.activeLevelDBFS).sorted()
    return levels.isEmpty ? nil : levels[(levels.count - 1) / 2]
  }
}
