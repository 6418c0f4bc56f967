import CallTypes

/// Level and F0 of one side over a short stretch of its speech.
struct VoiceWindow: Hashable, Sendable {
  /// Number of the stretch between long pauses that it lies in.
  var group: Int
  /// First frame and the one after the last.
  var frames: Range<Int>
  /// Power mean of the speech frames.
  var levelDBFS: Double
  /// The same over the background.
  var overBackgroundDB: Double
  /// Median of F0, over the side's median; `nil` with too little voice.
  var semitones: Double?
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
    let levels = windows.map(\.levelDBFS).sorted()
    let heights = windows.compactMap(\.semitones).sorted()
    guard !levels.isEmpty, !heights.isEmpty else { return nil }
    let (lowDBFS, lowSemitones) = (levels[levels.count / 4], heights[heights.count / 4])
    let calm = windows.filter {
      $0.levelDBFS < lowDBFS + levelRiseDB || ($0.semitones ?? 0) < lowSemitones + f0RiseSemitones
    }
    guard let level = calm.map(\.levelDBFS).lowerMedian,
      let over = calm.map(\.overBackgroundDB).lowerMedian,
      let height = calm.compactMap(\.semitones).lowerMedian
    else { return nil }
    (levelDBFS, overBackgroundDB, semitones) = (level, over, height)
  }
}

/// One side's speech as a line of levels and heights, frame by frame.
struct VoiceLine {
  /// How far windows lie apart: a tenth of one.
  static let stepsPerWindow = 10

  private let speech: ChannelSpeech
  /// F0 over the side's median in semitones, per frame; not finite where there is none.
  private let semitones: [Float]
  /// Power of each speech frame.
  private let powers: [Float]

  /// Takes F0 of voiced speech; what lies so far from the median is an octave error, and left out.
  init(_ speech: ChannelSpeech, medianHz: Double, settings: VoiceSettings) {
    self.speech = speech
    let minimumStrength = UnitTrack.step(for: Float(settings.minimumStrengthRatio))
    var semitones = [Float](repeating: .nan, count: speech.grid.frameCount)
    var powers = [Float](repeating: 0, count: speech.grid.frameCount)
    for run in speech.runs {
      for frame in run {
        powers[frame] = Float(Decibels.power(ofDB: Double(speech.tracks.levelDBFS.values[frame])))
      }
      for frame in run where speech.isVoiced(frame, minimumStrength: minimumStrength) {
        guard let f0Hz = speech.tracks.f0Hz[frame] else { continue }
        let height = Decibels.semitones(ofRatio: Double(f0Hz) / medianHz)
        if abs(height) <= settings.outlierSemitones { semitones[frame] = Float(height) }
      }
    }
    self.semitones = semitones
    self.powers = powers
  }

  /// Windows of speech; none reaches over a long pause.
  func windows(_ settings: RaisedVoiceDetector.Settings) -> [VoiceWindow] {
    let length = max(1, speech.grid.frameCount(ofSeconds: settings.windowSeconds))
    let step = max(1, length / Self.stepsPerWindow)
    let longestPause = speech.grid.frameCount(ofSeconds: settings.longestPauseSeconds)
    var windows: [VoiceWindow] = []
    for (group, frames) in groups(ofPauseFrames: longestPause).enumerated() {
      var heights = SortedHeights()
      var known = 0..<0
      for first in stride(from: 0, through: frames.count - length, by: step) {
        let window = first..<first + length
        // Windows lap over each other: what leaves and what enters is a tenth of one.
        for frame in frames[known.lowerBound..<min(known.upperBound, first)] {
          heights.remove(semitones[frame])
        }
        for frame in frames[max(known.upperBound, first)..<window.upperBound] {
          heights.insert(semitones[frame])
        }
        known = window
        windows.append(self.window(of: frames[window], heights, group: group, settings))
      }
    }
    return windows
  }

  /// Frames of speech, parted at long pauses.
  private func groups(ofPauseFrames longest: Int) -> [[Int]] {
    var groups: [[Int]] = []
    var end: Int?
    for run in speech.runs {
      if let end, run.lowerBound - end <= longest {
        groups[groups.count - 1] += run
      } else {
        groups.append(Array(run))
      }
      end = run.upperBound
    }
    return groups
  }

  private func window(
    of frames: ArraySlice<Int>, _ heights: SortedHeights, group: Int,
    _ settings: RaisedVoiceDetector.Settings
  ) -> VoiceWindow {
    let lower = frames[frames.startIndex]
    let upper = frames[frames.endIndex - 1] + 1
    let levelDBFS = level(of: frames)
    let background = speech.meanNoiseFloorDBFS(in: speech.grid.span(ofFrames: lower..<upper))
    return VoiceWindow(
      group: group, frames: lower..<upper, levelDBFS: levelDBFS,
      overBackgroundDB: levelDBFS - (background ?? Double(ChannelTracks.levelFloorDBFS)),
      semitones: height(heights, settings))
  }

  /// Power mean over frames.
  private func level(of frames: ArraySlice<Int>) -> Double {
    let power = frames.reduce(0.0) { $0 + Double(powers[$1]) }
    return Decibels.level(ofPower: power / Double(max(frames.count, 1)))
  }

  /// Median of F0 of a window; `nil` with too little voice.
  private func height(
    _ heights: SortedHeights, _ settings: RaisedVoiceDetector.Settings
  ) -> Double? {
    let voicedSeconds = Double(heights.count) * speech.grid.hopSeconds
    return voicedSeconds.reaches(settings.minimumVoicedSeconds) ? heights.median : nil
  }

  /// Level and height of what windows cover, over what is usual; `nil` with too little voice.
  ///
  /// The level is that of all speech; the height is the median of the windows that reach the limit of
  /// the level, as the others are half calm.
  func rise(
    of windows: ArraySlice<VoiceWindow>, over calm: CalmVoice,
    _ settings: RaisedVoiceDetector.Settings
  ) -> (span: TimeSpan, levelDB: Double, semitones: Double, speechSeconds: Double)? {
    guard let first = windows.first, let last = windows.last else { return nil }
    let whole = first.frames.lowerBound..<last.frames.upperBound
    let frames = speech.runs(in: whole).flatMap { Array($0) }
    let loud = windows.filter { ($0.levelDBFS - calm.levelDBFS).reaches(settings.levelRiseDB) }
    guard let height = loud.compactMap(\.semitones).lowerMedian else { return nil }
    return (
      speech.grid.span(ofFrames: whole), level(of: frames[...]) - calm.levelDBFS,
      height - calm.semitones, Double(frames.count) * speech.grid.hopSeconds
    )
  }
}

/// Heights of a window that slides, ascending; what is not finite is not kept.
private struct SortedHeights {
  private var values: [Float] = []

  var count: Int { values.count }

  /// The lower median; `nil` when empty.
  var median: Double? { values.isEmpty ? nil : Double(values[(values.count - 1) / 2]) }

  mutating func insert(_ value: Float) {
    if value.isFinite { values.insert(value, at: values.partitioningIndex { $0 >= value }) }
  }

  /// Takes out a value that was inserted.
  mutating func remove(_ value: Float) {
    if value.isFinite { values.remove(at: values.partitioningIndex { $0 >= value }) }
  }
}
