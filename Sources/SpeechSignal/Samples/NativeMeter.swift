internal import CallTypes
internal import Foundation

/// Measures one channel at its native rate: levels, the envelope of P.56, and faults of the samples.
///
/// The channel is cut into cells of one hop around the centre of each frame of the analysis grid, so
/// that the levels lie on the same grid as the features of the resampled signal. Owned by one task
/// at a time.
struct NativeMeter {
  private var history: SampleHistory
  private var envelope: SpeechEnvelope
  private var clipping: ClippingScanner
  private var zeros: DigitalZeroScanner
  private var repeats: RepeatedPacketScanner

  private(set) var levelsDBFS: [Float] = []
  /// Thresholds of P.56 that the envelope reaches.
  private(set) var activity: [UInt8] = []
  private var sum = 0.0
  private var peak: Float = 0
  private var invalidSampleCount = 0

  init(sampleRateHz: Int, settings: SampleFaultSettings) {
    let rateHz = Double(sampleRateHz)
    history = SampleHistory(sampleRateHz: rateHz)
    envelope = SpeechEnvelope(sampleRateHz: rateHz)
    clipping = ClippingScanner(sampleRateHz: rateHz, settings: settings)
    zeros = DigitalZeroScanner(sampleRateHz: rateHz, settings: settings)
    repeats = RepeatedPacketScanner(sampleRateHz: rateHz, settings: settings)
  }

  /// Makes room for a recording of about this many frames.
  mutating func reserve(frames: Int) {
    levelsDBFS.reserveCapacity(frames)
    activity.reserveCapacity(frames)
  }

  /// Measures a block of finite samples.
  ///
  /// - Parameter invalidCount: How many of them were no number or infinite before they were zeroed.
  mutating func append(_ block: Span<Float>, invalidCount: Int) {
    invalidSampleCount += invalidCount
    history.append(block)
    while let cell = history.nextWholeCell() { measure(cell) }
    history.discardMeasured()
  }

  /// Ends the recording and gives what is wrong with its samples.
  mutating func finish() -> SampleFaults {
    if let rest = history.rest() { measure(rest, isPartial: true) }
    let sampleCount = history.sampleCount
    let clipped = clipping.finish(atSample: sampleCount)
    return SampleFaults(
      clippedSpans: clipped.spans,
      clippedRatio: sampleCount == 0 ? 0 : Double(clipped.sampleCount) / Double(sampleCount),
      digitalZeroSpans: zeros.finish(atSample: sampleCount),
      repeatedPacketSpans: repeats.finish(),
      dcOffset: sampleCount == 0 ? 0 : sum / Double(sampleCount),
      peak: Double(peak), invalidSampleCount: invalidSampleCount)
  }

  /// Makes the levels as many as the analysis has frames: a cell or two more were measured at the end,
  /// or, where the resampler gave a frame more than the native rate has cells, the last is repeated.
  mutating func fitLevels(toFrames count: Int) {
    fit(&levelsDBFS, count, orElse: ChannelTracks.levelFloorDBFS)
    fit(&activity, count, orElse: 0)
  }

  private func fit<Value>(_ values: inout [Value], _ count: Int, orElse empty: Value) {
    // In place: at ten hours a copy would be 14 MB per track.
    if values.count > count { values.removeLast(values.count - count) }
    let last = values.last ?? empty
    while values.count < count { values.append(last) }
  }

  private mutating func measure(_ cell: SampleCell, isPartial: Bool = false) {
    let samples = history.samples
    let statistics = CellStatistics(samples.span.extracting(cell.range))
    sum += statistics.sum
    peak = max(peak, statistics.peak)
    let highestEnvelope = envelope.highest(in: samples.span.extracting(cell.range))
    if cell.isFrame && !isPartial {
      let meanSquare = statistics.squares / Double(cell.range.count)
      levelsDBFS.append(levelDBFS(ofMeanSquare: meanSquare))
      activity.append(ActivityTrack.reached(by: Double(highestEnvelope)))
    }
    clipping.scan(cell, of: samples, statistics)
    zeros.scan(cell, of: samples, statistics)
    repeats.scan(cell, of: samples, statistics)
  }
}
