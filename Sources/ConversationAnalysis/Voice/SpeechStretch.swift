import CallTypes

/// How a side speaks in one of the equal stretches that its speech is cut into.
struct SpeechStretch: Hashable {
  /// The speech of the stretch; ordered.
  var speech: [TimeSpan]
  /// Power mean of its levels.
  var levelDBFS: Double
  /// Median F0, in semitones over 1 Hz.
  var f0Semitones: Double
  /// Rate of its syllables.
  var syllablesPerSecond: Double
}

extension ChannelSpeech {
  /// The side's speech in stretches of equal length, by time; the rest at the end is left out.
  ///
  /// - Returns: Stretches without a voiced frame are absent.
  func stretches(ofSeconds seconds: Double, _ settings: VoiceSettings) -> [SpeechStretch] {
    let syllables = SyllableTimes(of: self)
    let voicedF0 = VoicedF0(of: tracks, settings)
    let (levels, powers) = (tracks.levelDBFS.values, Decibels.levelPowers)
    return pieces(ofSeconds: seconds).compactMap { speech in
      var power = 0.0
      var count = 0
      var f0Hz: [Float] = []
      for span in speech {
        for frame in grid.frames(in: span) {
          power += powers.power(ofDBFS: levels[frame])
          count += 1
          if let hz = voicedF0[frame] { f0Hz.append(hz) }
        }
      }
      guard count > 0, let median = f0Hz.lowerMedian, let rate = syllables.perSecond(of: speech)
      else { return nil }
      let medianHz = Double(median)
      return SpeechStretch(
        speech: speech, levelDBFS: Decibels.level(ofPower: power / Double(count)),
        f0Semitones: Decibels.semitones(ofRatio: medianHz), syllablesPerSecond: rate)
    }
  }

  /// Speech cut into pieces with equal time of speech in each.
  private func pieces(ofSeconds seconds: Double) -> [[TimeSpan]] {
    guard seconds > 0 else { return [] }
    var pieces: [[TimeSpan]] = []
    var piece: [TimeSpan] = []
    for span in spans {
      var start = span.startSeconds
      while start < span.endSeconds {
        let missing = seconds - piece.totalSeconds
        guard (span.endSeconds - start).reaches(missing) else {
          piece.append(TimeSpan(start, span.endSeconds))
          break
        }
        let end = min(start + missing, span.endSeconds)
        pieces.append(piece + [TimeSpan(start, end)])
        piece = []
        start = end
      }
    }
    return pieces
  }
}
