internal import Foundation

/// What the speech detector looks at, one row of bytes per frame: small enough to keep for an hour.
///
/// Levels are kept in half decibels, which is finer than they vary from frame to frame.
public struct DetectorInput: Sendable {
  /// Bytes per frame: band levels, level of the hop, periodicity, F0, stability.
  public static let rowLength = BandSpectrogram.bandCount + 4
  /// Frames per row of `floors`.
  public static let floorFrames = NoiseFloorShape.blockFrames
  /// Bytes per row of `floors`.
  public static let floorLength = BandSpectrogram.bandCount

  /// Shape `[frameCount, rowLength]`.
  public private(set) var rows: [UInt8]
  /// Level of the background per band; shape `[⌈frameCount / floorFrames⌉, floorLength]`.
  public private(set) var floors: [UInt8]

  /// Holds what was heard before; nothing by default.
  init(rows: [UInt8] = [], floors: [UInt8] = []) {
    self.rows = rows
    self.floors = floors
  }

  /// Number of frames held.
  public var frameCount: Int { rows.count / Self.rowLength }

  /// Byte of a level: steps of 0.5 dB from −115 dBFS on.
  static func byte(ofLevelDBFS level: Float) -> UInt8 { nearestByte((level + 115) * 2) }

  /// The nearest whole number of 0…255: half is added and the fraction dropped, as `rounded()` is a
  /// call of a function where the processor may be old.
  private static func nearestByte(_ value: Float) -> UInt8 {
    UInt8(min(max(value, 0), 255) + 0.5)
  }

  /// Level of a byte, in dBFS.
  static func levelDBFS(ofByte byte: Int) -> Float { Float(byte) / 2 - 115 }

  /// Byte of an F0: 72 steps an octave from 55 Hz on; 0 for none.
  static func byte(ofF0OrZeroHz frequency: Float) -> UInt8 {
    guard frequency > 0 else { return 0 }
    return nearestByte(max(1 + 72 * log2(frequency / 55), 1))
  }

  /// Appends the rows of some frames.
  ///
  /// - Parameters:
  ///   - frames: Frames of `spectrogram` and `samples`.
  ///   - voice: F0 and periodicity; index 0 is frame `voiceStart`.
  ///   - floor: The background around the frames.
  mutating func append(
    frames: Range<Int>, of spectrogram: BandSpectrogram, samples: [Float], voice: VoiceFrames,
    voiceStart: Int, floor: NoiseFloor
  ) {
    let bandCount = BandSpectrogram.bandCount
    let place = rows.count
    rows.append(contentsOf: repeatElement(0, count: frames.count * Self.rowLength))
    setRows(
      at: place, frames: frames, of: spectrogram, samples: samples, voice: voice,
      voiceStart: voiceStart)
    for frame in stride(from: frames.lowerBound, to: frames.upperBound, by: Self.floorFrames) {
      let offset = floor.rowOffset(ofFrame: frame)
      for band in 0..<bandCount {
        floors.append(Self.byte(ofLevelDBFS: floor.levelsDBFS[offset + band]))
      }
    }
  }

  /// Hears some frames anew; parameters as for `append`.
  ///
  /// - Parameter first: Number of the first frame here.
  mutating func replace(
    from first: Int, frames: Range<Int>, of spectrogram: BandSpectrogram, samples: [Float],
    voice: VoiceFrames, voiceStart: Int
  ) {
    setRows(
      at: first * Self.rowLength, frames: frames, of: spectrogram, samples: samples, voice: voice,
      voiceStart: voiceStart)
  }

  private mutating func setRows(
    at start: Int, frames: Range<Int>, of spectrogram: BandSpectrogram, samples: [Float],
    voice: VoiceFrames, voiceStart: Int
  ) {
    let bandCount = BandSpectrogram.bandCount
    let levels = spectrogram.levelsDBFS.span
    let stabilities = spectrogram.stabilities.span
    let signal = samples.span
    var place = start
    var row = rows.mutableSpan
    for frame in frames {
      for band in 0..<bandCount {
        row[place + band] = Self.byte(ofLevelDBFS: levels[frame * bandCount + band])
      }
      row[place + bandCount] = Self.byte(ofLevelDBFS: hopLevelDBFS(of: signal, frame: frame))
      let index = frame - voiceStart
      row[place + bandCount + 1] = Self.nearestByte(voice.periodicity[index] * 255)
      row[place + bandCount + 2] = Self.byte(ofF0OrZeroHz: voice.f0OrZeroHz[index])
      row[place + bandCount + 3] = Self.nearestByte(stabilities[frame] * 255)
      place += Self.rowLength
    }
  }

