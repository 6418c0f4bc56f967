import CallTypes

/// Level of one side over a short stretch of its speech.
struct SpokenWindow: Hashable, Sendable {
  /// Number of the stretch between long pauses that it lies in.
  var group: Int
  /// First speech frame and the one after the last, by their number among the side's.
  var places: Range<Int>
  /// First frame of the call and the one after the last.
  var frames: Range<Int>
  /// Power mean of the speech frames.
  var levelDBFS: Double
}

/// Level and F0 of one side over a short stretch of its speech.
struct VoiceWindow: Hashable, Sendable {
  /// Where it lies, and its level.
  var spoken: SpokenWindow
  /// The level over the background.
  var overBackgroundDB: Double
  /// Median of F0, over the side's median; `nil` with too little voice.
  var semitones: Double?

  /// First frame of the call and the one after the last.
  var frames: Range<Int> { spoken.frames }
  /// Power mean of the speech frames.
  var levelDBFS: Double { spoken.levelDBFS }
}

/// What is usual for a side, whether it shouts for most of the call or not.
struct CalmVoice: Hashable, Sendable {
  /// Median level.
  var levelDBFS: Double
  /// Median level over the background.
  var overBackgroundDB: Double
  /// Median of F0, over the side's median.
  var semitones: Double

  /// Medians over the windows that are not raised over the lower quartiles: as long as a quarter of
  /// the speech is calm, what is shouted does not move them. `nil` without voiced windows.
  init?(_ windows: [VoiceWindow], levelRiseDB: Double, f0RiseSemitones: Double) {
    let levels = windows.map(\.levelDBFS)
    let heights = windows.compactMap(\.semitones)
    guard !levels.isEmpty, !heights.isEmpty else { return nil }
    let lowDBFS = levels.element(ofRank: levels.count / 4)
    let lowSemitones = heights.element(ofRank: heights.count / 4)
    let calm = windows.filter {
      $0.levelDBFS < lowDBFS + levelRiseDB || ($0.semitones ?? 0) < lowSemitones + f0RiseSemitones
    }
    guard let level = calm.map(\.levelDBFS).lowerMedian,
      let over = calm.map(\.overBackgroundDB).lowerMedian,
      let height = calm.compactMap(\.semitones).lowerMedian
    else { return nil }
    (levelDBFS, overBackgroundDB, semitones) = (level, over, height)
  }

  /// What the median level is at least, told by levels alone: calm are, whatever their F0, the windows
  /// under the limit, and any others only raise the median. `nil` without windows.
  static func leastLevelDBFS(ofLevels levels: [Double], levelRiseDB: Double) -> Double? {
    guard !levels.isEmpty else { return nil }
    let limitDBFS = levels.element(ofRank: levels.count / 4) + levelRiseDB
    return levels.filter { $0 < limitDBFS }.lowerMedian
  }
}

/// One side's speech as a line of levels and heights, frame by frame, without the pauses.
struct VoiceLine {
  /// How far windows lie apart: a tenth of one.
  static let stepsPerWindow = 10

  private let speech: ChannelSpeech
  /// Number of speech frames before each run of speech.
  private let runOffsets: [Int]
  /// Power of each speech frame.
  private let powers: [Float]

  /// Takes the levels of a side's speech.
  init(_ speech: ChannelSpeech) {
    self.speech = speech
    let (levels, levelPowers) = (speech.tracks.levelDBFS.values, Decibels.levelPowers)
    var offsets: [Int] = []
    var powers: [Float] = []
    powers.reserveCapacity(speech.runs.reduce(0) { $0 + $1.count })
    for run in speech.runs {
      offsets.append(powers.count)
      for frame in run { powers.append(Float(levelPowers.power(ofDBFS: levels[frame]))) }
    }
    (runOffsets, self.powers) = (offsets, powers)
  }

