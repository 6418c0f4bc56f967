public import CallTypes

/// Why a file gave no sample.
///
/// The message names no path, no caller and no words: whoever prints it adds the call's id.
public enum AudioDecodingError: Error, Equatable {
  /// A folder, pipe, socket or device stands where a recording should be.
  case notARegularFile(kind: String)
  /// The file has no byte.
  case noBytes
  /// The file has a header, and not one sample behind it.
  case noSamples
  /// The system refused to open or read the file.
  case inaccessible(errorNumber: Int32)
  /// Known by name, but nothing here decodes it.
  case unsupportedFormat(String)
  /// Decodable only by FFmpeg, which is not installed.
  case decoderMissing(codec: String)
  /// The header asks for a rate that no recording of speech has.
  case unsupportedSampleRate(foundHz: Int, lowestHz: Int, highestHz: Int)
  /// More channels than a call can have.
  case tooManyChannels(found: Int, limit: Int)
  /// Damaged, or no recording at all.
  case unreadable(reason: String)
  /// The external decoder did not deliver in time.
  case timedOut(limitSeconds: Double)
  /// The text that describes a file without header makes no sense.
  case invalidRawFormat(text: String, reason: String)

  /// The stable name under which the failure is stored.
  public var failureCode: FailureCode {
    switch self {
    case .notARegularFile: .notARegularFile
    case .noBytes, .noSamples: .empty
    case .inaccessible: .inaccessible
    case .unsupportedFormat, .decoderMissing, .unsupportedSampleRate, .invalidRawFormat:
      .unsupported
    case .tooManyChannels: .tooManyChannels
    case .unreadable: .unreadable
    case .timedOut: .timedOut
    }
  }

  /// What was found and what to do next, for a person.
  public var message: String {
    switch self {
    case .notARegularFile(let kind):
      "this is a \(kind), no regular file; pass the recording itself"
    case .noBytes:
      "the file holds no bytes; copy it again, or delete it if the recorder never wrote to it"
    case .noSamples:
      "the file has a header but no audio; copy it again, or look at the recorder if it is alike"
    case .inaccessible(let errorNumber):
      "the file cannot be read (\(systemErrorText(errorNumber))); check that it is still there "
        + "and that you may read it"
    case .unsupportedFormat(let name):
      "\(name) cannot be decoded; convert the file to WAV, or see 'callsift formats'"
    case .decoderMissing(let codec):
      "\(codec) needs FFmpeg, which was not found; run 'apt-get install ffmpeg' and scan again"
    case .unsupportedSampleRate(let foundHz, let lowestHz, let highestHz):
      "the sampling rate is \(foundHz) Hz, outside \(lowestHz)…\(highestHz) Hz; convert the file "
        + "to 8000 Hz or more"
    case .tooManyChannels(let found, let limit):
      "the file has \(found) channels, more than the \(limit) a call may have; extract the "
        + "channels of the call first"
    case .unreadable(let reason):
      "\(reason); copy the file again, or check that it is a recording"
    case .timedOut(let limitSeconds):
      "the external decoder gave no audio for \(limitSeconds) s and was stopped; try the file "
        + "with ffmpeg by hand, or raise externalDecoderTimeLimitSeconds"
    case .invalidRawFormat(let text, let reason):
      "'\(text)' describes no raw audio: \(reason); write for example "
        + "'rate=8000,codec=mulaw,channels=1'"
    }
  }
}
