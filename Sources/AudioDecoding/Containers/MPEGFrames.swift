internal import CallTypes

/// MPEG audio as a chain of frames: where it begins, how many frames it has, whether it is whole.
struct MPEGFrames {
  /// How far junk before the first frame is searched through, in bytes.
  private static let searchBytes: Int64 = 16_384
  /// How many zeros before the first frame are skipped: padding of tags and of block devices.
  private static let zeroBytes: Int64 = 1 << 20
  /// Frames in a row that make chance negligible where nothing else speaks for MPEG.
  private static let confirmingFrames = 4

  /// Header of the first frame.
  var first: MPEGFrameHeader
  /// First byte of the first frame.
  var startOffset: Int64
  /// First byte behind the last whole frame.
  var endOffset: Int64
  /// Whole frames, without the one that carries the Xing header.
  var frameCount: Int64 = 0
  /// Whether the file ends inside a frame.
  var endsEarly = false
  /// Frames announced by a Xing or Info header; `nil` without one.
  var xingFrameCount: Int64?
  /// Whether the first frame is such a header and holds no audio.
  var hasXingFrame = false
  /// Samples that the encoder added before and behind, according to LAME's part of the header.
  var paddingSamples: Int64 = 0

  /// Walks all frame headers of a file.
  init(of file: RecordingFile, from offset: Int64) throws(AudioDecodingError) {
    var window = FileWindow(file)
    guard let header = try Self.header(at: offset, in: &window) else {
      throw .unreadable(Message("unreadable.noMPEGFrame"))
    }
    first = header
    startOffset = offset
    endOffset = offset
    try readXing(in: &window)
    var cursor = hasXingFrame ? offset + Int64(header.frameBytes) : offset
    endOffset = cursor
    while cursor < file.sizeBytes {
      guard let next = try Self.header(at: cursor, in: &window), first.isContinued(by: next) else {
        if try isTag(at: cursor, in: &window) { break }
        guard let resumed = try resume(after: cursor, in: &window) else { break }
        cursor = resumed
        continue
      }
      let end = cursor + Int64(next.frameBytes)
      guard end <= file.sizeBytes else {
        endsEarly = true
        break
      }
      frameCount += 1
      cursor = end
      endOffset = end
    }
  }

  /// Sample frames in the whole frames.
  var sampleCount: Int64 { frameCount * Int64(first.frameSamples) }

  /// Where MPEG audio begins, behind ID3 tags and zeros; `nil` when the file holds none.
  static func firstOffset(in file: RecordingFile) throws(AudioDecodingError) -> Int64? {
    var window = FileWindow(file)
    var offset: Int64 = 0
    while try window.has("ID3", at: offset) {
      guard let size = try window.big(offset + 6, 4) else { return nil }
      let length =
        (size & 0x7F) | (size >> 1 & 0x3F80) | (size >> 2 & 0x1F_C000) | (size >> 3 & 0xFE0_0000)
      offset += 10 + Int64(length)
    }
    let isTagged = offset > 0
    let zeroLimit = min(offset + zeroBytes, file.sizeBytes)
    while offset < zeroLimit, try window.byte(offset) == 0 { offset += 1 }
    if try confirmed(isTagged ? 1 : 2, at: offset, in: &window) { return offset }
    let limit = min(offset + searchBytes, file.sizeBytes)
    while offset < limit {
      if try window.byte(offset) == 0xFF,
        try confirmed(confirmingFrames, at: offset, in: &window)
      {
        return offset
      }
      offset += 1
    }
    return nil
  }

  private static func header(
    at offset: Int64, in window: inout FileWindow
  ) throws(AudioDecodingError) -> MPEGFrameHeader? {
    guard let word = try window.big(offset, 4) else { return nil }
    return MPEGFrameHeader(UInt32(word))
  }

