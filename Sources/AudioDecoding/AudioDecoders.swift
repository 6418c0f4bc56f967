/// A way to turn files into samples.
public protocol AudioDecoder: SendableMetatype {
  /// Name shown by `callsift formats`.
  static var name: String { get }
  /// What it is and what it needs, one line.
  static var summary: String { get }
  /// What it decodes, in the words of a user.
  static var formats: [String] { get }
}

/// What a decoder owes to `openRecording`.
protocol RecordingDecoder: AudioDecoder {
  /// Whether it is worth trying.
  static func canDecode(_ content: RecordingContent) -> Bool

  /// Opens a file that has been sniffed.
  static func open(
    _ file: RecordingFile, content: RecordingContent, settings: AudioDecodingSettings
  ) throws(AudioDecodingError) -> any AudioStream
}

/// All decoders, in the order in which they are tried.
public enum AudioDecoders {
  /// The registry.
  static let ordered: [any RecordingDecoder.Type] = [
    SndFileDecoder.self,
    FFmpegDecoder.self,
  ]

  /// All decoders, as `callsift formats` lists them.
  public static var all: [any AudioDecoder.Type] { ordered }
}
