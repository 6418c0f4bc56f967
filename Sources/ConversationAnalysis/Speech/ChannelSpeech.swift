import CallTypes

/// Speech, and the level of it, in one channel.
struct ChannelSpeech: Sendable {
  /// Place in the file.
  let index: Int
  /// Declared role.
  let role: ChannelRole
  /// What was measured.
  let tracks: ChannelTracks
  /// The grid of the call; shared by all channels.
  let grid: FrameGrid
  /// Signalling tones, grouped; by start.
  let toneSequences: [ToneSequence]
  /// What looks like speech and is a tone; ordered.
  let toneSuppressed: [TimeSpan]
  /// What looks like speech and is another channel's; ordered.
  let echoSuppressed: [TimeSpan]
  /// When music plays in the channel; ordered.
  let music: [TimeSpan]
  /// What looks like speech and is music; ordered.
  let musicSuppressed: [TimeSpan]
  /// Runs of frames with speech, ascending.
  let runs: [Range<Int>]
  /// When somebody speaks in the channel; ordered.
  let spans: [TimeSpan]
  /// Whether a frame is speech; shape `[grid.frameCount]`.
  let mask: [Bool]
  /// Frames per level mass: the step of the level windows.
  let blockFrames: Int
  /// What P.56 needs, for each block of `blockFrames`; speech frames only.
  let masses: [LevelMass]
  /// P.56 active level over the call; `nil` without speech.
  let activeLevelDBFS: Double?
  /// Level of the background alone.
  let background: BackgroundPowers
  /// Median background level; `nil` without a frame.
  let noiseFloorDBFS: Double?
  /// Levels of the speech frames.
  let speechLevels: LevelHistogram
  /// Levels over sliding windows, only where the side speaks enough; by start time.
  let levelWindows: [LevelWindow]
  /// Median and spread of F0.
  let f0: F0Statistics
  /// Frames of the syllable nuclei; ascending.
  let syllableNuclei: [Int]

  /// Finds the speech of a channel.
  init(
    index: Int, role: ChannelRole, tracks: ChannelTracks, grid: FrameGrid,
    settings: ConversationSettings
  ) {
    let signals = ConversationAnalysis.toneSequences(
      of: tracks.tones, speech: [], settings: settings.tone)
    let surelyMusic = musicSpans(in: tracks, settings: settings.music).filter {
      !isSignal($0, among: signals)
    }
    var found = foundSpeech(
      in: tracks, grid: grid,
      speechless: speechlessSpans(
        of: tracks.tones, durationSeconds: grid.durationSeconds, settings: settings.tone),
      music: pureMusic(in: surelyMusic, tracks, settings: settings.music),
      settings: settings.speechSpans, echo: settings.echo)
    let taken = musicTakenForSpeech(
      found.runs, beside: surelyMusic, in: tracks, grid: grid, settings: settings.music)
    found.giveToMusic(taken)
    let music = grown(
      surelyMusic, by: taken.map { grid.span(ofFrames: $0) },
      speech: found.runs.map { grid.span(ofFrames: $0) }, settings: settings.music)
    self.init(
      index: index, role: role, tracks: tracks, grid: grid, runs: found.runs,
      sounds: OtherSounds(
        toneSequences: ConversationAnalysis.toneSequences(
          of: tracks.tones, speech: found.runs.map { grid.span(ofFrames: $0) },
          settings: settings.tone),
        toneSuppressed: found.toneSuppressed.map { grid.span(ofFrames: $0) },
        echoSuppressed: found.echoSuppressed.map { grid.span(ofFrames: $0) }, music: music,
        musicSuppressed: found.musicSuppressed.map { grid.span(ofFrames: $0) }),
      settings: settings)
  }

