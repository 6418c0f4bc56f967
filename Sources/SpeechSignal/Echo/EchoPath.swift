/// One way that a source's sound takes into another channel.
struct EchoPath: Hashable, Sendable {
  /// How much later it is heard, in frames.
  var lagFrames: Int
  /// How much weaker, all bands together, in dB.
  var lossDB: Float
  /// Share of the source's power that arrives, per band; shape `[BandSpectrogram.bandCount]`.
  var bandGains: [Float]

  /// Measures the gain of each band where a channel follows its source.
  ///
  /// - Parameters:
  ///   - frames: Frames of the target that are held.
  ///   - lossDB: The loss of all bands together, around which frames are taken.
  init(
    lagFrames: Int, lossDB: Float, target: BandLevelHistory, source: BandLevelHistory,
    frames: Range<Int>, sourceLowByte: Int
  ) {
    self.lagFrames = lagFrames
    self.lossDB = lossDB
    let bandCount = BandSpectrogram.bandCount
    // Each band's losses are counted by their bytes, from the most negative on.
    let (byteCount, most) = (2 * Int(UInt8.max) + 1, Int(UInt8.max))
    var counts = [Int32](repeating: 0, count: bandCount * byteCount)
    var total = 0
    for frame in frames where frame - lagFrames >= source.firstFrame {
      let loud = Int(source.levelByte(ofFrame: frame - lagFrames))
      let lossBytes = loud - Int(target.levelByte(ofFrame: frame))
      guard loud >= sourceLowByte, abs(Float(lossBytes) / 2 - lossDB) <= Self.spreadDB else {
        continue
      }
      let (here, there) = (
        target.rowOffset(ofFrame: frame), source.rowOffset(ofFrame: frame - lagFrames)
      )
      for band in 0..<bandCount {
        let loss = Int(source.rows[there + band]) - Int(target.rows[here + band])
        counts[band * byteCount + most + loss] += 1
      }
      total += 1
    }
    bandGains = (0..<bandCount).map { band in
      var below = 0
      let median = counts[band * byteCount..<(band + 1) * byteCount].firstIndex { count in
        below += Int(count)
        return below > total / 2
      }
      let middle = median.map { Float($0 - band * byteCount - most) } ?? 2 * lossDB
      return Float(meanSquare(ofDBFS: -middle / 2))
    }
  }

  /// Distance from the common loss at which a frame is still the echo's, in dB.
  private static let spreadDB: Float = 2.5
  /// Frames on either side that an echo is spread over: rooms, and lags between two frames.
  private static let spreadFrames = 1

  /// Adds the power that the path lets expect in a frame: the greatest of all paths counts.
  func predict(
    frame: Int, source: BandLevelHistory, powers: [Float], into expected: inout [Float]
  ) {
    for shift in -Self.spreadFrames...Self.spreadFrames {
      let row = source.rowOffset(ofFrame: frame - lagFrames + shift)
      for band in 0..<BandSpectrogram.bandCount {
        let power = powers[Int(source.rows[row + band])] * bandGains[band]
        if power > expected[band] { expected[band] = power }
      }
    }
  }
}
