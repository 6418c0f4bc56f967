public import CallTypes

/// Settings of the voice measures: F0 and syllable rate.
public struct VoiceSettings: DescribedSettings {
  /// Least periodicity of a frame that counts as voiced.
  public var minimumStrengthRatio = 0.45
  /// How far under the level of its run of speech a voiced frame may lie, in dB.
  public var voicedRangeDB = 25.0
  /// F0 further from the median is an octave error, in semitones.
  public var outlierSemitones = 10.0
  /// Least voiced speech for F0 figures, in seconds.
  public var minimumVoicedSeconds = 3.0
  /// Length over which intensity is smoothed before syllables are first counted, in seconds.
  public var smoothingSeconds = 0.05
  /// Length over which intensity is smoothed once a rate is known, as a share of a syllable.
  public var smoothingRatio = 0.32
  /// Number of times that syllables are counted, each with the smoothing that fits the count before.
  public var smoothingPassCount = 3
  /// Shortest smoothing, in seconds.
  public var shortestSmoothingSeconds = 0.02
  /// Longest smoothing, in seconds.
  public var longestSmoothingSeconds = 0.2
  /// Speech keeps its tempo over pauses up to this length, in seconds.
  public var tempoPauseSeconds = 1.0
  /// Percentile of the speech level that syllables are compared with.
  public var loudSpeechRatio = 0.99
  /// How far under loud speech a syllable may lie, in dB.
  public var syllableRangeDB = 28.0
  /// Least dip in intensity between syllables, in dB.
  public var syllableDipDB = 3.5
  /// How far over the background a frame lies in which speech sounds, in dB.
  public var soundOverNoiseDB = 3.0
  /// Least periodicity at a syllable's peak.
  public var syllableStrengthRatio = 0.35
  /// Least speech for a syllable rate, in seconds.
  public var minimumSpeechSeconds = 5.0

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "minimumStrengthRatio", "Least height of the autocorrelation peak of a voiced frame",
      source: "Boersma 1993; Praat's voicing threshold", range: 0...1),
    SettingDescription(
      "voicedRangeDB",
      "How far under the level of its run of speech a voiced frame may lie to count for F0",
      source: "dev calls with hum 30 dB down: 20 to 25 find all; the weak ends of vowels stay",
      range: 5...96),
    SettingDescription(
      "outlierSemitones", "F0 further from the median is left out: an octave error of the tracker",
      source: "octave errors lie at 12 semitones, give or take the voice's own movement",
      range: 1...48),
    SettingDescription(
      "minimumVoicedSeconds", "Least voiced speech for median and spread of F0",
      source: "own choice: about ten syllables", range: 0...600),
    SettingDescription(
      "smoothingSeconds", "Smoothing of intensity before syllable nuclei are first counted",
      source: "de Jong & Wempe 2009: Praat intensity of 64 ms", range: 0.01...0.2),
    SettingDescription(
      "smoothingRatio", "Smoothing of intensity once the rate is known, as a share of a syllable",
      source: "train voices: connected speech is counted as by 0.25 of a syllable with its pauses",
      range: 0.05...1),
    SettingDescription(
      "smoothingPassCount",
      "How often syllables are counted, each time with the smoothing that fits the last count",
      source: "tools/oracles/syllables: a fourth changes nothing", range: 1...10),
    SettingDescription(
      "shortestSmoothingSeconds", "Shortest smoothing of intensity, the frame's own included",
      source: "own choice: two frames", range: 0.01...0.2),
    SettingDescription(
      "longestSmoothingSeconds", "Longest smoothing of intensity",
      source: "own choice: that of 1.5 syllables a second", range: 0.01...0.5),
    SettingDescription(
      "tempoPauseSeconds", "Speech keeps its tempo over pauses up to this length",
      source: "own choice: as turns.longestPauseSeconds, which ends a stretch", range: 0...60),
    SettingDescription(
      "loudSpeechRatio", "Percentile of intensity that stands for the loudest syllables",
      source: "Praat script of de Jong & Wempe 2009, in its version of 2010", range: 0.5...1),
    SettingDescription(
      "syllableRangeDB", "How far under the loudest syllables a nucleus may lie",
      source: "words of known text: weak last vowels need more than the 25 dB of Praat's script",
      range: 5...60),
    SettingDescription(
      "syllableDipDB", "Least dip of intensity before and after a nucleus",
      source: "words of known text, together with the smoothing: 2 to 4 tried; 2 to 4 in the paper",
      range: 0.5...12),
    SettingDescription(
      "soundOverNoiseDB",
      "How far over the background a frame lies in which speech sounds; less is a pause",
      source: "own choice: as much speech as background; words in noise: 3 and 5 tried",
      range: 0...40),
    SettingDescription(
      "syllableStrengthRatio",
      "Least periodicity at a syllable's peak; hiss and bursts are not periodic",
      source: "words of known text and rule calls: 0 to 0.5 tried",
      range: 0...1),
    SettingDescription(
      "minimumSpeechSeconds", "Least speech for a syllable rate",
      source: "own choice: about twenty syllables", range: 0...600),
  ]
}

