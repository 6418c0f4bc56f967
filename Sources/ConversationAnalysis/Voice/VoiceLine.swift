import CallTypes

/// Level of one side over a short stretch of its speech.
struct VoiceWindow: Hashable, Sendable {
  /// Number of the stretch between long pauses that it lies in.
  var group: Int
  /// First speech frame and the one after the last, by their number among the side's.
  var places: Range<Int>
  /// First frame of the call and the one after the last.
  var frames: Range<Int>
  /// Power mean of the speech frames.
  var levelDBFS: Double
}

/// What is usual for a side, whether it shouts for most of the call or not.
struct CalmVoice: Hashable, Sendable {
  /// Median level.
  var levelDBFS: Double
  /// Median level over the background.
  var overBackgroundDB: Double
  /// Median of F0, over the side's median.
  var semitones: Double

  /// How many windows are looked at, at least, of as many or more: windows that lap over each other by nine
  /// tenths say nearly the same. Half a minute of speech has 300.
  private static let sampleCount = 250

  /// Medians over the windows that are not raised over the lower quartiles: as long as a quarter of
  /// the speech is calm, what is shouted does not move them. `nil` without voiced windows.
  init?(
    _ all: [VoiceWindow], of voice: VoiceLine, levelRiseDB: Double, f0RiseSemitones: Double
  ) {
    let windows = stride(from: 0, to: all.count, by: max(1, all.count / Self.sampleCount)).map {
      all[$0]
    }
    let heights = windows.map(voice.semitones)
    let known = heights.compactMap(\.self)
    guard !windows.isEmpty, !known.isEmpty else { return nil }
    let levels = windows.map(\.levelDBFS)
    let limitDBFS = levels.element(ofRank: levels.count / 4) + levelRiseDB
    let limitSemitones = known.element(ofRank: known.count / 4) + f0RiseSemitones
    let calm = windows.indices.filter {
      levels[$0] < limitDBFS || (heights[$0] ?? 0) < limitSemitones
    }
    guard let level = calm.map({ levels[$0] }).lowerMedian,
      let over = calm.map({ voice.overBackgroundDB(of: windows[$0]) }).lowerMedian,
      let height = calm.compactMap({ heights[$0] }).lowerMedian
    else { return nil }
    (levelDBFS, overBackgroundDB, semitones) = (level, over, height)
  }
}

/// One side's speech as a line of levels and heights, frame by frame, without the pauses.
struct VoiceLine {
  /// How far windows lie apart: a tenth of one.
  static let stepsPerWindow = 10

  private let speech: ChannelSpeech
  private let limits: RaisedVoiceDetector.Settings
  /// Number of speech frames before each run of speech.
  private let runOffsets: [Int]
  /// Power of each speech frame.
  private let powers: [Float]
  /// F0 of each speech frame over the side's median, in semitones; not finite where there is none.
  private let heights: [Float]
  /// All windows of the speech, by time; none reaches over a long pause.
  private(set) var windows: [VoiceWindow] = []

  /// Takes levels and F0 of a side's speech.
  ///
  /// - Parameter medianHz: F0 that heights are over.
  init(_ speech: ChannelSpeech, over medianHz: Double, _ settings: ConversationSettings) {
    self.speech = speech
    limits = settings.raisedVoice
    let (levels, levelPowers) = (speech.tracks.levelDBFS.values, Decibels.levelPowers)
    var offsets: [Int] = []
    var powers: [Float] = []
    powers.reserveCapacity(speech.runs.reduce(0) { $0 + $1.count })
    for run in speech.runs {
      offsets.append(powers.count)
      for frame in run { powers.append(Float(levelPowers.power(ofDBFS: levels[frame]))) }
    }
    (runOffsets, self.powers) = (offsets, powers)
    heights = Self.heights(of: speech, over: medianHz, settings.voice)
    windows = spokenWindows()
  }

  /// Median of F0 of a window over that of the side, in semitones; `nil` with too little voice.
  func semitones(of window: VoiceWindow) -> Double? {
    let voiced = heights[window.places].filter(\.isFinite)
    let voicedSeconds = Double(voiced.count) * speech.grid.hopSeconds
    guard voicedSeconds.reaches(limits.minimumVoicedSeconds) else { return nil }
    return voiced.lowerMedian.map(Double.init)
  }

  /// Level of a window over that of the background.
  func overBackgroundDB(of window: VoiceWindow) -> Double {
    let background = speech.meanNoiseFloorDBFS(in: speech.grid.span(ofFrames: window.frames))
    return window.levelDBFS - (background ?? Double(ChannelTracks.levelFloorDBFS))
  }

  private func spokenWindows() -> [VoiceWindow] {
    let length = max(1, speech.grid.frameCount(ofSeconds: limits.windowSeconds))
    let step = max(1, length / Self.stepsPerWindow)
    let longestPause = speech.grid.frameCount(ofSeconds: limits.longestPauseSeconds)
    var windows: [VoiceWindow] = []
    for (group, places) in groups(ofPauseFrames: longestPause).enumerated() {
      let steps = stepPowers(in: places, step: step)
      let firsts = stride(from: places.lowerBound, through: places.upperBound - length, by: step)
      for (number, first) in firsts.enumerated() {
        let window = first..<first + length
        var power = 0.0
        for index in number..<number + length / step { power += steps[index] }
        for place in first + length / step * step..<window.upperBound {
          power += Double(powers[place])
        }
        windows.append(
          VoiceWindow(
            group: group, places: window,
            frames: frame(at: window.lowerBound)..<frame(at: window.upperBound - 1) + 1,
            levelDBFS: Decibels.level(ofPower: power / Double(length))))
      }
    }
    return windows
  }

