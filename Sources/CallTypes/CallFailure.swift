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
  /// What was found and what to do, for a person.
  public var message: String

  /// Makes a detail.
  public init(code: FailureCode, message: String) {
    self.code = code
    self.message = message
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
