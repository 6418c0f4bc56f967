internal import CallTypes
internal import Foundation

/// A tone found in a run of candidate frames; frames are counted as the run's are.
struct FoundTone {
  /// Frames in which it sounds.
  var frames: Range<Int>
  /// What it is.
  var kind: ToneSegment.Kind
  /// One or two frequencies; empty where they are not to be told.
  var frequenciesHz: [Double]
  /// Level in dBFS.
  var levelDBFS: Double
}

/// What a long window inside a candidate run holds.
private struct WindowLines {
  var start: Int
  var frequencyHz: Double
  /// Index of the pair that sounds; `nil` = a single frequency.
  var pair: Int?
  /// Mean squares: of the tone, of all sound, and of the background.
  var power: Double
  var totalPower: Double
  var floorPower: Double
  var levelDBFS: Double

  /// Whether both hold the same tone: single frequencies may differ by 0.8 %, so that a glide ends
  /// a tone and its noise does not.
  func matches(_ other: WindowLines) -> Bool {
    guard pair == nil, other.pair == nil else { return pair == other.pair }
    return abs(frequencyHz - other.frequencyHz) < 0.008 * frequencyHz
  }
}

/// Tones of one or two steady frequencies, by windows as long as the run allows.
///
/// A run's windows are grouped while they hold the same tone; a group is a tone when its purity is
/// high, and frequency and level stand still: a voice wavers, a note fades.
struct SteadyToneMeter {
  let settings: ToneSettings
  let spectrum: LineSpectrum

  /// Finds the tones of a run of candidate frames.
  ///
  /// - Parameters:
  ///   - samples: Samples at the analysis rate; frame *i* starts at `i * hopSamples`.
  ///   - run: Candidate frames.
  ///   - frameCount: Number of frames in the samples.
  ///   - floorPower: Mean square of the background.
  func tones(
    in samples: [Float], run: Range<Int>, frameCount: Int, floorPower: Double
  ) -> [FoundTone] {
    let hop = AnalysisRate.hopSamples
    // From centre to centre: the outer halves of the first and last frame may lie outside the tone.
    let core = (run.count - 1) * hop
    guard core >= Self.leastCoreSamples else { return [] }
    let rank = LineSpectrum.windowSamples.firstIndex { core >= $0 * 4 / 5 } ?? 2
    let length = LineSpectrum.windowSamples[rank]
    let first = run.lowerBound * hop + AnalysisRate.frameSamples / 2
    var windows: [WindowLines] = []
    for start in stride(from: first, through: max(first, first + core - length), by: length / 4)
    where start + length <= samples.count {
      windows.append(lines(in: samples, start: start, rank: rank, floorPower: floorPower))
    }
    var found: [FoundTone] = []
    var begin = 0
    while begin < windows.count {
      var end = begin + 1
      while end < windows.count, windows[begin].matches(windows[end]) { end += 1 }
      if let tone = tone(of: windows[begin..<end], length, in: samples, frameCount) {
        found.append(tone)
      }
      begin = end
    }
    return found
  }

  /// 30 ms: three frames' steps, under which nothing is a tone.
  private static let leastCoreSamples = 240

  private func lines(
    in samples: [Float], start: Int, rank: Int, floorPower: Double
  ) -> WindowLines {
    spectrum.analyze(samples, start: start, rank: rank)
    let range = SignallingFrequencies.singleRangeHz
    let first = spectrum.strongestLine(inHz: range)
    let second = spectrum.strongestLine(inHz: range, besides: first)
    let total = max(spectrum.totalPower, .leastNormalMagnitude)
    let balance = 10 * log10(second.power / max(first.power, .leastNormalMagnitude) + 1e-30)
    let (low, high) = (
      min(first.frequencyHz, second.frequencyHz), max(first.frequencyHz, second.frequencyHz)
    )
    let pair =
      balance >= -SignallingFrequencies.pairBalanceDB
      ? SignallingFrequencies.pair(low, high) : nil
    let power = pair == nil ? first.power : first.power + second.power
    return WindowLines(
      start: start, frequencyHz: first.frequencyHz, pair: pair, power: power, totalPower: total,
      floorPower: floorPower, levelDBFS: Double(levelDBFS(ofMeanSquare: power)))
  }

  private func tone(
    of windows: ArraySlice<WindowLines>, _ length: Int, in samples: [Float], _ frameCount: Int
  ) -> FoundTone? {
    guard let first = windows.first, let last = windows.last else { return nil }
    let seconds =
      Double(last.start + length - first.start) / Double(AnalysisRate.sampleRateHz)
    let medianDBFS = median(of: windows.map(\.levelDBFS))
    // The outermost windows may reach beyond the tone.
    let inside = windows.filter { $0.levelDBFS >= medianDBFS - Self.edgeRangeDB }
    guard isPure(inside, isLong: seconds >= settings.longToneSeconds) else { return nil }
    let levels = inside.map(\.levelDBFS)
    guard spread(of: levels) <= settings.levelSpreadDB else { return nil }
    let frequenciesHz: [Double]
    if let pair = first.pair {
      guard seconds >= Self.leastPairSeconds else { return nil }
      let known = SignallingFrequencies.pairsHz[pair]
      frequenciesHz = [known.0, known.1]
    } else {
      let heard = inside.map(\.frequencyHz)
      let frequencyHz = median(of: heard)
      guard isTone(frequencyHz, heard: heard, seconds: seconds) else { return nil }
      frequenciesHz = [frequencyHz]
    }
    let tone = placed(
      frequenciesHz, levelDBFS: medianDBFS,
      from: first.start, through: last.start + length, in: samples, frameCount)
    guard let tone, seconds < settings.longToneSeconds, frequenciesHz.count == 1 else {
      return tone
    }
    return standsStill(tone, frequencyHz: frequenciesHz[0], in: samples) ? tone : nil
  }

