/// One syllable of one side of a call.
struct Syllable {
  var startSeconds: Double
  var durationSeconds: Double
  /// F0 at the start and at the end.
  var f0Hz: (start: Double, end: Double)
  var vowel: Vowel
  /// Begins with a hiss, as with a fricative.
  var hasFricative: Bool
}

/// Who utters which syllable when: turns of phrases, with pauses, gaps and listener's words.
///
/// The ranges are chosen for about 40 % speech per side and turns of the length that calls have; the
/// benchmark needs no more of them.
struct CallTimeline {
  private static let turnSeconds = 2.0...12.0
  private static let phraseSyllableCount = 3...12
  private static let syllableSeconds = 0.12...0.28
  private static let pauseSeconds = 0.15...0.6
  /// Negative: the next one begins before the last one has ended.
  private static let gapSeconds = -0.2...0.8
  private static let listenerWordProbability = 0.25
  private static let fricativeProbability = 0.4
  /// Mean F0 of the two sides.
  private static let voiceHz = [120.0, 205.0]

  /// Syllables of each side by start.
  private(set) var sides: [[Syllable]] = [[], []]
  private var generator: SeededGenerator

  init(seconds: Double, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    var (now, speaker) = (0.5, 0)
    while now < seconds {
      let endSeconds = now + Double.random(in: Self.turnSeconds, using: &generator)
      addListenerWord(by: 1 - speaker, atSeconds: (now + endSeconds) / 2)
      now = addTurn(by: speaker, from: now, to: endSeconds)
      now += Double.random(in: Self.gapSeconds, using: &generator)
      speaker = 1 - speaker
    }
  }

  private mutating func addTurn(by side: Int, from start: Double, to end: Double) -> Double {
    var now = start
    while true {
      now = addPhrase(
        by: side, at: now,
        syllableCount: Int.random(in: Self.phraseSyllableCount, using: &generator))
      if now >= end { return now }
      now += Double.random(in: Self.pauseSeconds, using: &generator)
    }
  }

  /// In the middle of the other's turn, which is far enough from both of one's own.
  private mutating func addListenerWord(by side: Int, atSeconds start: Double) {
    guard Double.random(in: 0..<1, using: &generator) < Self.listenerWordProbability else { return }
    _ = addPhrase(by: side, at: start, syllableCount: 2)
  }

  /// - Returns: When the phrase ends.
  private mutating func addPhrase(by side: Int, at start: Double, syllableCount: Int) -> Double {
    var now = start
    for index in 0..<syllableCount {
      let duration = Double.random(in: Self.syllableSeconds, using: &generator)
      // F0 falls over a phrase and moves within a syllable.
      let declination = 1.15 - 0.3 * Double(index) / Double(syllableCount)
      let accent = Double.random(in: 0.9...1.15, using: &generator)
      let f0Hz = Self.voiceHz[side] * declination * accent
      let glide = Double.random(in: 0.88...1.08, using: &generator)
      sides[side].append(
        Syllable(
          startSeconds: now, durationSeconds: duration, f0Hz: (f0Hz, f0Hz * glide),
          vowel: Vowel.all[Int.random(in: Vowel.all.indices, using: &generator)],
          hasFricative: Double.random(in: 0..<1, using: &generator) < Self.fricativeProbability))
      now += duration
    }
    return now
  }
}
