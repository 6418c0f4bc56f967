internal import CallTypes
internal import Foundation

/// Keys of a dialling pad (DTMF, ITU-T Q.23 and Q.24) in a run of candidate frames.
///
/// Frame by frame the strongest lines in the two groups of frequencies are read; frames of the same
/// pair are one key while its level stays within 6 dB, a break of up to two frames apart. Which key
/// it is leaves this type only as "a key".
struct KeyToneMeter {
  let settings: ToneSettings
  let spectrum: LineSpectrum

  /// Bins of the 32 ms frame that the peaks of a key lie in.
  private static let rowBins = 21...31
  private static let columnBins = 37...54
  /// Frames in a row whose peaks may lie elsewhere inside a key: codecs blur them.
  private static let strangeFrames = 4
  /// Fewer frames are no key, whatever the settings say.
  private static let leastFrames = 3
  /// A dip of one frame more than a lost packet is a codec's when it is no deeper than this, in dB: in
  /// a rest of 40 ms (ITU-T Q.24) nothing is left.
  private static let shallowDB: Float = 15
  /// Frames in a row without the tone that a key survives: one lost packet of 20 ms.
  private static let breakFrames = 2
  /// How far the level falls at a key's ends, in dB: half of the amplitude.
  private static let edgeRangeDB: Float = 6
  /// Frequencies further off than this are read as no key's at all (ITU-T Q.24).
  private static let rejectedRatio = 0.035

  /// What one frame holds.
  private struct PairReading {
    var row: Int
    var column: Int
    var rowHz: Double
    var columnHz: Double
    var twistDB: Double
  }

  /// The stretches of a run whose peaks are those of keys.
  static func stretches(_ peaks: SpectralPeaks, frames: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for frame in frames {
      let (first, second) = (Int(peaks.firstBins[frame]), Int(peaks.secondBins[frame]))
      guard rowBins.contains(min(first, second)), columnBins.contains(max(first, second)) else {
        continue
      }
      if let last = found.last, frame - last.upperBound <= strangeFrames {
        found[found.count - 1] = last.lowerBound..<frame + 1
      } else {
        found.append(frame..<frame + 1)
      }
    }
    return found.filter { $0.count >= leastFrames }
  }

  /// Finds the keys of a run.
  ///
  /// - Parameters:
  ///   - samples: Samples at the analysis rate; frame *i* starts at `i * hopSamples`.
  ///   - run: Candidate frames.
  ///   - purity: Share of the power over the background under the peaks; one per frame of `run`.
  func tones(in samples: [Float], run: Range<Int>, purity: ArraySlice<Float>) -> [FoundTone] {
    let readings = run.map { reading(of: samples, frame: $0) }
    var found: [FoundTone] = []
    var begin = 0
    while begin < readings.count {
      guard let pair = readings[begin] else {
        begin += 1
        continue
      }
      var end = begin + 1
      while end < readings.count, let next = readings[end], next.row == pair.row,
        next.column == pair.column
      {
        end += 1
      }
      found += keys(
        in: samples, firstFrame: run.lowerBound + begin, readings[begin..<end].compactMap(\.self),
        purity: Array(purity.dropFirst(begin).prefix(end - begin)))
      begin = end
    }
    return found
  }

  private func reading(of samples: [Float], frame: Int) -> PairReading? {
    spectrum.analyze(
      samples, start: frame * AnalysisRate.hopSamples,
      rank: LineSpectrum.windowSamples.count - 1)
    let low = spectrum.strongestLine(inHz: SignallingFrequencies.keyRowRangeHz)
    let high = spectrum.strongestLine(inHz: SignallingFrequencies.keyColumnRangeHz)
    guard
      let row = SignallingFrequencies.keyIndex(
        of: low.frequencyHz, in: SignallingFrequencies.keyRowsHz,
        toleranceRatio: Self.rejectedRatio),
      let column = SignallingFrequencies.keyIndex(
        of: high.frequencyHz, in: SignallingFrequencies.keyColumnsHz,
        toleranceRatio: Self.rejectedRatio)
    else { return nil }
    let twistDB = 10 * log10((high.power + 1e-30) / (low.power + 1e-30))
    return PairReading(
      row: row, column: column, rowHz: low.frequencyHz, columnHz: high.frequencyHz,
      twistDB: twistDB)
  }

  /// The keys of a run of frames that hold one pair.
  private func keys(
    in samples: [Float], firstFrame: Int, _ readings: [PairReading], purity: [Float]
  ) -> [FoundTone] {
    let rowHz = median(of: readings.map(\.rowHz))
    let columnHz = median(of: readings.map(\.columnHz))
    let frames = firstFrame..<firstFrame + readings.count
    let rows = toneLevels(in: samples, frames: frames, frequenciesHz: [rowHz])
    let columns = toneLevels(in: samples, frames: frames, frequenciesHz: [columnHz])
    guard let loudestRow = rows.max(), let loudestColumn = columns.max() else { return [] }
    // Both have to sound: neighbouring keys may share one of them.
    let depths = zip(rows, columns).map { min($0 - loudestRow, $1 - loudestColumn) }
    let least = AnalysisRate.frames(inSeconds: settings.minimumKeySeconds)
    return sounding(depths)
      .filter { $0.count >= least }
      .filter { isKey(readings[$0], purity: purity[$0]) }
      .map { run in
        let levelDBFS =
          10 * log10(pow(10, Double(loudestRow) / 10) + pow(10, Double(loudestColumn) / 10))
        return FoundTone(
          frames: firstFrame + run.lowerBound..<firstFrame + run.upperBound, kind: .key,
          frequenciesHz: [], levelDBFS: levelDBFS)
      }
  }

  /// Runs of frames in which a key sounds; breaks closed.
  private func sounding(_ depthsDB: [Float]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    let parts = runs(
      of: depthsDB, reaching: -Self.edgeRangeDB, closingGapsOfFrames: Self.breakFrames)
    for part in parts {
      if let last = found.last, part.lowerBound - last.upperBound == Self.breakFrames + 1,
        depthsDB[last.upperBound..<part.lowerBound].allSatisfy({ $0 >= -Self.shallowDB })
      {
        found[found.count - 1] = last.lowerBound..<part.upperBound
      } else {
        found.append(part)
      }
    }
    return found
  }

  private func isKey(_ readings: ArraySlice<PairReading>, purity: ArraySlice<Float>) -> Bool {
    guard let first = readings.first else { return false }
    let rowHz = SignallingFrequencies.keyRowsHz[first.row]
    let columnHz = SignallingFrequencies.keyColumnsHz[first.column]
    let twistDB = median(of: readings.map(\.twistDB))
    return abs(median(of: readings.map(\.rowHz)) / rowHz - 1) <= settings.keyToleranceRatio
      && abs(median(of: readings.map(\.columnHz)) / columnHz - 1) <= settings.keyToleranceRatio
      && mean(of: purity.map { Double($0) }) >= settings.keyPurityRatio
      && twistDB <= settings.keyTwistDB && twistDB >= -settings.keyReverseTwistDB
  }
}
