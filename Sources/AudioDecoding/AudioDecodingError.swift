public import CallTypes

/// Why a file gave no sample.
///
/// The message names no path, no caller and no words: whoever prints it adds the call's id.
public enum AudioDecodingError: Error, Equatable {
  /// A folder, pipe, socket or device stands where a recording should be.
  case notARegularFile(kind: Message)
  /// The file has no byte.
  case noBytes
  /// The file has a header, and not one sample behind it.
  case noSamples
  /// The system refused to open or read the file.
  case inaccessible(errorNumber: Int32)
  /// Known by name, but nothing here decodes it.
  case unsupportedFormat(Message.Argument)
  /// Decodable only by FFmpeg, which is not installed.
  case decoderMissing(codec: String)
  /// The header asks for a rate that no recording of speech has.
  case unsupportedSampleRate(foundHz: Int, lowestHz: Int, highestHz: Int)
  /// More channels than a call can have.
  case tooManyChannels(found: Int, limit: Int)
  /// Damaged, or no recording at all.
  case unreadable(Message)
  /// The external decoder did not deliver in time.
  case timedOut(limitSeconds: Double)
  /// The text that describes a file without header makes no sense.
  case invalidRawFormat(text: String, reason: Message)

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

  /// What was found and what to do next, for a person, in English.
  public var message: String { wording.text(in: .english) }

  /// What was found and what to do next, in every language.
  public var wording: Message {
    switch self {
    case .notARegularFile(let kind):
      Message("recording.notARegularFile", .message(kind))
    case .noBytes:
      Message("recording.noBytes")
    case .noSamples:
      Message("recording.noSamples")
    case .inaccessible(let errorNumber):
      Message("recording.inaccessible", .message(.system(errorNumber: errorNumber)))
    case .unsupportedFormat(let name):
      Message("recording.unsupportedFormat", name)
    case .decoderMissing(let codec):
      Message("recording.decoderMissing", .text(codec))
    case .unsupportedSampleRate(let foundHz, let lowestHz, let highestHz):
      Message("recording.unsupportedSampleRate", "\(foundHz)", "\(lowestHz)", "\(highestHz)")
    case .tooManyChannels(let found, let limit):
      Message("recording.tooManyChannels", "\(found)", "\(limit)")
    case .unreadable(let reason):
      Message("recording.unreadable", .message(reason))
    case .timedOut(let limitSeconds):
      Message("recording.timedOut", "\(limitSeconds)")
    case .invalidRawFormat(let text, let reason):
      Message("recording.invalidRawFormat", .text(text), .message(reason))
    }
  }
}
