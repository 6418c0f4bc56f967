internal import CallTypes

/// Finds the signalling tones of one channel, core after core.
///
/// A cheap test of every frame (`toneCandidates`) leaves runs of frames, which are then measured: keys
/// by `KeyToneMeter`, all else by `SteadyToneMeter`. A run may go on over the end of a core; it is
/// measured in pieces that the kept context covers, and what belongs together is joined again. Owned
/// by one task at a time.
final class ToneFinder {
  /// Frames that are measured together at most: less than the context that is kept.
  private static let longestRunFrames = 4 * AnalysisRate.framesPerSecond
  /// Frames that two pieces of a longer run share.
  private static let sharedFrames = AnalysisRate.framesPerSecond
  /// Frames between candidates that a run survives.
  private static let gapFrames = 3
  /// Bins that the peaks of neighbouring frames of a tone lie apart at most.
  private static let peakReachBins = 2
  /// Frames between two pieces of one tone: speech may cover it for a moment.
  private static let joinFrames = 8
  /// How far the levels of two pieces of one tone lie apart, in dB.
  private static let joinRangeDB = 6.0
  /// How far the frequencies of two pieces of one tone lie apart, as a share.
  private static let joinRatio = 0.01

  /// A run that may go on; frames are counted from the start of the recording.
  private struct OpenRun {
    var start: Int
    var last: Int
    var purity: [Float]
    var floorPower: Double
  }

  private let settings: ToneSettings
  private let steady: SteadyToneMeter
  private let keys: KeyToneMeter
  private var open: OpenRun?
  private var found: [FoundTone] = []

  init(settings: ToneSettings) {
    self.settings = settings
    let spectrum = LineSpectrum()
    steady = SteadyToneMeter(settings: settings, spectrum: spectrum)
    keys = KeyToneMeter(settings: settings, spectrum: spectrum)
  }

  /// What a core is cut out of.
  struct Stretch {
    /// Samples of the held frames.
    var samples: [Float]
    /// Held frames.
    var spectrogram: BandSpectrogram
    /// Number of the first held frame in the recording.
    var firstFrame: Int
    /// Background around the core.
    var floor: NoiseFloor
  }

  /// Looks through the frames of a core.
  ///
  /// - Parameter core: Held frames.
  func search(_ core: Range<Int>, in stretch: Stretch) {
    let candidates = toneCandidates(
      in: stretch.spectrogram, frames: core, floor: stretch.floor, settings: settings)
    for index in candidates.isCandidate.indices {
      let held = core.lowerBound + index
      let frame = stretch.firstFrame + held
      if candidates.isCandidate[index] {
        take(frame, purity: candidates.purity[index], in: stretch)
      } else if let run = open {
        if frame - run.last > Self.gapFrames {
          close(in: stretch)
        } else {
          open?.purity.append(candidates.purity[index])
        }
      }
    }
  }

  /// Ends the recording: a run that is still open ends with it.
  func finish(in stretch: Stretch) { close(in: stretch) }

  /// Everything found, by start.
  func segments(grid: FrameGrid) -> [ToneSegment] {
    found.map { tone in
      ToneSegment(
        span: grid.span(ofFrames: tone.frames), kind: tone.kind, frequenciesHz: tone.frequenciesHz,
        levelDBFS: tone.levelDBFS)
    }
  }

  private func take(_ frame: Int, purity: Float, in stretch: Stretch) {
    if let run = open, frame - run.last == 1, !isSameTone(run.last, frame, in: stretch) {
      close(in: stretch)
    }
    if open == nil {
      let level = stretch.floor.totalLevelDBFS(ofFrame: frame - stretch.firstFrame)
      open = OpenRun(
        start: frame, last: frame, purity: [], floorPower: meanSquare(ofDBFS: level))
    }
    open?.last = frame
    open?.purity.append(purity)
    guard let run = open, run.purity.count >= Self.longestRunFrames else { return }
    close(in: stretch)
    open = OpenRun(
      start: frame + 1 - Self.sharedFrames, last: frame,
      purity: Array(run.purity.suffix(Self.sharedFrames)), floorPower: run.floorPower)
  }

