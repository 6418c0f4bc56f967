import CallTypes

extension ChannelSpeech {
  /// Number of syllable nuclei.
  func syllableNucleusCount(_ settings: VoiceSettings) -> Int { syllableNuclei(settings).count }

  /// Frames of the syllable nuclei, ascending, after de Jong & Wempe (2009), Behavior Research Methods 41:385.
  ///
  /// A nucleus is a peak of smoothed intensity that lies at most `syllableRangeDB` under the loudest
  /// syllables, is preceded and followed by dips of `syllableDipDB`, and is voiced. A run of speech
  /// begins and ends with a dip, as silence lies around it. Smoothing is a moving mean in dB.
  func syllableNuclei(_ settings: VoiceSettings) -> [Int] {
    guard let loudDBFS = speechLevels.percentileDBFS(settings.loudSpeechRatio) else { return [] }
    let lowestDBFS = Float(loudDBFS - settings.syllableRangeDB)
    let reach = max(0, grid.frameCount(ofSeconds: settings.smoothingSeconds) / 2)
    let minimumStrength = UnitTrack.step(for: Float(settings.minimumStrengthRatio))
    let dipDB = Float(settings.syllableDipDB)
    var nuclei: [Int] = []
    for run in runs {
      for peak in peaks(in: run, reach: reach, dipDB: dipDB, lowestDBFS: lowestDBFS) {
        // The smoothed peak may lie a frame off the voiced one.
        let around = max(0, peak - 1)...min(grid.frameCount - 1, peak + 1)
        if around.contains(where: { isVoiced($0, minimumStrength: minimumStrength) }) {
          nuclei.append(peak)
        }
      }
    }
    return nuclei
  }

  /// Frames of the intensity peaks of a run.
  private func peaks(
    in run: Range<Int>, reach: Int, dipDB: Float, lowestDBFS: Float
  ) -> [Int] {
    let levels = tracks.levelDBFS.values
    var found: [Int] = []
    var rising = true
    var (peakDB, peakFrame) = (-Float.infinity, run.lowerBound)
    var valleyDB = Float.infinity
    for frame in run {
      let first = max(0, frame - reach)
      let last = min(levels.count - 1, frame + reach)
      var sum: Float = 0
      for neighbour in first...last { sum += levels[neighbour] }
      let levelDB = sum / Float(last - first + 1)
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
    return found
  }
}
