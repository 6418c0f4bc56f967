/// Small two-sided calls as WAV files, for tests that need a real recording.
public enum CallBytes {
  /// One voice-like tone after the other, the agent on channel 0, the customer on channel 1.
  ///
  /// - Parameters:
  ///   - seconds: Length of the call; each side speaks for half of it.
  ///   - f0Hz: F0 of the first side; the second's is 1.5 times as high, so that calls differ.
  ///   - gapSeconds: Silence before the second side speaks.
  public static func stereo(
    seconds: Double = 2, f0Hz: Double = 120, gapSeconds: Double = 0
  ) -> WaveBytes {
    let half = Signals.vowel(f0Hz: f0Hz, seconds: seconds / 2)
    let other = Signals.vowel(f0Hz: f0Hz * 1.5, seconds: seconds / 2)
    let gap = Signals.noise(dBFS: -70, seconds: gapSeconds)
    let left = half + gap + Signals.noise(dBFS: -70, seconds: seconds / 2, seed: 2)
    let right = Signals.noise(dBFS: -70, seconds: seconds / 2, seed: 3) + gap + other
    let interleaved = zip(left, right).flatMap { [$0, $1] }
    return WaveBytes(samples: interleaved, channelCount: 2)
  }

  /// One voice-like tone on one channel.
  public static func mono(seconds: Double = 1, f0Hz: Double = 120) -> WaveBytes {
    WaveBytes(samples: Signals.vowel(f0Hz: f0Hz, seconds: seconds))
  }
}
