/// A stretch in which one channel is heard in another by the same way.
public struct EchoStretch: Hashable, Sendable {
  /// Where it was seen, in whole seconds: its echoes lie inside and up to a minute around.
  public var span: TimeSpan
  /// How much later than its source the echo is heard, in seconds.
  public var lagSeconds: Double
  /// How far under its source the echo lies, in dB.
  public var lossDB: Double
  /// Channel that is heard.
  public var sourceIndex: Int

  /// Makes a stretch.
  public init(span: TimeSpan, lagSeconds: Double, lossDB: Double, sourceIndex: Int) {
    self.span = span
    self.lagSeconds = lagSeconds
    self.lossDB = lossDB
    self.sourceIndex = sourceIndex
  }
}
