public import CallTypes

/// The tracks of a call as they are kept: quantised, as differences, compressed.
///
/// | Track | Kept in steps of | Error at most |
/// | --- | --- | --- |
/// | level | 0.25 dB from −120 dBFS | 0.125 dB a frame (0.25 at the floor), and on the same side of each 0.25 dB |
/// | activity | as measured | 0 |
/// | background | 0.01 dB | 0.005 dB |
/// | speech probability | a third of 0.05; zero stays zero | 2/255, and on the same side of each 0.05 |
/// | music probability | 1/255, as measured | 0 |
/// | F0 | 1/5 semitone from 40 Hz; 761 Hz at most | 10 cents |
/// | strength of F0, echo ratio | half of 0.05; zero stays zero | 3/255, and on the same side of each 0.05 |
/// | voices, overlap of voices | as measured | 0 |
/// | tones, echoes, sample faults, duration | as measured | 0 |
///
/// A track of bytes is kept as differences to the byte before, modulo 256, which DEFLATE then packs.
public struct TrackArchive: Hashable, Sendable {
  /// The second version, with `UnitCells` and voices; the first is still read.
  private static let version: UInt8 = 2

  /// The bytes.
  public var kept: [UInt8]

  /// Bytes as they were kept.
  public init(kept: [UInt8]) { self.kept = kept }

  /// Packs tracks.
  public init(_ tracks: CallTracks) {
    var writer = ByteWriter()
    writer.add(byte: Self.version)
    writer.add(byte: UInt8(clamping: tracks.channels.count))
    writer.add(tracks.durationSeconds)
    writer.add(byte: tracks.interchannelCorrelation == nil ? 0 : 1)
    writer.add(tracks.interchannelCorrelation ?? 0)
    for channel in tracks.channels { writer.add(channel) }
    kept = CompressedBytes(writer.bytes, as: .numbers).kept
  }

  /// The tracks; `nil` when the bytes are not what was kept.
  public var tracks: CallTracks? {
    guard let bytes = CompressedBytes(kept: kept).bytes else { return nil }
    var reader = ByteReader(bytes)
    let version = reader.byte()
    guard version == 1 || version == Self.version else { return nil }
    let channelCount = Int(reader.byte())
    let durationSeconds = reader.number()
    let hasCorrelation = reader.byte() == 1
    let correlation = reader.number()
    var channels: [ChannelTracks] = []
    for _ in 0..<channelCount {
      guard var channel = reader.channel(version: version) else { return nil }
      if version == Self.version, reader.byte() == 1 {
        guard let voices = reader.voices() else { return nil }
        channel.voices = voices
      }
      channels.append(channel)
    }
    guard reader.isAtEnd else { return nil }
    return CallTracks(
      durationSeconds: durationSeconds, channels: channels,
      interchannelCorrelation: hasCorrelation ? correlation : nil)
  }
}

extension ByteWriter {
  fileprivate mutating func add(_ channel: ChannelTracks) {
    add(levels: channel.levelDBFS)
    add(grid: channel.activity.grid)
    add(differences: channel.activity.reached)
    add(channel.speechProbability, cells: UnitCells.probability.cells)
    add(grid: channel.musicProbability.grid)
    add(differences: channel.musicProbability.steps)
    add(grid: channel.f0Hz.grid)
    add(differences: (0..<channel.f0Hz.grid.frameCount).map { F0Steps.step(for: channel.f0Hz[$0]) })
    add(channel.f0Strength, cells: UnitCells.coarse.cells)
    add(grid: channel.noiseFloorDBFS.grid)
    for value in channel.noiseFloorDBFS.values {
      add(number16: UInt16(clamping: Int(((value + 200) * 100).rounded())))
    }
    add(channel.echoRatio, cells: UnitCells.coarse.cells)
    add(channel.faults)
    add(integer: channel.tones.count)
    for tone in channel.tones {
      add(spans: [tone.span])
      add(byte: tone.kind == .key ? 1 : 0)
      add(numbers: tone.frequenciesHz)
      add(tone.levelDBFS)
    }
    add(integer: channel.echoes.count)
    for echo in channel.echoes {
      add(spans: [echo.span])
      add(numbers: [echo.lagSeconds, echo.lossDB])
      add(integer: echo.sourceIndex)
    }
    add(byte: channel.voices == nil ? 0 : 1)
    if let voices = channel.voices { add(voices) }
  }

  /// One coordinate after the other, as each changes slowly.
  private mutating func add(_ voices: VoiceTrack) {
    add(grid: voices.grid)
    for place in 0..<VoiceTrack.dimensionCount {
      add(
        differences: stride(
          from: place, to: voices.steps.count, by: VoiceTrack.dimensionCount
        ).map { UInt8(bitPattern: voices.steps[$0]) })
    }
    add(differences: voices.overlapSteps)
  }

  /// The bins of all frames, then which half of the bin, eight frames a byte.
  private mutating func add(levels track: Track) {
    add(grid: track.grid)
    let cells = track.values.map(LevelCells.cell)
    add(differences: cells.map { UInt8($0 / LevelCells.perBin) })
    for first in stride(from: 0, to: cells.count, by: 8) {
      var packed: UInt8 = 0
      for (place, cell) in cells[first..<min(first + 8, cells.count)].enumerated() {
        packed |= UInt8(cell % LevelCells.perBin) << place
      }
      add(byte: packed)
    }
  }

