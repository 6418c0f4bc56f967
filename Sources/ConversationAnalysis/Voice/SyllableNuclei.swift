import CallTypes

extension VoicedSpeech {
  /// Frames of the syllable nuclei, ascending, after de Jong & Wempe (2009), Behavior Research Methods 41:385.
  ///
  /// A nucleus is a peak of smoothed intensity that lies at most `syllableRangeDB` under the loudest
  /// syllables, is preceded and followed by dips of `syllableDipDB`, and is periodic. A run of speech
  /// begins and ends with a dip, as silence lies around it. Smoothing is a moving mean in dB.
  ///
  /// Periodic is what the frame itself says, whether or not F0 has a path through it: the path is loath
  /// to go from unvoiced to voiced and back, so that it passes over short vowels, the more the faster
  /// somebody speaks.
  ///
  /// A fixed smoothing melts fast syllables and leaves ripples in slow ones (1.33 times the syllables
  /// at 2 a second, 0.86 at 8, by tools/oracles/syllables). So it reaches over a share of the
  /// syllable's own length, of which the frame, a mean itself, is a part: a first count with
  /// `smoothingSeconds` gives a rate, which gives the next smoothing, for all of the speech and then
  /// for each stretch between long pauses.
  ///
  /// A syllable is as long as it sounds: that rate is of the time in which anything does
  /// (`soundingSeconds`), an articulation rate. By the length of the runs, which hold pauses of up to a
  /// fifth of a second, single words with pauses between them were smoothed as if they were said more
  /// slowly, and lost syllables, the more the faster they are.
  ///
  /// - Parameter levels: Levels of the speech frames.
  func syllableNuclei(_ levels: LevelHistogram, _ settings: VoiceSettings) -> [Int] {
    guard let search = SyllableSearch(self, levels, settings) else { return [] }
    var smoothingSeconds = settings.smoothingSeconds
    var usualRate = 0.0
    let allSeconds = search.soundingSeconds(of: runs.indices)
    for _ in 0..<settings.smoothingPassCount {
      let count = search.nuclei(in: runs[...], smoothingSeconds).count
      usualRate = allSeconds > 0 ? Double(count) / allSeconds : 0
      let former = smoothingSeconds
      smoothingSeconds = settings.smoothingSeconds(ofRate: usualRate)
      if smoothingSeconds == former { break }  // it would be the same count for ever
    }
    return stretchesOfOneTempo(settings).flatMap { stretch in
      let seconds = search.soundingSeconds(of: stretch.indices)
      var nuclei: [Int] = []
      var rate = usualRate
      var former = -1.0
      for _ in 0..<settings.smoothingPassCount {
        let smoothingSeconds = settings.smoothingSeconds(ofRate: rate)
        if smoothingSeconds == former { break }  // it would be the same nuclei for ever
        former = smoothingSeconds
        nuclei = search.nuclei(in: stretch, smoothingSeconds)
        rate = seconds > 0 ? Double(nuclei.count) / seconds : 0
      }
      return nuclei
    }
  }

  /// Runs of speech, parted at long pauses.
  private func stretchesOfOneTempo(_ settings: VoiceSettings) -> [ArraySlice<Range<Int>>] {
    let longestPause = grid.frameCount(ofSeconds: settings.tempoPauseSeconds)
    var stretches: [ArraySlice<Range<Int>>] = []
    var first = runs.startIndex
    for index in runs.indices {
      let next = index + 1
      if next == runs.endIndex || runs[next].lowerBound - runs[index].upperBound > longestPause {
        stretches.append(runs[first..<next])
        first = next
      }
    }
    return stretches
  }
}

extension VoiceSettings {
  /// Smoothing for speech of a syllable rate, in seconds.
  fileprivate func smoothingSeconds(ofRate syllablesPerSecond: Double) -> Double {
    guard syllablesPerSecond > 0 else { return longestSmoothingSeconds }
    let wanted = smoothingRatio / syllablesPerSecond
    return max(shortestSmoothingSeconds, min(longestSmoothingSeconds, wanted))
  }
}

