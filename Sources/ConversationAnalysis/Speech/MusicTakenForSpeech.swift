import CallTypes

/// Runs of what looks like speech beside music of its own channel, and is music; ascending.
///
/// The detector hears drums, an instrument alone or a held voice as speech for seconds, and its
/// probability of music falls under the onset there. But of words it is sure that they are no music, even
/// where music has just ended; of such sounds it is not, or else they are instruments whose periodicity,
/// which it does not see, never breaks off as at consonants. As somebody may hum, sounds are doubted
/// near music only.
///
/// - Of runs near music, those that are music by their mean probability, and those that are long and
///   unbroken.
/// - Of what else lies between two stretches of music, all of it, where it is unbroken altogether or too
///   little for a return to the line.
///
/// - Parameter music: Music of the channel; ordered.
func musicTakenForSpeech(
  _ runs: [Range<Int>], beside music: [TimeSpan], in tracks: ChannelTracks, grid: FrameGrid,
  settings: MusicDetector.Settings
) -> [Range<Int>] {
  guard !music.isEmpty else { return [] }
  let doubted = runs.filter { isNear(grid.span(ofFrames: $0), music, settings.nearSeconds) }
  let taken = doubted.filter { run in
    musicRatio(of: grid.span(ofFrames: run), tracks.musicProbability) >= settings.doubtRatio
      || ((Double(run.count) * grid.hopSeconds).reaches(settings.unbrokenSeconds)
        && isUnbroken([run], tracks.f0Strength, settings))
  }
  let others = doubted.excluding(taken)
  let between = zip(music, music.dropFirst()).flatMap { before, after -> [Range<Int>] in
    let gap = TimeSpan(before.endSeconds, after.startSeconds)
    guard settings.nearSeconds.reaches(gap.durationSeconds) else { return [] }
    let inside = others.filter { grid.span(ofFrames: $0).overlapSeconds(with: gap) > 0 }
    let seconds = Double(inside.reduce(0) { $0 + $1.count }) * grid.hopSeconds
    let isReturn =
      seconds.reaches(settings.leastWordsSeconds)
      && !isUnbroken(inside, tracks.f0Strength, settings)
    return isReturn ? [] : inside
  }
  // A run over short music lies in two gaps.
  return Set(taken + between).sorted { $0.lowerBound < $1.lowerBound }
}

/// Music with what was taken for speech in it: what lies at most a rest from music is a part of it,
/// unless somebody speaks in the rest; ordered.
///
/// - Parameters:
///   - taken: What `musicTakenForSpeech` found, as spans; ordered.
///   - speech: What is left of speech; ordered.
func grown(
  _ music: [TimeSpan], by taken: [TimeSpan], speech: [TimeSpan], settings: MusicDetector.Settings
) -> [TimeSpan] {
  guard !taken.isEmpty else { return music }
  var joined: [TimeSpan] = []
  for span in (music + taken).union() {
    if let last = joined.last {
      let rest = TimeSpan(last.endSeconds, span.startSeconds)
      if settings.longestRestSeconds.reaches(rest.durationSeconds),
        speech.seconds(in: rest) < settings.spokenRestRatio * rest.durationSeconds
      {
        joined[joined.count - 1].endSeconds = span.endSeconds
        continue
      }
    }
    joined.append(span)
  }
  return joined.filter { music.seconds(in: $0) > 0 }
}

/// Mean probability of music in a span.
private func musicRatio(of span: TimeSpan, _ probability: UnitTrack) -> Double {
  let frames = probability.grid.frames(in: span)
  guard !frames.isEmpty else { return 0 }
  let sum = probability.steps[frames].reduce(0) { $0 + Int($1) }
  return Double(sum) / Double(255 * frames.count)
}

/// Whether hardly a frame of the runs is weakly periodic.
///
/// Rests between notes have no periodicity, as they have no sound: F0 is sought only where something
/// rises over the background. They may break a sound that is else all but without a weak frame.
private func isUnbroken(
  _ runs: [Range<Int>], _ f0Strength: UnitTrack, _ settings: MusicDetector.Settings
) -> Bool {
  let strong = UnitTrack.step(for: Float(settings.unbrokenStrengthRatio))
  let count = runs.reduce(0) { $0 + $1.count }
  let strongCount = runs.joined().count { f0Strength.steps[$0] >= strong }
  let audibleCount = runs.joined().count { f0Strength.steps[$0] > 0 }
  return Double(strongCount) >= settings.unbrokenShareRatio * Double(count)
    || Double(strongCount) >= settings.unbrokenAudibleRatio * Double(max(1, audibleCount))
}

/// Whether a span lies at most so far from music.
private func isNear(_ span: TimeSpan, _ music: [TimeSpan], _ seconds: Double) -> Bool {
  let reach = TimeSpan(span.startSeconds - seconds, span.endSeconds + seconds)
  return !music.intersecting(reach).isEmpty
}