  /// Whether a peak of one frame is also one of the other.
  private func isSameTone(_ first: Int, _ second: Int, in stretch: Stretch) -> Bool {
    let peaks = stretch.spectrogram.peaks
    let (left, right) = (first - stretch.firstFrame, second - stretch.firstFrame)
    for one in [peaks.firstBins[left], peaks.secondBins[left]] {
      for other in [peaks.firstBins[right], peaks.secondBins[right]]
      where abs(Int(one) - Int(other)) <= Self.peakReachBins { return true }
    }
    return false
  }

  /// Measures the open run.
  private func close(in stretch: Stretch) {
    guard let run = open else { return }
    open = nil
    let frames = run.start - stretch.firstFrame..<run.last + 1 - stretch.firstFrame
    // Speech may run into a key without a gap, so that the run holds both.
    var tones = KeyToneMeter.stretches(stretch.spectrogram.peaks, frames: frames).flatMap { part in
      let purity = run.purity.dropFirst(part.lowerBound - frames.lowerBound).prefix(part.count)
      return keys.tones(in: stretch.samples, run: part, purity: purity)
    }
    if tones.isEmpty, mayBeSteady(run, frames: frames, stretch.spectrogram.peaks) {
      tones = steady.tones(
        in: stretch.samples, run: frames, frameCount: stretch.spectrogram.frameCount,
        floorPower: run.floorPower)
    }
    for tone in tones {
      var moved = tone
      moved.frames =
        tone.frames.lowerBound + stretch.firstFrame..<tone.frames.upperBound + stretch.firstFrame
      add(moved)
    }
  }

  /// Whether a run is worth measuring: nine in ten of those in speech are not.
  private func mayBeSteady(_ run: OpenRun, frames: Range<Int>, _ peaks: SpectralPeaks) -> Bool {
    let least = AnalysisRate.frames(inSeconds: settings.minimumToneSeconds)
    guard frames.count >= least else { return false }
    let lowCount = frames.count { peaks.firstBins[$0] < Self.lowestBin }
    guard 2 * lowCount < frames.count else { return false }
    let isLong = frames.count >= AnalysisRate.frames(inSeconds: settings.longToneSeconds)
    return isLong || (run.purity.max() ?? 0) >= Self.purestRatio
  }

  /// The highest peak of a tone lies here or above: 313 Hz.
  private static let lowestBin: UInt8 = 10
  /// A short run without a frame of this purity is no tone.
  private static let purestRatio: Float = 0.9

  private func add(_ tone: FoundTone) {
    guard let last = found.last, belongTogether(last, tone) else {
      // A tone that begins inside the one before has been heard already.
      let start = max(tone.frames.lowerBound, found.last?.frames.upperBound ?? 0)
      let least = tone.kind == .key ? settings.minimumKeySeconds : settings.minimumToneSeconds
      guard tone.frames.upperBound - start >= AnalysisRate.frames(inSeconds: least) else { return }
      var rest = tone
      rest.frames = start..<tone.frames.upperBound
      found.append(rest)
      return
    }
    let end = max(last.frames.upperBound, tone.frames.upperBound)
    found[found.count - 1].frames = last.frames.lowerBound..<end
  }

  private func belongTogether(_ first: FoundTone, _ second: FoundTone) -> Bool {
    first.kind == .steady && second.kind == .steady
      && first.frequenciesHz.count == second.frequenciesHz.count
      && zip(first.frequenciesHz, second.frequenciesHz).allSatisfy {
        abs($0 - $1) <= Self.joinRatio * $0
      }
      && abs(first.levelDBFS - second.levelDBFS) <= Self.joinRangeDB
      && second.frames.lowerBound - first.frames.upperBound <= Self.joinFrames
  }
}
