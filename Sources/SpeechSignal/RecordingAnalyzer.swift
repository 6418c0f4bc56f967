public import CallTypes

/// Turns a recording's samples into its tracks, block by block.
///
/// Feed blocks as they are decoded, then call `finish()` once. Memory grows with the number of frames
/// (15 bytes per frame and channel, and 24 more for an hour at most), not of samples. Owned by one task
/// at a time.
public final class RecordingAnalyzer {
  private let sampleRateHz: Int
  private let timer: StageTimer?
  private let hearsAllVoices: Bool
  private var channels: [Channel] = []
  private var correlation = InterchannelCorrelation()
  /// `nil` with one channel: there is no other to be heard.
  private var echo: EchoAnalyzer?
  private var sampleFrameCount = 0

  /// What one channel needs at the native rate and after it.
  private struct Channel {
    var meter: NativeMeter
    let resampler: Resampler?
    let analyzer: ChannelAnalyzer
  }

  /// Prepares for a recording.
  ///
  /// - Parameters:
  ///   - sampleRateHz: Native rate.
  ///   - channelCount: Number of channels, at least one.
  ///   - expectedSeconds: Length, if known: memory is set aside for it, at most ten hours.
  ///   - settings: How to listen.
  ///   - hearsAllVoices: Whether every channel gets a track of voices, not only one that parties share.
  ///   - keepsDetectorInput: Whether all of `detectorInputs` is kept: 24 bytes a frame and channel.
  ///   - timer: Takes the time spent per stage; `nil` = nobody asks.
  public init(
    sampleRateHz: Int, channelCount: Int, expectedSeconds: Double?, settings: SignalSettings,
    hearsAllVoices: Bool = false, keepsDetectorInput: Bool = false, timer: StageTimer? = nil
  ) {
    precondition(channelCount > 0 && sampleRateHz > 0, "a recording has channels and a rate")
    self.sampleRateHz = sampleRateHz
    self.timer = timer
    self.hearsAllVoices = hearsAllVoices
    let expectedFrames = Int(
      min(max(expectedSeconds ?? 0, 0), 36_000) * Double(AnalysisRate.framesPerSecond) + 8)
    for _ in 0..<channelCount {
      var channel = Channel(
        meter: NativeMeter(sampleRateHz: sampleRateHz, settings: settings.sampleFaults),
        resampler: Resampler(fromHz: sampleRateHz),
        analyzer: ChannelAnalyzer(
          settings: settings, keepsDetectorInput: keepsDetectorInput, timer: timer))
      channel.meter.reserve(frames: expectedFrames)
      channel.analyzer.reserve(frames: expectedFrames)
      if channelCount > 1 { channel.analyzer.bandLevels = BandLevelHistory() }
      channels.append(channel)
    }
    if channelCount > 1 {
      echo = EchoAnalyzer(channelCount: channelCount, settings: settings.echoes)
    }
  }

  /// Takes a block of interleaved samples.
  ///
  /// - Parameters:
  ///   - interleaved: Samples, −1…1; values that are no number or infinite count as zero.
  ///   - frameCount: Sample frames in the block; shape `[frameCount, channelCount]`.
  public func append(interleaved: [Float], frameCount: Int) {
    guard frameCount > 0 else { return }
    sampleFrameCount += frameCount
    var firstBlock: [Float] = []
    for index in channels.indices {
      let start = timer?.now()
      let (block, invalidCount) = deinterleave(interleaved, frameCount: frameCount, channel: index)
      channels[index].meter.append(block.span, invalidCount: invalidCount)
      timer?.add(.levels, since: start)
      resampleAndAnalyze(block, channel: index)
      if index == 0 { firstBlock = block }
      if index == 1 { correlation.append(firstBlock.span, block.span) }
    }
    chooseVoices()
    lookForEchoes()
    for channel in channels {
      channel.analyzer.listen(finalFrames: echo?.finalFrames ?? channel.analyzer.frameCount)
    }
  }

  /// Ends the recording.
  ///
  /// - Returns: The tracks; without frames when the recording is shorter than one.
  public func finish() -> CallTracks {
    let durationSeconds = Double(sampleFrameCount) / Double(sampleRateHz)
    for index in channels.indices {
      if channels[index].resampler != nil { resampleAndAnalyze([], channel: index) }
      channels[index].analyzer.finish()
    }
    chooseVoices()
    let start = timer?.now()
    let echoes = echo?.finish(bandLevels, cleaned: hear)
    timer?.add(.echo, since: start)
    for channel in channels {
      channel.analyzer.bandLevels = nil
      channel.analyzer.finishListening()
    }
    let tracks = channels.indices.map { index in
      finishedTracks(of: index, echoes?[index] ?? ChannelEcho(), durationSeconds: durationSeconds)
    }
    return CallTracks(
      durationSeconds: durationSeconds, channels: tracks,
      interchannelCorrelation: correlation.value)
  }

  /// What the speech detector looked at, per channel; whole after `finish()`.
  public var detectorInputs: [DetectorInput] { channels.map { $0.analyzer.detectorInput } }

  /// Correlation from which two channels may be one sound: below the limit of QC131 in any case.
  private static let sameSoundRatio = 0.9

  /// Voices are heard where several may speak in one channel, the only one or the first of two with the
  /// same sound, and in all channels where that is asked for.
  private func chooseVoices() {
    let isSameSound =
      channels.count == 2 && abs(correlation.value ?? 0) >= Self.sameSoundRatio
    channels[0].analyzer.isShared = channels.count == 1 || isSameSound
    for channel in channels {
      channel.analyzer.hearsVoices = hearsAllVoices || channel.analyzer.isShared
    }
  }