  /// The speech of one voice of the channel, as if it had a channel of its own; what is no speech stays
  /// with the channel.
  ///
  /// - Parameter runs: Frames in which the voice speaks; ascending.
  func part(runs: [Range<Int>], settings: ConversationSettings) -> ChannelSpeech {
    ChannelSpeech(
      index: index, role: role, tracks: tracks, grid: grid, runs: runs, sounds: OtherSounds(),
      settings: settings)
  }

  /// What a channel holds besides speech.
  private struct OtherSounds {
    var toneSequences: [ToneSequence] = []
    var toneSuppressed: [TimeSpan] = []
    var echoSuppressed: [TimeSpan] = []
    var music: [TimeSpan] = []
    var musicSuppressed: [TimeSpan] = []
  }

  private init(
    index: Int, role: ChannelRole, tracks: ChannelTracks, grid: FrameGrid, runs: [Range<Int>],
    sounds: OtherSounds, settings: ConversationSettings
  ) {
    self.index = index
    self.role = role
    self.tracks = tracks
    self.grid = grid
    self.runs = runs
    toneSequences = sounds.toneSequences
    toneSuppressed = sounds.toneSuppressed
    echoSuppressed = sounds.echoSuppressed
    music = sounds.music
    musicSuppressed = sounds.musicSuppressed
    spans = runs.map { grid.span(ofFrames: $0) }
    var mask = [Bool](repeating: false, count: grid.frameCount)
    for run in runs { for frame in run { mask[frame] = true } }
    self.mask = mask
    blockFrames = max(1, grid.frameCount(ofSeconds: settings.levels.stepSeconds))
    (masses, speechLevels) = Self.masses(of: runs, tracks, grid, blockFrames: blockFrames)
    background = BackgroundPowers(tracks.noiseFloorDBFS)
    levelWindows = slidingLevels(
      of: masses, blockFrames: blockFrames, grid, background: background, settings.levels)
    let voice = VoicedSpeech(
      tracks: tracks, background: background, grid: grid, runs: runs,
      speechSeconds: spans.totalSeconds)
    f0 = voice.f0Statistics(settings.voice)
    syllableNuclei = voice.syllableNuclei(speechLevels, settings.voice)
    let total = masses.reduce(into: LevelMass()) { $0 += $1 }
    activeLevelDBFS = ActiveSpeechLevel.levelDBFS(of: total)
    let noise = tracks.noiseFloorDBFS
    let recorded = noise.values.indices.filter { frame in
      tracks.absentSpans.isEmpty
        || tracks.absentSpans.seconds(in: noise.grid.span(ofFrames: frame..<frame + 1)) == 0
    }
    noiseFloorDBFS = recorded.map { noise.values[$0] }.lowerMedian.map(Double.init)
  }

  /// What would be speech if tones, echoes and music were taken for it; ordered.
  var unsuppressedSpans: [TimeSpan] {
    (spans + toneSuppressed + echoSuppressed + musicSuppressed).union()
  }

  /// Seconds of speech.
  var speechSeconds: Double { spans.totalSeconds }

  /// Level masses per block and the histogram of levels, over the speech frames taken as one signal.
  private static func masses(
    of runs: [Range<Int>], _ tracks: ChannelTracks, _ grid: FrameGrid, blockFrames: Int
  ) -> ([LevelMass], LevelHistogram) {
    let blockCount = (grid.frameCount + blockFrames - 1) / blockFrames
    var masses = [LevelMass](repeating: LevelMass(), count: blockCount)
    var histogram = LevelHistogram()
    var hangover = HangoverMaximum(hopSeconds: grid.hopSeconds)
    let (levels, reached) = (tracks.levelDBFS.values, tracks.activity.reached)
    for run in runs {
      for block in run.lowerBound / blockFrames..<(run.upperBound - 1) / blockFrames + 1 {
        let frames = run.clamped(to: block * blockFrames..<(block + 1) * blockFrames)
        masses[block].add(
          frames, levelsDBFS: levels.span, reached: reached.span, hangover: &hangover)
        histogram.add(levels[frames])
      }
    }
    return (masses, histogram)
  }
}