/// What the search for nuclei keeps from one smoothing to the next.
private struct SyllableSearch {
  private let speech: VoicedSpeech
  private let lowestDBFS: Double
  private let minimumStrength: UInt8
  private let dipDB: Double
  /// Frames of each run that sound.
  private let soundingCounts: [Int]

  /// `nil` without speech.
  init?(_ speech: VoicedSpeech, _ levels: LevelHistogram, _ settings: VoiceSettings) {
    guard speech.speechSeconds > 0,
      let loudDBFS = levels.percentileDBFS(settings.loudSpeechRatio)
    else { return nil }
    self.speech = speech
    lowestDBFS = Double(loudDBFS) - settings.syllableRangeDB
    minimumStrength = UnitTrack.step(for: Float(settings.syllableStrengthRatio))
    dipDB = settings.syllableDipDB
    soundingCounts = Self.soundingCounts(
      of: speech, lowestDBFS: lowestDBFS, overNoiseDB: settings.soundOverNoiseDB)
  }

  /// Seconds in which runs of speech sound, by their numbers.
  func soundingSeconds(of runs: Range<Int>) -> Double {
    Double(soundingCounts[runs].reduce(0, +)) * speech.grid.hopSeconds
  }

  /// Frames of each run that sound: as loud as a nucleus may be, and louder than the background, which
  /// fills the pauses of a noisy line.
  private static func soundingCounts(
    of speech: VoicedSpeech, lowestDBFS: Double, overNoiseDB: Double
  ) -> [Int] {
    let levels = speech.tracks.levelDBFS.values
    return speech.runs.map { run in
      let noiseDBFS = speech.background.meanLevelDBFS(in: speech.grid.span(ofFrames: run))
      let leastDBFS = Float(max(lowestDBFS, (noiseDBFS ?? -.infinity) + overNoiseDB))
      return levels[run].count { $0 >= leastDBFS }
    }
  }

  /// Frames of the periodic peaks in runs of speech.
  func nuclei(in runs: ArraySlice<Range<Int>>, _ smoothingSeconds: Double) -> [Int] {
    // A level is a mean over a hop; a moving mean of them reaches a hop further than its own width.
    let width = max(1, smoothingSeconds / speech.grid.hopSeconds - 1)
    var found: [Int] = []
    let levels = speech.tracks.levelDBFS.values
    for run in runs { addPeaks(of: levels.span, in: run, widthFrames: width, to: &found) }
    return found.filter { peak in
      // The smoothed peak may lie a frame off the periodic one.
      let around = max(0, peak - 1)...min(speech.grid.frameCount - 1, peak + 1)
      return around.contains { speech.tracks.f0Strength.steps[$0] >= minimumStrength }
    }
  }

  /// Adds the frames of the intensity peaks of a run.
  private func addPeaks(
    of levels: Span<Float>, in run: Range<Int>, widthFrames: Double, to found: inout [Int]
  ) {
    var mean = MovingMean(of: levels, widthFrames: widthFrames, over: run)
    var rising = true
    var (peakDB, peakFrame) = (-Double.infinity, run.lowerBound)
    var valleyDB = Double.infinity
    for frame in run {
      let levelDB = mean.next(of: levels)
      if rising {
        if levelDB > peakDB { (peakDB, peakFrame) = (levelDB, frame) }
        if peakDB - levelDB >= dipDB {
          if peakDB >= lowestDBFS { found.append(peakFrame) }
          (rising, valleyDB) = (false, levelDB)
        }
      } else {
        valleyDB = min(valleyDB, levelDB)
        if levelDB - valleyDB >= dipDB { (rising, peakDB, peakFrame) = (true, levelDB, frame) }
      }
    }
    if rising, peakDB >= lowestDBFS { found.append(peakFrame) }
  }
}
