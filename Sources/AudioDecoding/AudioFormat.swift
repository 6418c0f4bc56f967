/// What a recording file holds, as its header says.
public struct AudioFormat: Hashable, Sendable {
  /// File format, such as `wav`; `raw` for a file without header.
  public var container: String
  /// Sample coding, such as `pcm_s16` or `mulaw`.
  public var codec: String
  /// Native sampling rate.
  public var sampleRateHz: Int
  /// Number of channels.
  public var channelCount: Int
  /// Sample frames that the header promises; `nil` where it promises none.
  public var declaredFrameCount: Int64?

  /// Makes a description.
  public init(
    container: String, codec: String, sampleRateHz: Int, channelCount: Int,
    declaredFrameCount: Int64?
  ) {
    self.container = container
    self.codec = codec
    self.sampleRateHz = sampleRateHz
    self.channelCount = channelCount
    self.declaredFrameCount = declaredFrameCount
  }
}
