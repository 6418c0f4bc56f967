/// A file that could not be analysed: one bad file costs one file, and leaves a record.
public struct CallFailure: Codable, Hashable, Sendable {
  /// Name and version of this shape.
  public static let schemaName = "callsift.failure/1"

  /// Always `schemaName`.
  public var schema = CallFailure.schemaName
  /// The call's name, unique in its archive.
  public var callId: String
  /// The file that could not be read.
  public var file: FileReport
  /// What was wrong.
  public var error: FailureDetail

  /// Makes a failure.
  public init(callId: String, file: FileReport, error: FailureDetail) {
    self.callId = callId
    self.file = file
    self.error = error
  }
}

/// What was wrong with a file.
public struct FailureDetail: Codable, Hashable, Sendable {
  /// Stable name.
  public var code: FailureCode
  /// What was found and what to do, for a person, in English.
  public var message: String
  /// The same for every language; `nil` of records from before there was more than one.
  @ExplicitNull public var wording: Message?

  /// Makes a detail of a sentence in all languages.
  public init(_ code: FailureCode, _ wording: Message) {
    self.init(code: code, message: wording.text(in: .english))
    self.wording = wording
  }

  /// Makes a detail of a sentence in English.
  public init(code: FailureCode, message: String) {
    self.code = code
    self.message = message
    wording = nil
  }
}

/// Names of failures.
public enum FailureCode: String, Codable, CaseIterable, Hashable, Sendable {
  /// No byte, or no sample, inside.
  case empty
  /// A format or codec that nothing here decodes.
  case unsupported
  /// Damaged, or no recording at all.
  case unreadable
  /// More channels than a call can have.
  case tooManyChannels
  /// A folder, pipe, socket or device.
  case notARegularFile
  /// The file vanished or may not be read.
  case inaccessible
  /// The external decoder did not end in time.
  case timedOut
  /// It ended the program again and again, and is left alone.
  case quarantined
  /// It was still being written when it should long have been finished.
  case stalled
}

/// What became of one input.
public enum CallOutcome: Hashable, Sendable {
  /// It was analysed.
  case report(CallReport)
  /// It could not be.
  case failure(CallFailure)

  /// The call's name.
  public var callId: String {
    switch self {
    case .report(let report): report.callId
    case .failure(let failure): failure.callId
    }
  }
}
