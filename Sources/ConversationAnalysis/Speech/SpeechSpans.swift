public import CallTypes

/// Settings of the step from speech probabilities to speech spans.
public struct SpeechSpanSettings: DescribedSettings {
  /// Probability at which speech begins.
  public var onsetRatio = 0.35
  /// Probability below which speech ends.
  public var offsetRatio = ChannelTracks.speechOffsetRatio
  /// Probability of the first and the last frame of a run that do not rise over the background.
  public var edgeRatio = 0.6
  /// Silences up to this length belong to the speech around them, in seconds.
  public var longestGapSeconds = 0.20
  /// Runs with less sound over the background are no speech, in seconds.
  public var minimumSeconds = 0.10
  /// Least voiced sound in a channel that carries speech, in seconds.
  public var minimumVoicedSeconds = 0.1
  /// Shorter runs without a voiced frame are no speech, in seconds.
  public var voicelessSeconds = 0.35
  /// Added before and after each run, in seconds.
  public var paddingSeconds = 0.0
  /// Frames further under the loud speech around them are no speech, in dB.
  public var dynamicRangeDB = 50.0
  /// Length of the stretch whose speech tells what is loud in its middle, in seconds.
  public var loudSpeechSeconds = 30.0
  /// With less speech in the stretch the whole side tells what is loud, in seconds.
  public var leastLoudSpeechSeconds = 3.0
  /// Share of speech frames below the level that counts as loud speech.
  public var loudSpeechRatio = 0.95

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "onsetRatio", "Speech probability at which speech begins",
      source: "tuned on tools/corpus, dev split; as offsetRatio: without hysteresis",
      range: 0...1),
    SettingDescription(
      "offsetRatio", "Speech probability below which speech ends: below onsetRatio against flicker",
      source: "tuned on tools/corpus, dev split", range: 0...1),
    SettingDescription(
      "edgeRatio",
      "Speech probability with which a span begins and ends where nothing rises over the background",
      source: "tuned on tools/corpus, dev split: words fade into noise", range: 0...1),
    SettingDescription(
      "longestGapSeconds", "Longest silence inside a speech span: stop closures are shorter",
      source: "Campione & Véronis 2002: silent pauses from 0.2 s; references here fill 0.2 s",
      range: 0...2),
    SettingDescription(
      "minimumSeconds",
      "Shortest sound over the background in a speech span, after gaps are closed: clicks are shorter",
      source: "own choice: half a syllable", range: 0...1),
    SettingDescription(
      "minimumVoicedSeconds",
      "A channel with less voiced sound carries no speech, but clicks, keys, breath or noise",
      source: "own choice: one vowel", range: 0...10),
    SettingDescription(
      "voicelessSeconds",
      "A shorter span without voice is no speech: a bang, a key, or noise that begins with the recording",
      source: "tuned on tools/corpus, dev split; words hold a vowel", range: 0...5),
    SettingDescription(
      "paddingSeconds", "Added on both sides of each span; none, as it would make overlap",
      source: "own choice", range: 0...1),
    SettingDescription(
      "dynamicRangeDB", "How far under loud speech a frame may lie",
      source:
        "ITU-T P.56: speech spans 30 to 40 dB; ten more for shouts, tuned on tools/corpus, dev split",
      range: 10...120),
    SettingDescription(
      "loudSpeechSeconds", "Stretch whose speech tells what is loud: a line's gain may change",
      source: "tuned on tools/corpus, dev split: of 30 s, 60 s and the whole side",
      range: 1...36_000),
    SettingDescription(
      "leastLoudSpeechSeconds",
      "Least speech of such a stretch; with less, the whole side tells what is loud",
      source: "own choice: one utterance", range: 0...36_000),
    SettingDescription(
      "loudSpeechRatio", "Percentile of levels that stands for loud speech: above are bursts",
      source: "own choice", range: 0.5...1),
  ]
}

/// Speech of one channel, and what was taken for it.
struct FoundSpeech {
  /// Runs of frames with speech; ascending.
  var runs: [Range<Int>] = []
  /// Runs of frames that look like speech and lie where tones leave no room for it; ascending.
  var toneSuppressed: [Range<Int>] = []
  /// Runs of frames that look like speech and are another channel's; ascending.
  var echoSuppressed: [Range<Int>] = []
  /// Runs of frames that look like speech and are music, as songs are; ascending.
  var musicSuppressed: [Range<Int>] = []

