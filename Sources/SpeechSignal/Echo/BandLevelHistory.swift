/// The recent band levels of one channel, as bytes of the detector's input, and its samples.
struct BandLevelHistory {
  /// Bytes per frame: the bands, and the level of the hop.
  static let rowLength = DetectorInput.floorLength + 1
  /// Place of the level of the hop in a row.
  static let levelIndex = DetectorInput.floorLength

  /// Number of the first frame held; a multiple of `DetectorInput.floorFrames`.
  private(set) var firstFrame = 0
  /// Shape `[frames held, rowLength]`.
  private(set) var rows: [UInt8] = []
  /// Level of the background, all bands together; shape `[⌈frames held / floorFrames⌉]`.
  private var floors: [UInt8] = []
  /// The first hop of each frame held; shape `[frames held, hopSamples]`.
  private var hops: [Float] = []

  /// Number of the first frame that is not known yet.
  var endFrame: Int { firstFrame + rows.count / Self.rowLength }

  /// Takes over the newest frames of a channel's input.
  ///
  /// - Parameters:
  ///   - frames: Frames of `input`; they follow the ones held, and start a row of its floors.
  ///   - samples: At least the first hop of each of the frames, from the first's on.
  mutating func append(_ input: DetectorInput, frames: Range<Int>, samples: ArraySlice<Float>) {
    hops += samples.prefix(frames.count * AnalysisRate.hopSamples)
    let (length, bandCount) = (DetectorInput.rowLength, DetectorInput.floorLength)
    var place = rows.count
    rows.append(contentsOf: repeatElement(0, count: frames.count * Self.rowLength))
    let source = input.rows.span
    var target = rows.mutableSpan
    for frame in frames {
      for index in 0..<Self.rowLength { target[place + index] = source[frame * length + index] }
      place += Self.rowLength
    }
    let step = DetectorInput.floorFrames
    for frame in stride(from: frames.lowerBound, to: frames.upperBound, by: step) {
      let start = frame / step * bandCount
      let power = input.floors[start..<start + bandCount].reduce(Float(0)) {
        $0 + PowerTable.power[Int($1)]
      }
      floors.append(DetectorInput.byte(ofLevelDBFS: approximateDecibels(power)))
    }
  }

  /// Forgets frames before the given one, in whole rows of floors, once they are half of all: what stays
  /// moves to the front, and is as much as what goes at most.
  mutating func discard(before frame: Int) {
    let step = DetectorInput.floorFrames
    let surplus = (min(frame, endFrame) - firstFrame) / step
    guard surplus > 0, 2 * surplus * step >= endFrame - firstFrame else { return }
    rows.removeFirst(surplus * step * Self.rowLength)
    floors.removeFirst(surplus)
    hops.removeFirst(surplus * step * AnalysisRate.hopSamples)
    firstFrame += surplus * step
  }

  /// Level of a hop as a byte; 0 for a frame that is not held.
  func levelByte(ofFrame frame: Int) -> UInt8 {
    guard frame >= firstFrame, frame < endFrame else { return 0 }
    return rows[(frame - firstFrame) * Self.rowLength + Self.levelIndex]
  }

  /// Samples by their number; those that are not held are zero.
  func samples(_ range: Range<Int>) -> [Float] {
    let first = firstFrame * AnalysisRate.hopSamples
    let held = range.clamped(to: first..<first + hops.count)
    guard !held.isEmpty else { return [Float](repeating: 0, count: range.count) }
    var values: [Float] = []
    values.reserveCapacity(range.count)
    values.append(contentsOf: repeatElement(0, count: held.lowerBound - range.lowerBound))
    values.append(contentsOf: hops[held.lowerBound - first..<held.upperBound - first])
    values.append(contentsOf: repeatElement(0, count: range.upperBound - held.upperBound))
    return values
  }

  /// Level of the background around a frame that is held, as a byte.
  func floorByte(ofFrame frame: Int) -> UInt8 {
    floors[(frame - firstFrame) / DetectorInput.floorFrames]
  }

  /// Where the row of a frame starts in `rows`; the nearest held one's for others.
  func rowOffset(ofFrame frame: Int) -> Int {
    (min(max(frame, firstFrame), endFrame - 1) - firstFrame) * Self.rowLength
  }
}

/// Powers of the levels that a byte stands for.
enum PowerTable {
  /// Mean square, full scale 1; shape `[256]`.
  static let power: [Float] = (0...255).map {
    Float(meanSquare(ofDBFS: DetectorInput.levelDBFS(ofByte: $0)))
  }
}
