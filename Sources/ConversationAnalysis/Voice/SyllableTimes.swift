import CallTypes

/// Where a side's syllables lie: rates of any part of its speech from one pass over the tracks.
struct SyllableTimes {
  /// Instants of the syllable nuclei, in seconds, ascending.
  private let nucleiSeconds: [Double]

  /// Finds the syllables of a channel.
  init(of channel: ChannelSpeech, _ settings: VoiceSettings) {
    nucleiSeconds = channel.syllableNuclei(settings).map { channel.grid.centreSeconds(ofFrame: $0) }
  }

  /// Syllables per second of speech.
  ///
  /// - Parameter speech: Stretches of the side's speech; ordered.
  /// - Returns: `nil` when there is none.
  func perSecond(of speech: [TimeSpan]) -> Double? {
    let seconds = speech.totalSeconds
    guard seconds > 0 else { return nil }
    let count = nucleiSeconds.count { instant in
      let index = speech.partitioningIndex { $0.endSeconds > instant }
      return index < speech.count && speech[index].contains(instant)
    }
    return Double(count) / seconds
  }
}