  /// Makes some of the runs music; ascending.
  mutating func giveToMusic(_ taken: [Range<Int>]) {
    guard !taken.isEmpty else { return }
    runs = runs.excluding(taken)
    musicSuppressed = (musicSuppressed + taken).sorted { $0.lowerBound < $1.lowerBound }
  }
}

/// Speech of one channel as runs of frames, in ascending order.
///
/// Hysteresis on the probability, then the level gate, then gaps are closed, then ends taken off that
/// have faded into the background, then runs dropped that are short, as in Bredin et al. 2020
/// (pyannote.audio), hardly rise over the background, or are short and without voice. The gate comes
/// before the gaps are closed: a closure inside a word may lie 40 dB down and must not break it.
///
/// Frames that are another channel's echo are cleared first, so that nothing rests on their level.
///
/// - Parameters:
///   - speechless: Spans that hold no speech whatever the probability says; no gap is closed over one,
///     so that nothing of it becomes speech again.
///   - music: Spans that hold music only; songs may look like speech.
func foundSpeech(
  in tracks: ChannelTracks, grid: FrameGrid, speechless: [TimeSpan], music: [TimeSpan] = [],
  settings: SpeechSpanSettings, echo: EchoDetector.Settings
) -> FoundSpeech {
  var mask = hysteresisMask(
    tracks.speechProbability.steps, count: grid.frameCount,
    onset: UnitTrack.step(for: Float(settings.onsetRatio)),
    offset: UnitTrack.step(for: Float(settings.offsetRatio)))
  var found = FoundSpeech()
  found.toneSuppressed = clear(&mask, in: speechless, grid: grid)
  found.musicSuppressed = clear(&mask, in: music, grid: grid)
  let echoes = clearEchoes(in: &mask, tracks.echoRatio, settings: echo)
  gate(&mask, levelsDBFS: tracks.levelDBFS.values, grid: grid, settings)
  let longestGap = grid.frameCount(ofSeconds: settings.longestGapSeconds)
  let shortest = grid.frameCount(ofSeconds: settings.minimumSeconds)
  let padding = grid.frameCount(ofSeconds: settings.paddingSeconds)
  let barriers = speechless.map { grid.frames(in: $0) }
  let voiceless = grid.frameCount(ofSeconds: settings.voicelessSeconds)
  let edge = UnitTrack.step(for: Float(settings.edgeRatio))
  let kept = runs(of: mask).closingGaps(ofFrames: longestGap, butOver: barriers)
    .map { trimmed($0, tracks, to: edge, ofFrames: longestGap) }
    .filter { run in
      risingCount(in: run, tracks.f0Strength) >= shortest
        && (run.count >= voiceless || haveVoice([run], tracks.f0Hz, atLeastFrames: 1))
    }
  found.echoSuppressed = echoes.excluding(kept)
  let leastVoiced = grid.frameCount(ofSeconds: settings.minimumVoicedSeconds)
  guard haveVoice(kept, tracks.f0Hz, atLeastFrames: leastVoiced) else { return found }
  found.runs = kept
  if padding > 0 {
    found.runs = kept.map {
      max(0, $0.lowerBound - padding)..<min(grid.frameCount, $0.upperBound + padding)
    }
    .closingGaps(ofFrames: 0)
  }
  return found
}

/// A run without the frames at its ends that are improbable and do not rise over the background, as where
/// a word fades into noise; an end at which these are more than a gap is left as it is, since that may be
/// a word.
private func trimmed(
  _ run: Range<Int>, _ tracks: ChannelTracks, to least: UInt8, ofFrames most: Int
) -> Range<Int> {
  let (probability, strength) = (tracks.speechProbability.steps, tracks.f0Strength.steps)
  let known = run.clamped(to: 0..<min(probability.count, strength.count))
  let isKept = { frame in probability[frame] >= least || strength[frame] > 0 }
  guard let first = known.first(where: isKept), let last = known.last(where: isKept) else {
    return run
  }
  let start = first - run.lowerBound <= most ? first : run.lowerBound
  let end = run.upperBound - last - 1 <= most ? last + 1 : run.upperBound
  return start..<end
}

/// Frames of a run that rise over the background: only there is an F0 sought, and `f0Strength` zero
/// elsewhere.
///
/// What the detector takes for speech and what lies on the background throughout is the background:
/// beside a word, the noise of a quiet line looks like a voice that fades.
private func risingCount(in run: Range<Int>, _ f0Strength: UnitTrack) -> Int {
  f0Strength.steps[run].count { $0 > 0 }
}

