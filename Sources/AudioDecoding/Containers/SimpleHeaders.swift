internal import CallTypes

/// Sizes in the headers of AU, AIFF, CAF, NIST SPHERE and FLAC, against the size of the file.
enum SimpleHeaders {
  private static let chunkLimit = 1000

  /// Sun AU: one fixed header; size 0xFFFFFFFF means "until the end" and is no fault.
  static func surveyAU(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    let head = try file.bytes(at: 0, count: 24)
    let isBigEndian = head.has(".snd")
    let offset = Int64(head.number(at: 4, width: 4, bigEndian: isBigEndian))
    let declared = head.number(at: 8, width: 4, bigEndian: isBigEndian)
    let found = file.sizeBytes - offset
    guard head.count == 24, found > 0 else { throw .noSamples }
    if declared == 0 {
      survey.isUnfinalized = true
      survey.patches = [
        BytePatch(offset: 8, value: 0xFFFF_FFFF, width: 4, bigEndian: isBigEndian)
      ]
    } else if declared != 0xFFFF_FFFF {
      survey.compare(declaredBytes: Int64(declared), foundBytes: min(found, Int64(declared)))
    }
    return survey
  }

  /// AIFF and AIFF-C: the `SSND` chunk.
  static func surveyAIFF(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    var offset: Int64 = 12
    for _ in 0..<chunkLimit {
      let head = try file.bytes(at: offset, count: 16)
      guard head.count >= 8 else { break }
      let size = Int64(head.big(4, 4))
      if head.has("COMM") { survey.declaredFrameCount = Int64(head.big(10, 4)) }
      if head.has("SSND") {
        let found = file.sizeBytes - offset - 16
        guard found > 0 else { throw .noSamples }
        if size <= 8, survey.declaredFrameCount == 0 {
          survey.isUnfinalized = true
          survey.declaredFrameCount = nil
          survey.patches += [
            BytePatch(offset: 4, value: UInt64(file.sizeBytes - 8), width: 4, bigEndian: true),
            BytePatch(offset: offset + 4, value: UInt64(found + 8), width: 4, bigEndian: true),
          ]
          return survey
        }
        survey.compare(declaredBytes: max(size - 8, 0), foundBytes: min(found, max(size - 8, 0)))
        return survey
      }
      offset += 8 + size + size % 2
    }
    throw .noSamples
  }

  /// Core Audio Format: the `data` chunk; size −1 means "until the end" and is no fault.
  static func surveyCAF(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    var offset: Int64 = 8
    for _ in 0..<chunkLimit {
      let head = try file.bytes(at: offset, count: 12)
      guard head.count == 12 else { break }
      let size = Int64(bitPattern: head.big(4, 8))
      if head.has("data") {
        let found = file.sizeBytes - offset - 12
        guard found > 4 else { throw .noSamples }
        if size >= 0 { survey.compare(declaredBytes: size, foundBytes: min(found, size)) }
        if size > found {  // libsndfile refuses such a file whole.
          survey.patches = [
            BytePatch(offset: offset + 4, value: UInt64(found), width: 8, bigEndian: true)
          ]
        }
        return survey
      }
      guard size >= 0, size < file.sizeBytes else { break }
      offset += 12 + size
    }
    throw .unreadable(Message("unreadable.headerWithoutAudio", "CAF"))
  }

  /// NIST SPHERE: a text header of `key -type value` lines, padded to the size in its second line.
  static func surveyNIST(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    let head = try file.bytes(at: 0, count: 1024)
    let lines = String(decoding: head.bytes, as: UTF8.self).split(separator: "\n")
    func value(_ key: String) -> Int64? {
      lines.first { $0.hasPrefix(key + " -i ") }.flatMap { Int64($0.dropFirst(key.count + 4)) }
    }
    let headerBytes = lines.dropFirst().first.flatMap {
      Int64($0.drop { $0 == " " })
    }
    guard let headerBytes, headerBytes < file.sizeBytes else { throw .noSamples }
    if let frames = value("sample_count"), frames > 0 {
      let (width, channels) = (value("sample_n_bytes") ?? 2, value("channel_count") ?? 1)
      survey.declaredFrameCount = frames
      if (1...8).contains(width), (1...65_536).contains(channels),
        let declared = product(frames, width * channels)
      {
        let found = min(file.sizeBytes - headerBytes, declared)
        survey.compare(declaredBytes: declared, foundBytes: found)
      }
    }
    return survey
  }

  /// FLAC: the sample count of STREAMINFO, RFC 9639 section 8.2; 0 = unknown, no fault.
  static func surveyFLAC(of file: RecordingFile) throws(AudioDecodingError) -> ContainerSurvey {
    var survey = ContainerSurvey()
    let head = try file.bytes(at: 0, count: 42)
    guard head.count == 42 else { throw .unreadable(Message("unreadable.endsInHeader")) }
    let sampleCount = Int64(head.big(21, 5) & 0xF_FFFF_FFFF)
    survey.declaredFrameCount = sampleCount > 0 ? sampleCount : nil
    return survey
  }
}