  private mutating func add(_ track: UnitTrack, cells: [UInt8]) {
    add(grid: track.grid)
    add(differences: track.steps.map { cells[Int($0)] })
  }

  private mutating func add(_ faults: SampleFaults) {
    add(spans: faults.clippedSpans)
    add(spans: faults.digitalZeroSpans)
    add(spans: faults.repeatedPacketSpans)
    add(numbers: [faults.clippedRatio, faults.dcOffset, faults.peak])
    add(integer: faults.invalidSampleCount)
  }
}

extension ByteReader {
  fileprivate mutating func channel(version: UInt8) -> ChannelTracks? {
    let probability =
      version == 1 ? UnitSteps.values(step: UnitSteps.probability) : UnitCells.probability.values
    let coarse = version == 1 ? UnitSteps.values(step: UnitSteps.coarse) : UnitCells.coarse.values
    let levels = { (reader: inout ByteReader) in
      version == 1 ? reader.track(of: LevelSteps.valuesDBFS) : reader.levelTrack()
    }
    let activities = version == 1 ? LevelSteps.activities : ActivitySteps.values
    guard let level = levels(&self), let activityGrid = grid(),
      let activity = values(activityGrid.frameCount, of: activities),
      let speech = unitTrack(probability), let music = unitTrack(UnitSteps.values(step: 1)),
      let f0Grid = grid(), let f0Hz = values(f0Grid.frameCount, of: F0Steps.valuesHz),
      let strength = unitTrack(coarse), let noise = noiseTrack(),
      let echoRatio = unitTrack(coarse), let faults = faults(),
      let tones = tones(), let echoes = echoes()
    else { return nil }
    return ChannelTracks(
      levelDBFS: level, activity: ActivityTrack(grid: activityGrid, reached: activity),
      speechProbability: speech,
      musicProbability: music,
      f0Hz: F0Track(grid: f0Grid, valuesOrZeroHz: f0Hz),
      f0Strength: strength, noiseFloorDBFS: noise, faults: faults, tones: tones,
      echoRatio: echoRatio, echoes: echoes)
  }

  private mutating func track(of table: [Float]) -> Track? {
    guard let grid = grid(), let values = values(grid.frameCount, of: table) else { return nil }
    return Track(grid: grid, values: values)
  }

  fileprivate mutating func voices() -> VoiceTrack? {
    let table = (0...255).map { Int8(truncatingIfNeeded: $0) }
    guard let grid = grid(), grid.frameCount <= remainingCount / (VoiceTrack.dimensionCount + 1)
    else { return nil }
    var steps = [Int8](repeating: 0, count: grid.frameCount * VoiceTrack.dimensionCount)
    for place in 0..<VoiceTrack.dimensionCount {
      guard let column = values(grid.frameCount, of: table) else { return nil }
      for (frame, step) in column.enumerated() {
        steps[frame * VoiceTrack.dimensionCount + place] = step
      }
    }
    guard let overlap = values(grid.frameCount, of: (0...255).map { UInt8($0) }) else {
      return nil
    }
    return VoiceTrack(grid: grid, steps: steps, overlapSteps: overlap)
  }

  private mutating func levelTrack() -> Track? {
    guard let grid = grid(),
      let bins = values(grid.frameCount, of: (0...255).map { UInt8($0) }),
      let values = values(ofCells: bins, of: LevelCells.valuesDBFS)
    else { return nil }
    return Track(grid: grid, values: values)
  }

  private mutating func unitTrack(_ table: [UInt8]) -> UnitTrack? {
    guard let grid = grid(), let steps = values(grid.frameCount, of: table) else { return nil }
    return UnitTrack(grid: grid, steps: steps)
  }

  private mutating func noiseTrack() -> Track? {
    guard let grid = grid(), grid.frameCount <= remainingCount else { return nil }
    let values = (0..<grid.frameCount).map { _ in Float(number16()) / 100 - 200 }
    return Track(grid: grid, values: values)
  }

  private mutating func faults() -> SampleFaults? {
    guard let clipped = spans(), let zeros = spans(), let repeated = spans(),
      let numbers = numbers(), numbers.count == 3
    else { return nil }
    return SampleFaults(
      clippedSpans: clipped, clippedRatio: numbers[0], digitalZeroSpans: zeros,
      repeatedPacketSpans: repeated, dcOffset: numbers[1], peak: numbers[2],
      invalidSampleCount: integer())
  }

  private mutating func tones() -> [ToneSegment]? {
    var tones: [ToneSegment] = []
    guard let toneCount = count() else { return nil }
    for _ in 0..<toneCount {
      guard let span = spans()?.first else { return nil }
      let isKey = byte() == 1
      guard let frequencies = numbers(), frequencies.count <= 2, !isKey || frequencies.isEmpty
      else { return nil }
      tones.append(
        ToneSegment(
          span: span, kind: isKey ? .key : .steady, frequenciesHz: frequencies,
          levelDBFS: number()))
    }
    return tones
  }

  private mutating func echoes() -> [EchoStretch]? {
    var echoes: [EchoStretch] = []
    guard let echoCount = count() else { return nil }
    for _ in 0..<echoCount {
      guard let span = spans()?.first, let numbers = numbers(), numbers.count == 2 else {
        return nil
      }
      echoes.append(
        EchoStretch(
          span: span, lagSeconds: numbers[0], lossDB: numbers[1], sourceIndex: integer()))
    }
    return echoes
  }
}