  /// Whether so many headers that belong together follow each other at their computed distances.
  private static func confirmed(
    _ count: Int, at offset: Int64, in window: inout FileWindow
  ) throws(AudioDecodingError) -> Bool {
    guard let first = try header(at: offset, in: &window) else { return false }
    var cursor = offset + Int64(first.frameBytes)
    for _ in 1..<max(count, 1) {
      guard let next = try header(at: cursor, in: &window), first.isContinued(by: next) else {
        return false
      }
      cursor += Int64(next.frameBytes)
    }
    return true
  }

  /// The next place after damage where two frames in a row continue the stream.
  private func resume(
    after offset: Int64, in window: inout FileWindow
  ) throws(AudioDecodingError) -> Int64? {
    var cursor = offset + 1
    while cursor + 4 <= window.sizeBytes {
      if try window.byte(cursor) == 0xFF,
        let header = try Self.header(at: cursor, in: &window), first.isContinued(by: header),
        try Self.confirmed(2, at: cursor, in: &window)
      {
        return cursor
      }
      cursor += 1
    }
    return nil
  }

  /// Whether an ID3v1, APE or lyrics tag begins here, behind the audio.
  private func isTag(
    at offset: Int64, in window: inout FileWindow
  ) throws(AudioDecodingError) -> Bool {
    if try window.has("TAG", at: offset) { return true }
    if try window.has("APETAGEX", at: offset) { return true }
    return try window.has("LYRICSBEGIN", at: offset)
  }

  /// Reads the frame count of a Xing or Info header, which hides in the first frame's side info.
  private mutating func readXing(in window: inout FileWindow) throws(AudioDecodingError) {
    let offset = startOffset + 4 + Int64(first.sideInfoBytes)
    guard first.layer == 3 else { return }
    hasXingFrame = try window.has("Xing", at: offset)
    if !hasXingFrame { hasXingFrame = try window.has("Info", at: offset) }
    guard hasXingFrame else { return }
    if let flags = try window.big(offset + 4, 4), flags & 1 == 1,
      let count = try window.big(offset + 8, 4), count > 0
    {
      xingFrameCount = Int64(count)
      try readPadding(at: offset + 8, flags: flags, in: &window)
    }
  }

  /// Reads the encoder's delay and padding: 12 bits each, 21 bytes into LAME's part of the header.
  private mutating func readPadding(
    at offset: Int64, flags: UInt64, in window: inout FileWindow
  ) throws(AudioDecodingError) {
    var place = offset
    for (bit, bytes) in [(1, 4), (2, 4), (4, 100), (8, 4)] as [(UInt64, Int64)]
    where flags & bit != 0 {
      place += bytes
    }
    guard try window.byte(place) == UInt8(ascii: "L"), let both = try window.big(place + 21, 3)
    else { return }
    paddingSamples = Int64(both >> 12 + both & 0xFFF)
  }

  /// What libsndfile is to see.
  ///
  /// libmpg123 estimates the length of a variable-rate stream without Xing header from its first
  /// frame, and libsndfile stops there: nearly half of a quiet-to-loud recording was lost. A frame
  /// of silence with the counted length is therefore shown before such a stream.
  func survey() -> ContainerSurvey {
    var survey = ContainerSurvey()
    survey.endsEarly = endsEarly
    // The first frames may lean on bits before the beginning, and are then skipped.
    survey.codecDelayFrames = Int64(2 * first.frameSamples)
    if let xingFrameCount, xingFrameCount >= frameCount {
      survey.stretch = startOffset..<endOffset
      let declared = xingFrameCount * Int64(first.frameSamples)
      survey.declaredFrameCount = max(declared - paddingSamples, 0)
      survey.countedFrameCount = max(sampleCount - paddingSamples, 0)
    } else {
      let audioStart = hasXingFrame ? startOffset + Int64(first.frameBytes) : startOffset
      survey.stretch = audioStart..<max(endOffset, audioStart)
      survey.prefix = first.xingFrame(frameCount: frameCount, audioBytes: endOffset - audioStart)
      survey.countedFrameCount = sampleCount
    }
    return survey
  }
}
