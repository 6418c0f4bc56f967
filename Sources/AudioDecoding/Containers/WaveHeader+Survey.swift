extension WaveHeader {
  /// Compares the sizes in the header with the file and repairs those that were never written.
  ///
  /// - Throws: `.noSamples` for a complete file with an empty `data` chunk.
  func survey(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    let found = max(0, file.sizeBytes - dataOffset)
    if isBW64 { survey.patches.append(BytePatch(offset: 0, bytes: Array("RF64".utf8))) }
    guard found > 0 else { throw .noSamples }
    let declared = Int64(clamping: dataSize)
    if let audioBytes = try repairedDataBytes(declared: declared, found: found, in: file) {
      survey.isUnfinalized = true
      survey.patches += patches(dataBytes: audioBytes, fileBytes: file.sizeBytes)
      return survey
    }
    if riffSize == 0 { survey.patches += patches(dataBytes: declared, fileBytes: file.sizeBytes) }
    survey.declaredFrameCount = frames(inBytes: declared)
    survey.compare(declaredBytes: declared, foundBytes: min(found, declared))
    return survey
  }

  /// Bytes of audio in a file whose sizes were never written; `nil` where the header can be
  /// believed.
  private func repairedDataBytes(
    declared: Int64, found: Int64, in file: RecordingFile
  ) throws(AudioDecodingError) -> Int64? {
    if declared == 0 {
      if try isChunkChain(from: dataOffset, in: file) { throw .noSamples }
      return found
    }
    if Self.isPlaceholder(dataSize), declared > found { return found }
    guard riffSize == 0, declared <= found else { return nil }
    // The recorder died: `data` is either right already, or was updated only now and then.
    let end = dataOffset + declared + declared % 2
    if end >= file.sizeBytes { return declared }
    return try isChunkChain(from: end, in: file) ? declared : found
  }

  /// Whether a size is what writers leave behind when they cannot know it: the largest 32-bit
  /// number, signed or not, or a little less to leave room for the header.
  private static func isPlaceholder(_ size: UInt64) -> Bool {
    (0xFFFF_F000...0xFFFF_FFFF).contains(size) || (0x7FFF_F000...0x8000_0000).contains(size)
      || size >= 0x7FFF_FFFF_FFFF_F000
  }

  /// Header fields as they would stand in a finished file.
  private func patches(dataBytes: Int64, fileBytes: Int64) -> [BytePatch] {
    var patches: [BytePatch] = []
    if let ds64Offset {
      for (index, value) in [fileBytes - 8, dataBytes, frames(inBytes: dataBytes) ?? 0].enumerated()
      {
        patches.append(
          BytePatch(
            offset: ds64Offset + Int64(8 * index), value: UInt64(value), width: 8,
            bigEndian: false))
      }
      return patches
    }
    let size32 = UInt64(min(dataBytes, 0xFFFF_FFFF))
    let riff32 = UInt64(min(fileBytes - 8, 0xFFFF_FFFF))
    patches.append(BytePatch(offset: 4, value: riff32, width: 4, bigEndian: isBigEndian))
    patches.append(
      BytePatch(offset: dataSizeOffset, value: size32, width: 4, bigEndian: isBigEndian))
    return patches
  }

  /// Whether well-formed chunks fill the file from a place to its end.
  private func isChunkChain(
    from start: Int64, in file: RecordingFile
  ) throws(AudioDecodingError) -> Bool {
    var offset = start
    var chunkCount = 0
    while offset + 8 <= file.sizeBytes, chunkCount < 1000 {
      let head = try file.bytes(at: offset, count: 8)
      guard head.bytes.prefix(4).allSatisfy({ (0x20...0x7E).contains($0) }) else { return false }
      offset += 8 + Int64(head.number(at: 4, width: 4, bigEndian: isBigEndian))
      offset += offset % 2
      chunkCount += 1
    }
    return chunkCount > 0 && offset >= file.sizeBytes && offset <= file.sizeBytes + 1
  }
}