  /// F0 over a median in semitones, per speech frame; not finite where there is none: F0 of voiced speech
  /// counts, and what lies so far from the median is an octave error.
  private static func heights(
    of speech: ChannelSpeech, over medianHz: Double, _ settings: VoiceSettings
  ) -> [Float] {
    let voicedF0 = VoicedF0(of: speech.tracks, settings)
    var intervals = KnownIntervals(over: medianHz)
    var semitones: [Float] = []
    semitones.reserveCapacity(speech.runs.reduce(0) { $0 + $1.count })
    for run in speech.runs {
      for frame in run {
        let height = voicedF0[frame].map { intervals.semitones(of: $0) } ?? .nan
        semitones.append(abs(height) <= settings.outlierSemitones ? Float(height) : .nan)
      }
    }
    return semitones
  }

  /// Sums of the powers of each whole step from the start of a group.
  private func stepPowers(in places: Range<Int>, step: Int) -> [Double] {
    (0..<places.count / step).map { number in
      let first = places.lowerBound + number * step
      return powers[first..<first + step].reduce(0.0) { $0 + Double($1) }
    }
  }

  /// Speech frames by their number, parted at long pauses.
  private func groups(ofPauseFrames longest: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var end: Int?
    for (run, offset) in zip(speech.runs, runOffsets) {
      let places = offset..<offset + run.count
      if let end, run.lowerBound - end <= longest {
        groups[groups.count - 1] = groups[groups.count - 1].lowerBound..<places.upperBound
      } else {
        groups.append(places)
      }
      end = run.upperBound
    }
    return groups
  }

  /// Frame of the call that a speech frame is.
  private func frame(at place: Int) -> Int {
    let run = runOffsets.partitioningIndex { $0 > place } - 1
    return speech.runs[run].lowerBound + place - runOffsets[run]
  }

  /// Number of speech frames before a frame of the call that is one.
  private func place(of frame: Int) -> Int {
    let run = speech.runs.partitioningIndex { $0.upperBound > frame }
    return runOffsets[run] + frame - speech.runs[run].lowerBound
  }

  /// What of the speech that windows cover is raised itself: the first and the last of them reach into
  /// calm speech.
  ///
  /// A window's power is the calm one by one share and the raised one by the other. So the usual level
  /// of the loud windows says how much of those at both ends is raised.
  func raisedPart(
    of windows: ArraySlice<VoiceWindow>, over calm: CalmVoice
  ) -> (span: TimeSpan, speechSeconds: Double)? {
    let rises = windows.map { $0.levelDBFS - calm.levelDBFS }
    guard let first = windows.first, let last = windows.last,
      let riseDB = rises.filter({ $0.reaches(limits.levelRiseDB) }).lowerMedian
    else { return nil }
    func calmCount(in window: VoiceWindow, of count: Int) -> Int {
      let share =
        (Decibels.power(ofDB: window.levelDBFS - calm.levelDBFS) - 1)
        / (Decibels.power(ofDB: riseDB) - 1)
      return Int((Double(count) * (1 - max(0, min(1, share)))).rounded())
    }
    let start = place(of: first.frames.lowerBound)
    let end = place(of: last.frames.upperBound - 1) + 1
    let firstCount = place(of: first.frames.upperBound - 1) + 1 - start
    let lastCount = end - place(of: last.frames.lowerBound)
    let from = start + calmCount(in: first, of: firstCount)
    let until = end - calmCount(in: last, of: lastCount)
    guard from < until else { return nil }
    return (
      speech.grid.span(ofFrames: frame(at: from)..<frame(at: until - 1) + 1),
      Double(until - from) * speech.grid.hopSeconds
    )
  }

  /// Level and height of what windows cover, over what is usual; `nil` with too little voice.
  ///
  /// The level is that of all speech; the height is the median of the windows that reach the limit of
  /// the level, as the others are half calm.
  func rise(
    of windows: ArraySlice<VoiceWindow>, over calm: CalmVoice
  ) -> (levelDB: Double, semitones: Double)? {
    guard let first = windows.first, let last = windows.last else { return nil }
    let whole = first.frames.lowerBound..<last.frames.upperBound
    // Both ends of a window are speech.
    let spoken = powers[place(of: whole.lowerBound)...place(of: whole.upperBound - 1)]
    let power = spoken.reduce(0.0) { $0 + Double($1) } / Double(spoken.count)
    let loud = windows.filter { ($0.levelDBFS - calm.levelDBFS).reaches(limits.levelRiseDB) }
    guard let height = loud.compactMap(semitones).lowerMedian else { return nil }
    return (
      Decibels.level(ofPower: power) - calm.levelDBFS, height - calm.semitones
    )
  }
}

/// Intervals over one frequency, looked up where a frequency comes again: out of a store F0 has 255
/// values.
private struct KnownIntervals {
  private static let placeCount = 2048
  /// Bits of a number under those that give its place: two of the exponent and the first nine of the
  /// significand stay, so that a fifth of a semitone from 40 to 640 Hz has a place of its own.
  private static let lowerBitCount = 14

  private let baseHz: Double
  private var known = [(f0Hz: Float, semitones: Double)](repeating: (0, 0), count: placeCount)

  init(over baseHz: Double) { self.baseHz = baseHz }

  /// The interval of a frequency over the base, in semitones.
  mutating func semitones(of f0Hz: Float) -> Double {
    let place = Int(f0Hz.bitPattern >> Self.lowerBitCount) % Self.placeCount
    if known[place].f0Hz != f0Hz {
      known[place] = (f0Hz, Decibels.semitones(ofRatio: Double(f0Hz) / baseHz))
    }
    return known[place].semitones
  }
}