  /// Windows of speech and their levels; none reaches over a long pause.
  func spokenWindows(_ settings: RaisedVoiceDetector.Settings) -> [SpokenWindow] {
    let length = max(1, speech.grid.frameCount(ofSeconds: settings.windowSeconds))
    let step = max(1, length / Self.stepsPerWindow)
    let longestPause = speech.grid.frameCount(ofSeconds: settings.longestPauseSeconds)
    var windows: [SpokenWindow] = []
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
          SpokenWindow(
            group: group, places: window,
            frames: frame(at: window.lowerBound)..<frame(at: window.upperBound - 1) + 1,
            levelDBFS: Decibels.level(ofPower: power / Double(length))))
      }
    }
    return windows
  }

  /// The windows with their F0, which takes several times as long as their levels.
  ///
  /// - Parameter medianHz: F0 that heights are over.
  func windows(
    _ spoken: [SpokenWindow], over medianHz: Double, _ settings: RaisedVoiceDetector.Settings,
    voice: VoiceSettings
  ) -> [VoiceWindow] {
    let semitones = heights(over: medianHz, voice)
    var (heights, known) = (SortedHeights(), 0..<0)
    return spoken.map { window in
      // Windows lap over each other: what leaves and what enters is a tenth of one.
      let (first, end) = (window.places.lowerBound, window.places.upperBound)
      heights.exchange(
        semitones[known.lowerBound..<min(known.upperBound, first)],
        for: semitones[max(known.upperBound, first)..<end])
      known = window.places
      let background = speech.meanNoiseFloorDBFS(in: speech.grid.span(ofFrames: window.frames))
      return VoiceWindow(
        spoken: window,
        overBackgroundDB: window.levelDBFS - (background ?? Double(ChannelTracks.levelFloorDBFS)),
        semitones: height(heights, settings))
    }
  }

  /// F0 over a median in semitones, per speech frame; not finite where there is none: F0 of voiced speech
  /// counts, and what lies so far from the median is an octave error.
  private func heights(over medianHz: Double, _ settings: VoiceSettings) -> [Float] {
    let minimumStrength = UnitTrack.step(for: Float(settings.minimumStrengthRatio))
    let (strengths, f0Hz) = (speech.tracks.f0Strength.steps, speech.tracks.f0Hz)
    var intervals = KnownIntervals(over: medianHz)
    var semitones: [Float] = []
    semitones.reserveCapacity(powers.count)
    for run in speech.runs {
      for frame in run {
        var height = Double.nan
        if strengths[frame] >= minimumStrength, let f0Hz = f0Hz[frame] {
          height = intervals.semitones(of: f0Hz)
        }
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

  /// Median of F0 of a window; `nil` with too little voice.
  private func height(
    _ heights: SortedHeights, _ settings: RaisedVoiceDetector.Settings
  ) -> Double? {
    let voicedSeconds = Double(heights.count) * speech.grid.hopSeconds
    return voicedSeconds.reaches(settings.minimumVoicedSeconds) ? heights.median : nil
  }

  /// What of the speech that windows cover is raised itself: the first and the last of them reach into
  /// calm speech.
  ///
  /// A window's power is the calm one by one share and the raised one by the other. So the usual level
  /// of the loud windows says how much of those at both ends is raised.
  func raisedPart(
    of windows: ArraySlice<VoiceWindow>, over calm: CalmVoice,
    _ settings: RaisedVoiceDetector.Settings
  ) -> (span: TimeSpan, speechSeconds: Double)? {
    let rises = windows.map { $0.levelDBFS - calm.levelDBFS }
    guard let first = windows.first, let last = windows.last,
      let riseDB = rises.filter({ $0.reaches(settings.levelRiseDB) }).lowerMedian
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
    of windows: ArraySlice<VoiceWindow>, over calm: CalmVoice,
    _ settings: RaisedVoiceDetector.Settings
  ) -> (levelDB: Double, semitones: Double)? {
    guard let first = windows.first, let last = windows.last else { return nil }
    let whole = first.frames.lowerBound..<last.frames.upperBound
    // Both ends of a window are speech.
    let spoken = powers[place(of: whole.lowerBound)...place(of: whole.upperBound - 1)]
    let power = spoken.reduce(0.0) { $0 + Double($1) } / Double(spoken.count)
    let loud = windows.filter { ($0.levelDBFS - calm.levelDBFS).reaches(settings.levelRiseDB) }
    guard let height = loud.compactMap(\.semitones).lowerMedian else { return nil }
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

/// Heights of a window that slides, ascending; what is not finite is not kept.
private struct SortedHeights {
  /// The heights are its first `count` numbers.
  private var values: [Float] = []
  private(set) var count = 0
  /// Room for what comes next, kept because there is a window every tenth of a second.
  private var (next, leaving, entering): ([Float], [Float], [Float]) = ([], [], [])

  /// The lower median; `nil` when empty.
  var median: Double? { count == 0 ? nil : Double(values[(count - 1) / 2]) }

  /// Takes out values that were put in, and puts in others.
  mutating func exchange(_ old: ArraySlice<Float>, for new: ArraySlice<Float>) {
    Self.sort(old, into: &leaving)
    Self.sort(new, into: &entering)
    let room = count + entering.count
    if next.count < room { next += repeatElement(0, count: room - next.count) }
    count = Self.merge(values, count, without: leaving, with: entering, into: &next)
    swap(&values, &next)
  }

  /// Merges the first `count` of ascending numbers with others, without those that leave; a loop over
  /// places, as to append takes most of the time.
  ///
  /// - Returns: How many there are now.
  private static func merge(
    _ values: [Float], _ count: Int, without leaving: [Float], with entering: [Float],
    into merged: inout [Float]
  ) -> Int {
    let (values, leaving, entering) = (values.span, leaving.span, entering.span)
    var merged = merged.mutableSpan
    var (left, entered, place) = (0, 0, 0)
    for index in 0..<count {
      let value = values[index]
      if left < leaving.count, leaving[left] == value {
        left += 1
        continue
      }
      while entered < entering.count, entering[entered] <= value {
        merged[place] = entering[entered]
        (entered, place) = (entered + 1, place + 1)
      }
      merged[place] = value
      place += 1
    }
    while entered < entering.count {
      merged[place] = entering[entered]
      (entered, place) = (entered + 1, place + 1)
    }
    return place
  }

  private static func sort(_ values: ArraySlice<Float>, into sorted: inout [Float]) {
    sorted.removeAll(keepingCapacity: true)
    for value in values where value.isFinite { sorted.append(value) }
    sorted.sort()
  }
}
