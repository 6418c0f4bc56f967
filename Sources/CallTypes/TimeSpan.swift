/// A half-open stretch of a recording, in seconds from its first sample.
///
/// Encoded as the two-element array `[start, end]`.
public struct TimeSpan: Hashable, Sendable {
  /// First instant inside the span, in seconds.
  public var startSeconds: Double
  /// First instant after the span, in seconds; never before `startSeconds`.
  public var endSeconds: Double

  /// Makes a span.
  ///
  /// - Precondition: `startSeconds <= endSeconds`.
  public init(_ startSeconds: Double, _ endSeconds: Double) {
    precondition(startSeconds <= endSeconds, "a span ends before it starts")
    self.startSeconds = startSeconds
    self.endSeconds = endSeconds
  }

  /// Length in seconds, zero or more.
  public var durationSeconds: Double { endSeconds - startSeconds }

  /// Whether the instant lies inside the span.
  public func contains(_ seconds: Double) -> Bool {
    startSeconds <= seconds && seconds < endSeconds
  }

  /// The stretch that both spans share; `nil` when they only touch or lie apart.
  public func intersection(_ other: TimeSpan) -> TimeSpan? {
    let start = max(startSeconds, other.startSeconds)
    let end = min(endSeconds, other.endSeconds)
    return start < end ? TimeSpan(start, end) : nil
  }

  /// Seconds that both spans share.
  public func overlapSeconds(with other: TimeSpan) -> Double {
    max(0, min(endSeconds, other.endSeconds) - max(startSeconds, other.startSeconds))
  }
}

extension TimeSpan: Codable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let start = try container.decode(Double.self)
    let end = try container.decode(Double.self)
    guard start <= end else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "span [\(start), \(end)] ends before it starts")
    }
    self.init(start, end)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(startSeconds.roundedToMilliseconds)
    try container.encode(endSeconds.roundedToMilliseconds)
  }
}
