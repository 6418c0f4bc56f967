/// A stretch of one channel that holds a signalling tone and nothing else to speak of.
public struct ToneSegment: Hashable, Sendable {
  /// What sounds.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// One or two steady frequencies.
    case steady
    /// One key of a dialling pad (DTMF). Which one is never kept: keys may be card numbers.
    case key
  }

  /// Where it lies.
  public var span: TimeSpan
  /// What sounds.
  public var kind: Kind
  /// One or two frequencies in Hz, ascending; empty for a key, and for a single frequency that a key
  /// could have left behind.
  public var frequenciesHz: [Double]
  /// Level of the tone alone, in dBFS.
  public var levelDBFS: Double

  /// Makes a segment.
  ///
  /// - Precondition: at most two frequencies, and none for a key.
  public init(span: TimeSpan, kind: Kind, frequenciesHz: [Double], levelDBFS: Double) {
    precondition(frequenciesHz.count <= 2, "a tone has one or two frequencies")
    precondition(kind != .key || frequenciesHz.isEmpty, "which key it was is never kept")
    self.span = span
    self.kind = kind
    self.frequenciesHz = frequenciesHz
    self.levelDBFS = levelDBFS
  }
}
