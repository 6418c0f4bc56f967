internal import CallTypes
internal import Glibc

/// A recording that an FFmpeg process decodes, as 32-bit floats in AU form on a pipe.
final class FFmpegStream: AudioStream {
  private static let pieceBytes = 1 << 16
  private static let sampleBytes = 4
  /// How long a program may take to leave after its output has ended.
  private static let leaveMilliseconds: Int32 = 2000
  /// Longest single wait, so that the limit is kept to a fraction of a second.
  private static let waitMilliseconds: Int32 = 250

  let format: AudioFormat
  private(set) var warnings: [AnalysisWarning] = []

  private let child: ChildProcess
  private let survey: ContainerSurvey
  private let limitSeconds: Double
  private let toleranceSeconds: Double
  private let piece: PieceBuffer
  private var waitedSeconds = 0.0
  private var decodedFrames: Int64 = 0
  private var hasEnded = false

  /// Reads the AU header that FFmpeg writes first.
  ///
  /// - Throws: `.unreadable` when FFmpeg finds no audio, `.timedOut`.
  init(
    child: ChildProcess, content: RecordingContent, survey: ContainerSurvey,
    settings: AudioDecodingSettings
  ) throws(AudioDecodingError) {
    self.child = child
    self.survey = survey
    limitSeconds = settings.externalDecoderTimeLimitSeconds
    toleranceSeconds = settings.durationToleranceSeconds
    let piece = PieceBuffer(byteCount: Self.pieceBytes)
    self.piece = piece
    let header = try Self.header(from: child, into: piece, &waitedSeconds, limitSeconds)
    let (rateHz, channelCount) = (Int(header.big(16, 4)), Int(header.big(20, 4)))
    guard header.has(".snd"), header.big(12, 4) == 6, rateHz > 0, channelCount > 0 else {
      throw .unreadable(Message("unreadable.ffmpegNoAudio", "\(content.container.rawValue)"))
    }
    format = AudioFormat(
      container: content.container.rawValue, codec: content.codec ?? content.container.rawValue,
      sampleRateHz: rateHz, channelCount: channelCount,
      declaredFrameCount: survey.declaredFrameCount)
  }

  private static func header(
    from child: ChildProcess, into piece: PieceBuffer, _ waitedSeconds: inout Double,
    _ limitSeconds: Double
  ) throws(AudioDecodingError) -> FileBytes {
    let fixedBytes = 24
    var wanted = fixedBytes
    while piece.available < wanted {
      guard try fill(piece, from: child, &waitedSeconds, limitSeconds) else { break }
      if piece.available >= fixedBytes {
        wanted = max(fixedBytes, Int(min(piece.peek(fixedBytes).big(4, 4), 4096)))
      }
    }
    let header = piece.peek(min(fixedBytes, piece.available))
    piece.drop(min(wanted, piece.available))
    return header
  }

  /// Adds output to the piece; `false` at its end.
  private static func fill(
    _ piece: PieceBuffer, from child: ChildProcess, _ waitedSeconds: inout Double,
    _ limitSeconds: Double
  ) throws(AudioDecodingError) -> Bool {
    let clock = ContinuousClock()
    while true {
      let started = clock.now
      let count = child.read(into: piece.makeRoom(), milliseconds: waitMilliseconds)
      waitedSeconds += Double((clock.now - started) / .milliseconds(1)) / 1000
      if let count {
        piece.add(count)
        return count > 0
      }
      guard waitedSeconds < limitSeconds else {
        child.stop()
        throw .timedOut(limitSeconds: limitSeconds)
      }
    }
  }

  func read(into buffer: inout [Float]) throws(AudioDecodingError) -> Int {
    let frameBytes = format.channelCount * Self.sampleBytes
    let wanted = buffer.count / format.channelCount
    precondition(wanted > 0, "the buffer holds less than one sample frame")
    guard !hasEnded else { return 0 }
    do throws(AudioDecodingError) {
      while piece.available < frameBytes {
        guard try Self.fill(piece, from: child, &waitedSeconds, limitSeconds) else {
          try end()
          return 0
        }
      }
    } catch {
      hasEnded = true
      guard decodedFrames > 0 else { throw error }
      warnings.append(AnalysisWarning(.decodeError, error.wording))
      return 0
    }
    let frames = min(wanted, piece.available / frameBytes)
    piece.takeBigEndianFloats(frames * format.channelCount, into: &buffer)
    decodedFrames += Int64(frames)
    return frames
  }

  /// Judges the file once the output has ended.
  private func end() throws(AudioDecodingError) {
    hasEnded = true
    let exit = child.finish(milliseconds: Self.leaveMilliseconds)
    let seconds = Double(decodedFrames) / Double(format.sampleRateHz)
    guard decodedFrames > 0 else {
      if exit == .status(0), !survey.endsEarly { throw .noSamples }
      throw .unreadable(Message("unreadable.ffmpegNothing", "\(format.codec)"))
    }
    if survey.isUnfinalized { warnings.append(.headerUnfinalized(seconds: seconds)) }
    let missingSeconds = (survey.countedSeconds ?? 0) - seconds
    if missingSeconds > toleranceSeconds {
      warnings.append(.stopped(declaredSeconds: survey.countedSeconds, foundSeconds: seconds))
    } else if survey.endsEarly {
      warnings.append(.truncated(declaredSeconds: nil, foundSeconds: seconds))
    } else if exit != .status(0) {
      warnings.append(.stopped(declaredSeconds: nil, foundSeconds: seconds))
    }
  }
}

/// Bytes on their way from a pipe to floats.
private final class PieceBuffer {
  private let storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  init(byteCount: Int) { storage = .allocate(byteCount: byteCount, alignment: 16) }

  deinit { storage.deallocate() }

  /// Bytes that can be taken.
  var available: Int { end - start }

  /// Free space behind the bytes, which are moved to the front first.
  func makeRoom() -> UnsafeMutableRawBufferPointer {
    if start > 0 {
      storage.copyMemory(from: .init(rebasing: storage[start..<end]))
      (start, end) = (0, end - start)
    }
    return .init(rebasing: storage[end...])
  }

  /// Counts bytes written into the free space.
  func add(_ count: Int) { end += count }

  /// The first bytes, which stay.
  func peek(_ count: Int) -> FileBytes { FileBytes(Array(storage[start..<start + count])) }

  /// Forgets the first bytes.
  func drop(_ count: Int) { start += count }

  /// Moves numbers into the beginning of a buffer.
  func takeBigEndianFloats(_ count: Int, into buffer: inout [Float]) {
    var samples = buffer.mutableSpan
    let source = UnsafeRawBufferPointer(rebasing: storage[start..<start + 4 * count]).bytes
    for index in 0..<count {
      let bits = source.unsafeLoadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      samples[index] = Float(bitPattern: UInt32(bigEndian: bits))
    }
    start += 4 * count
  }
}