  private var bandLevels: [BandLevelHistory] { channels.compactMap(\.analyzer.bandLevels) }

  private func hear(_ stretch: CleanedStretch, inChannel index: Int) {
    channels[index].analyzer.hear(stretch)
  }

  private func lookForEchoes() {
    guard echo != nil else { return }
    let start = timer?.now()
    echo?.advance(bandLevels, cleaned: hear)
    let needed = echo?.neededFrame ?? 0
    for channel in channels { channel.analyzer.bandLevels?.discard(before: needed) }
    timer?.add(.echo, since: start)
  }

  private func finishedTracks(
    of index: Int, _ echo: ChannelEcho, durationSeconds: Double
  ) -> ChannelTracks {
    let analyzer = channels[index].analyzer
    let faults = channels[index].meter.finish()
    let count = analyzer.frameCount
    let grid = AnalysisRate.grid(frameCount: count, durationSeconds: durationSeconds)
    channels[index].meter.fitLevels(toFrames: count)
    let meter = channels[index].meter
    let blockSeconds = Double(NoiseFloorShape.blockFrames) * grid.hopSeconds
    let noiseGrid = FrameGrid(
      hopSeconds: blockSeconds, frameSeconds: blockSeconds,
      frameCount: analyzer.noiseFloorsDBFS.count, durationSeconds: durationSeconds)
    let voices = channels[index].analyzer.hearsVoices ? analyzer.voices : nil
    var echo = echo
    echo.tellAll(of: analyzer.silenced)
    return ChannelTracks(
      levelDBFS: Track(grid: grid, values: meter.levelsDBFS),
      activity: ActivityTrack(grid: grid, reached: meter.activity),
      speechProbability: UnitTrack(grid: grid, steps: analyzer.probabilitySteps),
      musicProbability: UnitTrack(
        grid: musicGrid(of: grid, count: analyzer.musicSteps.count), steps: analyzer.musicSteps),
      f0Hz: F0Track(grid: grid, valuesOrZeroHz: analyzer.f0OrZeroHz),
      f0Strength: UnitTrack(grid: grid, steps: analyzer.strengthSteps),
      noiseFloorDBFS: Track(grid: noiseGrid, values: analyzer.noiseFloorsDBFS), faults: faults,
      tones: analyzer.toneSegments(grid: grid),
      echoRatio: UnitTrack(
        grid: grid,
        steps: echo.ratioSteps.isEmpty ? [UInt8](repeating: 0, count: count) : echo.ratioSteps),
      echoes: echo.stretches,
      voices: voices.map { voices in
        VoiceTrack(
          grid: voiceGrid(of: grid, count: voices.overlapSteps.count), steps: voices.steps,
          overlapSteps: voices.overlapSteps)
      })
  }

  /// One value for each step of the speech network.
  private func musicGrid(of grid: FrameGrid, count: Int) -> FrameGrid {
    let stepSeconds = Double(SpeechNetwork.stepFrames) * grid.hopSeconds
    return FrameGrid(
      hopSeconds: stepSeconds, frameSeconds: stepSeconds, frameCount: count,
      durationSeconds: grid.durationSeconds)
  }

  /// One value for each point of the voice network.
  private func voiceGrid(of grid: FrameGrid, count: Int) -> FrameGrid {
    let hopSeconds = Double(VoicePoints.frameCount) * grid.hopSeconds
    return FrameGrid(
      hopSeconds: hopSeconds, frameSeconds: hopSeconds, frameCount: count,
      durationSeconds: grid.durationSeconds)
  }

  private func resampleAndAnalyze(_ block: [Float], channel index: Int) {
    let channel = channels[index]
    guard let resampler = channel.resampler else {
      channel.analyzer.append(block)
      return
    }
    let start = timer?.now()
    var resampled: [Float] = []
    resampler.append(block.span, to: &resampled)
    timer?.add(.resampling, since: start)
    channel.analyzer.append(resampled)
  }

  /// A magnitude that no sample has: 162 dB over full scale. The squares of much larger ones overflow.
  private static let sampleLimit: Float = 0x1p27
  /// Makes numbers from the limit on infinite, and none below it: powers of two are exact.
  private static let overflowProbe: Float = 0x1p101

  /// One channel's samples, and how many of them were no number or beyond all sound and are zero now.
  private func deinterleave(
    _ interleaved: [Float], frameCount: Int, channel: Int
  ) -> (block: [Float], invalidCount: Int) {
    let channelCount = channels.count
    let samples = interleaved.span
    var block = [Float](repeating: 0, count: frameCount)
    var target = block.mutableSpan
    // Zero times a number that is not finite is not a number, and stays so in the sum.
    var checks = SIMD8<Float>.zero
    var frame = 0
    if channelCount == 2 {
      while frame + 8 <= frameCount {
        let (a, b) = (samples.eight(at: 2 * frame), samples.eight(at: 2 * frame + 8))
        let values =
          channel == 0
          ? SIMD8(lowHalf: a.evenHalf, highHalf: b.evenHalf)
          : SIMD8(lowHalf: a.oddHalf, highHalf: b.oddHalf)
        target.setEight(at: frame, to: values)
        checks += values * Self.overflowProbe * 0
        frame += 8
      }
    }
    while frame < frameCount {
      let value = samples[frame * channelCount + channel]
      target[frame] = value
      checks[0] += value * Self.overflowProbe * 0
      frame += 1
    }
    guard checks.total.isNaN else { return (block, 0) }
    var invalidCount = 0
    for frame in 0..<frameCount where !(abs(block[frame]) < Self.sampleLimit) {
      block[frame] = 0
      invalidCount += 1
    }
    return (block, invalidCount)
  }
}