  /// Whether the frequency of a short tone, which few long windows fit into, is the same in each of its
  /// frames: in 0.1 s a voice moves by several percent.
  private func standsStill(
    _ tone: FoundTone, frequencyHz: Double, in samples: [Float]
  ) -> Bool {
    let around = frequencyHz - Self.lobeHz...frequencyHz + Self.lobeHz
    let heard = tone.frames.dropFirst().dropLast().map { frame in
      spectrum.analyze(
        samples, start: frame * AnalysisRate.hopSamples,
        rank: LineSpectrum.windowSamples.count - 1)
      return spectrum.strongestLine(inHz: around).frequencyHz
    }
    // Four times shorter windows, twice the spread.
    return heard.count >= 3
      && spread(of: heard) <= 2 * settings.frequencySpreadRatio * frequencyHz
  }

  /// Half of the main lobe of a frame of 32 ms.
  private static let lobeHz = 62.5

  /// Windows this far under the others lie at an edge, in dB.
  private static let edgeRangeDB = 3.0
  /// Lines 40 Hz apart need more than one short window.
  private static let leastPairSeconds = 0.18

  /// Whether windows hold a tone and the background, and nothing else to speak of.
  ///
  /// The background is known to a decibel or two: where it is as loud as the tone, its error may be
  /// half of the tone. A short tone has to be heard over the background, since a vowel in noise is
  /// cut down to its strongest harmonic.
  private func isPure(_ windows: [WindowLines], isLong: Bool) -> Bool {
    let (power, total) = (sum(of: windows.map(\.power)), sum(of: windows.map(\.totalPower)))
    let floor = sum(of: windows.map(\.floorPower))
    let over = max(total - floor, power)
    guard total > 0, over > 0 else { return false }
    // A tone that has sounded for long is in the background itself: at least its share of all.
    let purity = max(power / over, power / total)
    guard isLong else {
      return purity >= settings.shortPurityRatio && power >= settings.shortShareRatio * total
    }
    let excused = Self.floorErrorRatio * floor / over
    return purity >= max(settings.minimumPurityRatio, settings.longPurityRatio - excused)
  }

  /// 1.5 dB: how well the background is known (NoiseFloorTests).
  private static let floorErrorRatio = 0.4

  private func isTone(_ frequencyHz: Double, heard: [Double], seconds: Double) -> Bool {
    let isLong = seconds >= settings.longToneSeconds
    let range =
      isLong ? SignallingFrequencies.singleRangeHz : SignallingFrequencies.shortSingleRangeHz
    return range.contains(frequencyHz)
      && spread(of: heard) <= settings.frequencySpreadRatio * frequencyHz
  }

  /// The tone's place by its envelope: from half of its amplitude on.
  private func placed(
    _ frequenciesHz: [Double], levelDBFS: Double, from start: Int, through end: Int,
    in samples: [Float], _ frameCount: Int
  ) -> FoundTone? {
    let hop = AnalysisRate.hopSamples
    let reach = 8
    let (first, last) = (
      max(0, (start - AnalysisRate.frameSamples / 2) / hop - reach),
      min(frameCount, (end - AnalysisRate.frameSamples / 2) / hop + reach)
    )
    guard first < last else { return nil }
    let levels = toneLevels(in: samples, frames: first..<last, frequenciesHz: frequenciesHz)
    let inner = levels[
      min(reach, levels.count - 1)..<max(min(reach, levels.count - 1) + 1, levels.count - reach)]
    let middleDBFS = Float(median(of: inner.map { Double($0) }))
    let isPair = frequenciesHz.count == 2
    // Two frequencies beat: with 40 Hz between them, the level dips every 25 ms.
    let gap = isPair ? 4 : 2
    let found = runs(of: levels, reaching: middleDBFS - 6, closingGapsOfFrames: gap)
    guard let longest = found.max(by: { $0.count < $1.count }) else { return nil }
    let seconds = Double(longest.count * hop) / Double(AnalysisRate.sampleRateHz)
    guard seconds >= (isPair ? Self.leastPairSeconds : settings.minimumToneSeconds) else {
      return nil
    }
    let isSecret =
      !isPair && SignallingFrequencies.couldBeHalfOfKey(frequenciesHz[0])
    return FoundTone(
      frames: first + longest.lowerBound..<first + longest.upperBound, kind: .steady,
      frequenciesHz: isSecret ? [] : frequenciesHz, levelDBFS: levelDBFS)
  }
}

/// Sum.
func sum(of values: [Double]) -> Double { values.reduce(0, +) }

/// Mean; 0 of nothing.
func mean(of values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// Lower median; 0 of nothing.
func median(of values: [Double]) -> Double {
  values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
}

/// Standard deviation; 0 of nothing.
func spread(of values: [Double]) -> Double {
  let middle = mean(of: values)
  return mean(of: values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
}