/// F0 of a channel's frames that are voiced enough.
struct VoicedF0 {
  private let strengths: [UInt8]
  private let leastStrength: UInt8
  private let f0Hz: F0Track

  /// Takes the F0 of a channel.
  init(of tracks: ChannelTracks, _ settings: VoiceSettings) {
    strengths = tracks.f0Strength.steps
    leastStrength = UnitTrack.step(for: Float(settings.minimumStrengthRatio))
    f0Hz = tracks.f0Hz
  }

  /// F0 in Hz; `nil` where the frame is not voiced.
  subscript(frame: Int) -> Float? { strengths[frame] >= leastStrength ? f0Hz[frame] : nil }
}

/// Median and spread of a side's F0.
struct F0Statistics: Hashable, Sendable {
  /// Voiced speech that was measured, in seconds.
  var voicedSeconds = 0.0
  /// Median; `nil` without enough voiced speech.
  var medianHz: Double?
  /// Standard deviation about the median, outliers left out; `nil` without enough voiced speech.
  var spreadSemitones: Double?
}

/// Speech of a channel, and what its voice is measured from.
struct VoicedSpeech {
  /// What was measured.
  let tracks: ChannelTracks
  /// Level of the background alone.
  let background: BackgroundPowers
  /// The grid of the call.
  let grid: FrameGrid
  /// Runs of frames with speech, ascending.
  let runs: [Range<Int>]
  /// Seconds of speech.
  let speechSeconds: Double

  /// Statistics of F0 over voiced speech frames.
  ///
  /// Taken from a histogram in steps of 1/8 Hz, so that hours of frames are neither kept nor sorted:
  /// at 80 Hz a step is 0.03 semitones.
  func f0Statistics(_ settings: VoiceSettings) -> F0Statistics {
    let stepsPerHz = 8.0
    let highestHz = 1024.0
    var counts = [Int](repeating: 0, count: Int(highestHz * stepsPerHz) + 1)
    var total = 0
    let voicedF0 = VoicedF0(of: tracks, settings)
    let levels = tracks.levelDBFS.values
    for run in runs {
      let leastDBFS = leastLevelDBFS(of: run, settings)
      for frame in run where levels[frame] >= leastDBFS {
        guard let f0Hz = voicedF0[frame] else { continue }
        counts[Int((min(Double(f0Hz), highestHz) * stepsPerHz).rounded())] += 1
        total += 1
      }
    }
    var result = F0Statistics(voicedSeconds: Double(total) * grid.hopSeconds)
    guard total > 0, result.voicedSeconds.reaches(settings.minimumVoicedSeconds) else {
      return result
    }
    var seen = 0
    let medianStep = counts.firstIndex { count in
      seen += count
      return 2 * seen >= total
    }
    guard let medianStep, medianStep > 0 else { return result }
    result.medianHz = Double(medianStep) / stepsPerHz
    result.spreadSemitones = spread(
      of: counts, aroundStep: medianStep, outlierSemitones: settings.outlierSemitones)
    return result
  }

  /// What a voiced frame of a run of speech has at least: hum is periodic, too, and goes on under weak
  /// consonants and between words.
  private func leastLevelDBFS(of run: Range<Int>, _ settings: VoiceSettings) -> Float {
    let (levels, powers) = (tracks.levelDBFS.values, Decibels.levelPowers)
    let power = run.reduce(0.0) { $0 + powers.power(ofDBFS: levels[$1]) } / Double(run.count)
    return Float(Decibels.level(ofPower: power) - settings.voicedRangeDB)
  }

  /// Root mean square distance from the median in semitones, outliers left out.
  private func spread(
    of counts: [Int], aroundStep medianStep: Int, outlierSemitones: Double
  ) -> Double {
    var squares = 0.0
    var kept = 0
    for (step, count) in counts.enumerated() where count > 0 && step > 0 {
      let distance = Decibels.semitones(ofRatio: Double(step) / Double(medianStep))
      guard abs(distance) <= outlierSemitones else { continue }
      squares += distance * distance * Double(count)
      kept += count
    }
    return kept > 0 ? (squares / Double(kept)).squareRoot() : 0
  }
}