  /// The row of a frame.
  func row(ofFrame frame: Int) -> ArraySlice<UInt8> {
    rows[frame * Self.rowLength..<(frame + 1) * Self.rowLength]
  }

  /// Puts a row in the place of a frame's.
  mutating func setRow(ofFrame frame: Int, to row: ArraySlice<UInt8>) {
    rows.replaceSubrange(frame * Self.rowLength..<(frame + 1) * Self.rowLength, with: row)
  }

  /// The background of some frames as it is kept.
  func floor(ofFrames frames: Range<Int>) -> NoiseFloor {
    let first = frames.lowerBound / Self.floorFrames
    let last = min((frames.upperBound - 1) / Self.floorFrames, floors.count / Self.floorLength - 1)
    let bytes = floors[first * Self.floorLength..<(last + 1) * Self.floorLength]
    return NoiseFloor(
      levelsDBFS: bytes.map { Self.levelDBFS(ofByte: Int($0)) },
      loudLevelsDBFS: [Float](repeating: BandSpectrogram.levelFloorDB, count: last + 1 - first),
      firstFrame: first * Self.floorFrames)
  }

  /// Whether a frame's hop lies on the floor of all levels.
  func isDigitalSilence(_ frame: Int) -> Bool {
    rows[frame * Self.rowLength + Self.floorLength] == 0
  }

  /// Periodicities of some frames, in steps of 1/255.

  func periodicitySteps(of frames: Range<Int>) -> [UInt8] {
    frames.map { rows[$0 * Self.rowLength + Self.floorLength + 1] }
  }

  /// Forgets the oldest frames.
  ///
  /// - Precondition: `frames` is a multiple of `floorFrames`.
  mutating func removeFirst(frames: Int) {
    rows.removeFirst(frames * Self.rowLength)
    floors.removeFirst(frames / Self.floorFrames * Self.floorLength)
  }

  /// Makes room.
  mutating func reserve(frames: Int) {
    rows.reserveCapacity(frames * Self.rowLength)
    floors.reserveCapacity((frames / Self.floorFrames + 1) * Self.floorLength)
  }
}

/// Level of the 10 ms around a frame's centre, in dBFS: the spectrum's frame is three times as long.
private func hopLevelDBFS(of samples: Span<Float>, frame: Int) -> Float {
  let hop = AnalysisRate.hopSamples
  let start = frame * hop + (AnalysisRate.frameSamples - hop) / 2
  var squares = SIMD8<Float>.zero
  for index in stride(from: start, to: start + hop, by: 8) {
    let values = samples.eight(at: index)
    squares += values * values
  }
  return max(approximateDecibels(squares.total / Float(hop)), BandSpectrogram.levelFloorDB)
}

/// The level of loud sound in all that was heard so far: what the network takes levels relative to.
struct LoudLevel {
  /// Share of frames below loud sound: above are bursts.
  private static let ratio = 0.95

  private var counts = [Int](repeating: 0, count: 256)
  private var total = 0

  /// Counts the levels of some frames.
  mutating func add(_ input: DetectorInput, frames: Range<Int>) {
    for frame in frames {
      counts[Int(input.rows[frame * DetectorInput.rowLength + DetectorInput.floorLength])] += 1
    }
    total += frames.count
  }

  /// Counts the level of one frame.
  mutating func add(byte: UInt8) {
    counts[Int(byte)] += 1
    total += 1
  }

  /// The level, in dBFS; the lowest there is before any frame.
  var levelDBFS: Float {
    var sum = 0
    for (byte, count) in counts.enumerated() {
      sum += count
      if Double(sum) >= Self.ratio * Double(total) { return DetectorInput.levelDBFS(ofByte: byte) }
    }
    return DetectorInput.levelDBFS(ofByte: 0)
  }
}
