import CallTypes

extension ChannelSpeech {
  /// Median level of the side's speech frames in some spans; `nil` when it does not speak there.
  ///
  /// A cough or a laugh moves a mean by decibels and a median hardly; resolution is that of
  /// `LevelHistogram`.
  func medianSpeechLevelDBFS(in spans: [TimeSpan]) -> Double? {
    var histogram = LevelHistogram()
    for span in spans {
      for frame in grid.frames(in: span) where frame < mask.count && mask[frame] {
        histogram.add(tracks.levelDBFS.values[frame])
      }
    }
    return histogram.percentileDBFS(0.5)
  }
}
