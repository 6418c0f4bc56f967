/// Turns samples into band levels, eight frames at a time.
///
/// Each frame is weighted by a Hann window and transformed; the one-sided periodogram is scaled by
/// 2 / (N Σw²), so that the bands' mean squares add up to that of the frame (Parseval), and summed
/// over each mel band. What follows the transform is done with one frame per lane of a vector.
final class BandAnalyzer {
  /// Frames per batch.
  static let batchFrames = 8

  /// Bins that anything is made of, in whole vectors; the last band ends at 125.
  private static let binCount = 128

  private let transform = PairedFourierTransform(length: AnalysisRate.frameSamples)
  private let window = hannWindow(length: AnalysisRate.frameSamples)
  private let scale: Float
  private var stability = SpectralStability()

  init() {
    let windowEnergy = window.reduce(0) { $0 + Double($1) * Double($1) }
    scale = Float(2 / (Double(AnalysisRate.frameSamples) * windowEnergy))
  }

  /// Appends the band levels of `frames`, which start at multiples of the hop in `samples`.
  ///
  /// Which frames share a batch decides on their last bits: for results that do not depend on how
  /// samples arrive, all calls but the last append whole batches.
  func append(frames: Range<Int>, of samples: [Float], to spectrogram: inout BandSpectrogram) {
    let shift = spectrogram.frameCount - frames.lowerBound
    spectrogram.extend(byFrames: frames.count)
    // Mean squares, frame by frame: shape `[batchFrames, binCount]`; and bin by bin, one frame to a
    // lane: shape `[binCount]`.
    var rows = [Float](repeating: 0, count: Self.batchFrames * Self.binCount)
    var columns = [SIMD8<Float>](repeating: .zero, count: Self.binCount)
    for first in stride(from: frames.lowerBound, to: frames.upperBound, by: Self.batchFrames) {
      let held = first..<min(first + Self.batchFrames, frames.upperBound)
      fill(&rows, frames: held, samples.span)
      transpose(rows, into: &columns)
      let targets = held.lowerBound + shift..<held.upperBound + shift
      setLevels(frames: targets, from: columns, &spectrogram)
      setPeaks(frames: targets, from: &rows, &spectrogram)
    }
  }

  /// Takes the spectra of the frames, two at a time; rows without a frame become zero.
  private func fill(_ values: inout [Float], frames: Range<Int>, _ samples: Span<Float>) {
    let count = Self.binCount
    var rows = values.mutableSpan
    for pair in stride(from: 0, to: Self.batchFrames, by: 2) {
      let frame = frames.lowerBound + pair
      setWindowed(transform.inputs.0, frame < frames.upperBound ? frame : nil, samples)
      setWindowed(transform.inputs.1, frame + 1 < frames.upperBound ? frame + 1 : nil, samples)
      transform.transform()
      transform.setPowers(&rows, at: pair * count, binCount: count, scale: scale)
    }
  }

  /// Writes a windowed frame, or zeros for none.
  private func setWindowed(
    _ row: UnsafeMutableBufferPointer<Float>, _ frame: Int?, _ samples: Span<Float>
  ) {
    var target = row.mutableSpan
    guard let frame else {
      for index in stride(from: 0, to: AnalysisRate.frameSamples, by: 8) {
        target.setEight(at: index, to: .zero)
      }
      return
    }
    let weights = window
    let weightSpan = weights.span
    let start = frame * AnalysisRate.hopSamples
    for index in stride(from: 0, to: AnalysisRate.frameSamples, by: 8) {
      target.setEight(
        at: index, to: samples.eight(at: start + index) * weightSpan.eight(at: index))
    }
  }

  private func transpose(_ values: [Float], into vectors: inout [SIMD8<Float>]) {
    let count = Self.binCount
    let rows = values.span
    var columns = vectors.mutableSpan
    for bin in stride(from: 0, to: count, by: 8) {
      let (a, b) = (rows.eight(at: bin), rows.eight(at: count + bin))
      let (c, d) = (rows.eight(at: 2 * count + bin), rows.eight(at: 3 * count + bin))
      let (e, f) = (rows.eight(at: 4 * count + bin), rows.eight(at: 5 * count + bin))
      let (g, h) = (rows.eight(at: 6 * count + bin), rows.eight(at: 7 * count + bin))
      let lowLeft = transposed(a.lowHalf, b.lowHalf, c.lowHalf, d.lowHalf)
      let lowRight = transposed(e.lowHalf, f.lowHalf, g.lowHalf, h.lowHalf)
      let highLeft = transposed(a.highHalf, b.highHalf, c.highHalf, d.highHalf)
      let highRight = transposed(e.highHalf, f.highHalf, g.highHalf, h.highHalf)
      columns[bin] = SIMD8(lowHalf: lowLeft.0, highHalf: lowRight.0)
      columns[bin + 1] = SIMD8(lowHalf: lowLeft.1, highHalf: lowRight.1)
      columns[bin + 2] = SIMD8(lowHalf: lowLeft.2, highHalf: lowRight.2)
      columns[bin + 3] = SIMD8(lowHalf: lowLeft.3, highHalf: lowRight.3)
      columns[bin + 4] = SIMD8(lowHalf: highLeft.0, highHalf: highRight.0)
      columns[bin + 5] = SIMD8(lowHalf: highLeft.1, highHalf: highRight.1)
      columns[bin + 6] = SIMD8(lowHalf: highLeft.2, highHalf: highRight.2)
      columns[bin + 7] = SIMD8(lowHalf: highLeft.3, highHalf: highRight.3)
    }
  }

  /// Sets levels and stabilities of a batch, and the power that goes with the peaks.
  private func setLevels(
    frames: Range<Int>, from vectors: [SIMD8<Float>], _ spectrogram: inout BandSpectrogram
  ) {
    let edges = MelBands.edgeBins
    let bandCount = MelBands.count
    let columns = vectors.span
    var levels = spectrogram.levelsDBFS.mutableSpan
    var total = SIMD8<Float>.zero
    for band in 0..<bandCount {
      var power = SIMD8<Float>.zero
      for bin in edges[band]..<edges[band + 1] { power += columns[bin] }
      total += power
      let level = level(of: power)
      for lane in 0..<frames.count {
        levels[(frames.lowerBound + lane) * bandCount + band] = level[lane]
      }
    }
    let (totalLevel, stillness) = (level(of: total), stability.next(columns))
    for lane in 0..<frames.count {
      let frame = frames.lowerBound + lane
      spectrogram.totalLevelsDBFS[frame] = totalLevel[lane]
      spectrogram.stabilities[frame] = stillness[lane]
      spectrogram.peaks.totalPowers[frame] = total[lane]
    }
  }

  private func setPeaks(
    frames: Range<Int>, from values: inout [Float], _ spectrogram: inout BandSpectrogram
  ) {
    var rows = values.mutableSpan
    for frame in frames {
      spectrogram.peaks.set(
        frame: frame, from: &rows, at: (frame - frames.lowerBound) * Self.binCount)
    }
  }

  private func level(of power: SIMD8<Float>) -> SIMD8<Float> {
    approximateDecibels(power).atLeast(BandSpectrogram.levelFloorDB)
  }
}
