/// A report as the JSON that was made of it before, and what of it is needed without reading that.
public struct EncodedReport: Hashable, Sendable {
  /// The call's name.
  public var callId: String
  /// Path of the file, as the report shows it.
  public var path: String
  /// Length of the call.
  public var durationSeconds: Double
  /// Whether somebody should hear it.
  public var isReviewRequired: Bool
  /// The report: keys sorted, slashes as they are, without a line end.
  public var json: [UInt8]

  /// Makes an entry.
  public init(
    callId: String, path: String, durationSeconds: Double, isReviewRequired: Bool, json: [UInt8]
  ) {
    self.callId = callId
    self.path = path
    self.durationSeconds = durationSeconds
    self.isReviewRequired = isReviewRequired
    self.json = json
  }
}
