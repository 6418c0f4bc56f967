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
  private(set) var envelopesDBFS: [Float] = []
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
    envelopesDBFS.reserveCapacity(frames)
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
    fit(&levelsDBFS, count)
    fit(&envelopesDBFS, count)
  }

  private func fit(_ values: inout [Float], _ count: Int) {
    // In place: at ten hours a copy would be 14 MB per track.
    if values.count > count { values.removeLast(values.count - count) }
    let last = values.last ?? ChannelTracks.levelFloorDBFS
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
      envelopesDBFS.append(levelDBFS(ofMagnitude: Double(highestEnvelope)))
    }
    clipping.scan(cell, of: samples, statistics)
    zeros.scan(cell, of: samples, statistics)
    repeats.scan(cell, of: samples, statistics)
  }
}

/// The envelope of ITU-T P.56 (12/2011), clause 6.3: pᵢ = g pᵢ₋₁ + (1 − g) |xᵢ|,
/// qᵢ = g qᵢ₋₁ + (1 − g) pᵢ, g = exp(−1 / (f T)).
struct SpeechEnvelope {
  /// T, the time constant of each of the two smoothers, in seconds.
  private static let timeConstantSeconds = 0.03

  private let attack: Float
  private var first: Float = 0
  private var second: Float = 0

  init(sampleRateHz: Double) {
    attack = Float(1 - exp(-1 / (sampleRateHz * Self.timeConstantSeconds)))
  }

  /// Goes on through the samples; the largest q among them, full scale 1.0.
  mutating func highest(in samples: Span<Float>) -> Float {
    var (first, second) = (first, second)
    var highest: Float = 0
    for index in samples.indices {
      first += attack * (abs(samples[index]) - first)
      second += attack * (first - second)
      highest = max(highest, second)
    }
    // Denormal numbers slow the loop down a hundredfold in long digital silence.
    self.first = first < 1e-20 ? 0 : first
    self.second = second < 1e-20 ? 0 : second
    return highest
  }
}

/// Sums over one cell.
struct CellStatistics {
  var sum: Double
  var squares: Double
  /// Largest magnitude.
  var peak: Float
  /// Whether all samples are equal.
  var isConstant: Bool

  init(_ samples: Span<Float>) {
    var (sums, squares) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var lowest = SIMD8<Float>(repeating: .greatestFiniteMagnitude)
    var highest = -lowest
    var index = 0
    while index + 8 <= samples.count {
      let values = lanes(samples, index)
      sums += values
      squares += values * values
      lowest.replace(with: values, where: values .< lowest)
      highest.replace(with: values, where: values .> highest)
      index += 8
    }
    while index < samples.count {
      let value = samples[index]
      sums[0] += value
      squares[0] += value * value
      lowest[0] = min(lowest[0], value)
      highest[0] = max(highest[0], value)
      index += 1
    }
    sum = Double(sums.sum())
    self.squares = Double(squares.sum())
    let (least, greatest) = (lowest.min(), highest.max())
    peak = samples.isEmpty ? 0 : max(abs(least), abs(greatest))
    isConstant = least == greatest
  }
}
