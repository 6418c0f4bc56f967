import CallTypes

/// Where a side's syllables lie: rates of any part of its speech.
struct SyllableTimes {
  /// Instants of the syllable nuclei, in seconds, ascending.
  private let nucleiSeconds: [Double]

  /// Takes the syllables of a channel.
  init(of channel: ChannelSpeech) {
    nucleiSeconds = channel.syllableNuclei.map { channel.grid.centreSeconds(ofFrame: $0) }
  }

  /// Syllables per second of speech.
  ///
  /// - Parameter speech: Stretches of the side's speech; ordered.
  /// - Returns: `nil` when there is none.
  func perSecond(of speech: [TimeSpan]) -> Double? {
    let seconds = speech.totalSeconds
    guard seconds > 0 else { return nil }
    return Double(speech.reduce(0) { $0 + count(in: $1) }) / seconds
  }

  private func count(in span: TimeSpan) -> Int {
    let first = nucleiSeconds.partitioningIndex { $0 >= span.startSeconds }
    let end = nucleiSeconds.partitioningIndex { $0 >= span.endSeconds }
    return max(0, end - first)
  }
}
