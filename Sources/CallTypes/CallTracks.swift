/// All that analysis knows of one recording: everything right of this value is cheap and pure.
public struct CallTracks: Hashable, Sendable {
  /// Length of the decoded audio, in seconds.
  public var durationSeconds: Double
  /// One entry per channel, in file order.
  public var channels: [ChannelTracks]
  /// Pearson correlation of the first two channels' samples, −1…1; `nil` with one channel or where
  /// a channel is digital silence throughout.
  public var interchannelCorrelation: Double?
  /// How much more the file says that it holds than could be decoded, in seconds. A store keeps it in
  /// the report.
  public var missingSeconds = 0.0

  /// Makes the tracks of a call.
  public init(
    durationSeconds: Double, channels: [ChannelTracks], interchannelCorrelation: Double?
  ) {
    self.durationSeconds = durationSeconds
    self.channels = channels
    self.interchannelCorrelation = interchannelCorrelation
  }
}

/// What was measured on one channel.
public struct ChannelTracks: Hashable, Sendable {
  /// Lowest level that is told apart from digital silence; levels are clamped here.
  public static let levelFloorDBFS: Float = -120
  /// Default of `speechSpans.offsetRatio`: with a lower probability speech neither begins nor goes on.
  public static let speechOffsetRatio = 0.35

  /// Mean-square level of one hop around the frame's centre, at the native rate, in dBFS.
  public var levelDBFS: Track
  /// Envelope of ITU-T P.56 (two one-pole smoothers of 30 ms in cascade over the magnitude), its
  /// largest value in the hop.
  public var activity: ActivityTrack
  /// Probability that a person speaks in the frame.
  public var speechProbability: UnitTrack
  /// Probability of music, on a coarser grid of its own.
  public var musicProbability: UnitTrack
  /// Rate of vocal-fold vibration.
  public var f0Hz: F0Track
  /// Height of the autocorrelation peak that F0 was taken from, 0…1; 0 where none was sought.
  public var f0Strength: UnitTrack
  /// Level of the background alone, in dBFS, on a coarser grid of its own.
  public var noiseFloorDBFS: Track
  /// What is wrong with the samples themselves, at the native rate.
  public var faults: SampleFaults
  /// Signalling tones, by start.
  public var tones: [ToneSegment]
  /// Share of a frame's power that other channels' sound explains, by way of an echo.
  public var echoRatio: UnitTrack
  /// Where other channels are heard in this one, by start.
  public var echoes: [EchoStretch]
  /// What tells the voices in the channel apart; `nil` where one party alone has it.
  public var voices: VoiceTrack?
  /// Where there is no recording of the channel, and its samples are filled in; ordered. A store keeps
  /// it in the report.
  public var absentSpans: [TimeSpan] = []

  /// Makes the tracks of a channel.
  public init(
    levelDBFS: Track, activity: ActivityTrack, speechProbability: UnitTrack,
    musicProbability: UnitTrack, f0Hz: F0Track, f0Strength: UnitTrack, noiseFloorDBFS: Track,
    faults: SampleFaults, tones: [ToneSegment] = [], echoRatio: UnitTrack? = nil,
    echoes: [EchoStretch] = [], voices: VoiceTrack? = nil
  ) {
    self.levelDBFS = levelDBFS
    self.activity = activity
    self.speechProbability = speechProbability
    self.musicProbability = musicProbability
    self.f0Hz = f0Hz
    self.f0Strength = f0Strength
    self.noiseFloorDBFS = noiseFloorDBFS
    self.faults = faults
    self.tones = tones
    self.echoRatio =
      echoRatio
      ?? UnitTrack(
        grid: levelDBFS.grid, steps: [UInt8](repeating: 0, count: levelDBFS.grid.frameCount))
    self.echoes = echoes
    self.voices = voices
  }
}

extension ChannelTracks {
  /// The same tracks, as if no other channel were heard in this one.
  public var withoutEchoes: ChannelTracks {
    var tracks = self
    tracks.echoRatio.steps = [UInt8](repeating: 0, count: echoRatio.grid.frameCount)
    tracks.echoes = []
    return tracks
  }

  /// The same tracks without the digital zero that stands where there is no recording.
  public var withoutFilledZeros: ChannelTracks {
    guard !absentSpans.isEmpty else { return self }
    var tracks = self
    tracks.faults.digitalZeroSpans = faults.digitalZeroSpans.union().subtracting(absentSpans)
    return tracks
  }
}

/// What is wrong with a channel's samples, measured at the native rate.
public struct SampleFaults: Hashable, Sendable {
  /// Runs of equal samples at or near full scale.
  public var clippedSpans: [TimeSpan]
  /// Share of all samples that lie in such runs, 0…1.
  public var clippedRatio: Double
  /// Runs of exactly equal samples at the codec's zero, 20 ms or longer.
  public var digitalZeroSpans: [TimeSpan]
  /// Packets that repeat the one before them sample for sample.
  public var repeatedPacketSpans: [TimeSpan]
  /// Mean of all samples, full scale 1.0.
  public var dcOffset: Double
  /// Largest magnitude of a sample, full scale 1.0.
  public var peak: Double
  /// Samples that were no number or infinite, and were taken as zero.
  public var invalidSampleCount: Int

  /// Makes a record of faults.
  public init(
    clippedSpans: [TimeSpan] = [], clippedRatio: Double = 0, digitalZeroSpans: [TimeSpan] = [],
    repeatedPacketSpans: [TimeSpan] = [], dcOffset: Double = 0, peak: Double = 0,
    invalidSampleCount: Int = 0
  ) {
    self.clippedSpans = clippedSpans
    self.clippedRatio = clippedRatio
    self.digitalZeroSpans = digitalZeroSpans
    self.repeatedPacketSpans = repeatedPacketSpans
    self.dcOffset = dcOffset
    self.peak = peak
    self.invalidSampleCount = invalidSampleCount
  }
}