/// Whether so many frames of the runs together have an F0.
private func haveVoice(_ runs: [Range<Int>], _ f0Hz: F0Track, atLeastFrames wanted: Int) -> Bool {
  var missing = wanted
  for run in runs {
    for frame in run where f0Hz[frame] != nil {
      missing -= 1
      if missing <= 0 { return true }
    }
  }
  return missing <= 0
}

/// Speech on above the onset, off below the offset.
private func hysteresisMask(
  _ steps: [UInt8], count: Int, onset: UInt8, offset: UInt8
) -> [Bool] {
  var mask = [Bool](repeating: false, count: count)
  var speaking = false
  for frame in 0..<min(count, steps.count) {
    speaking = steps[frame] >= (speaking ? offset : onset)
    mask[frame] = speaking
  }
  return mask
}

/// Clears frames that lie too far under the loud speech around them.
///
/// Not under that of the whole side: a line that loses gain on the way would fall silent.
private func gate(
  _ mask: inout [Bool], levelsDBFS: [Float], grid: FrameGrid, _ settings: SpeechSpanSettings
) {
  let blockFrames = max(
    1, grid.frameCount(ofSeconds: settings.loudSpeechSeconds) / (2 * reachedBlocks + 1))
  let louds = loudLevelsDBFS(
    in: mask, levelsDBFS, blockFrames: blockFrames,
    leastFrames: grid.frameCount(ofSeconds: settings.leastLoudSpeechSeconds),
    ratio: settings.loudSpeechRatio)
  for (block, loudDBFS) in louds.enumerated() {
    guard let loudDBFS else { continue }
    let lowestDBFS = Float(loudDBFS - settings.dynamicRangeDB)
    for frame in frames(ofBlock: block, blockFrames, count: mask.count)
    where mask[frame] && levelsDBFS[frame] < lowestDBFS { mask[frame] = false }
  }
}

/// Blocks on either side of one whose speech tells with it what is loud there: by default thirteen of
/// 2.3 s, so that no frame is further than half of that from the middle. An own choice.
private let reachedBlocks = 6

/// Level of the loud speech around each block of frames, or of the whole side where there is too little;
/// `nil` without speech.
private func loudLevelsDBFS(
  in mask: [Bool], _ levelsDBFS: [Float], blockFrames: Int, leastFrames: Int, ratio: Double
) -> [Double?] {
  let blockCount = (mask.count + blockFrames - 1) / blockFrames
  var blocks = [LevelHistogram](repeating: LevelHistogram(), count: 2 * reachedBlocks + 1)
  var (whole, around) = (LevelHistogram(), LevelHistogram())
  var louds: [Double?] = []
  for entering in 0..<blockCount + reachedBlocks {
    // In the place of the one that is out of reach now.
    let place = entering % blocks.count
    around -= blocks[place]
    blocks[place].removeAll()
    blocks[place].add(
      levelsDBFS, where: mask, in: frames(ofBlock: entering, blockFrames, count: mask.count))
    around += blocks[place]
    whole += blocks[place]
    guard entering >= reachedBlocks else { continue }
    louds.append(around.total >= leastFrames ? around.percentileDBFS(ratio) : nil)
  }
  let wholeDBFS = whole.percentileDBFS(ratio)
  return louds.map { $0 ?? wholeDBFS }
}

/// Frames of a block, none of one that lies outside.
private func frames(ofBlock block: Int, _ blockFrames: Int, count: Int) -> Range<Int> {
  (block * blockFrames..<(block + 1) * blockFrames).clamped(to: 0..<count)
}

/// Runs of `true`.
func runs(of mask: [Bool]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var start = 0
  var inside = false
  for frame in 0..<mask.count where mask[frame] != inside {
    if inside { found.append(start..<frame) }
    (inside, start) = (!inside, frame)
  }
  if inside { found.append(start..<mask.count) }
  return found
}

extension [Range<Int>] {
  /// Joins neighbours that lie at most the given number of frames apart with no barrier between.
  fileprivate func closingGaps(ofFrames longest: Int, butOver barriers: [Range<Int>] = [])
    -> [Range<Int>]
  {
    var joined: [Range<Int>] = []
    var next = 0
    for run in self {
      while next < barriers.count, barriers[next].upperBound <= joined.last?.upperBound ?? 0 {
        next += 1
      }
      let isBarred = next < barriers.count && barriers[next].lowerBound < run.lowerBound
      if let last = joined.last, run.lowerBound - last.upperBound <= longest, !isBarred {
        joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, run.upperBound)
      } else {
        joined.append(run)
      }
    }
    return joined
  }
}
