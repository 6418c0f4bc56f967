public import CallTypes

/// Limits of what is accepted as a recording.
public struct AudioDecodingSettings: DescribedSettings {
  /// Most channels accepted; default 32: conference recorders write one per party, a header that
  /// asks for hundreds is damaged.
  public var maximumChannelCount = 32
  /// Lowest sampling rate accepted; default 4000, half the telephone rate: nothing below carries
  /// intelligible speech.
  public var minimumSampleRateHz = 4000
  /// Highest sampling rate accepted; default 192000, the highest that recorders offer.
  public var maximumSampleRateHz = 192_000
  /// Longest wait for the external decoder, in seconds, summed over one recording; default 600:
  /// an hour of AAC takes about one second, so this is met only by a decoder that hangs.
  public var externalDecoderTimeLimitSeconds = 600.0
  /// Name (looked up in `PATH`) or path of the external decoder.
  ///
  /// No part of a settings file: an archive brings its own `callsift.yaml`, and a file that comes with
  /// recordings must not choose a program to run.
  public var externalDecoderProgram = "ffmpeg"
  /// Missing audio that is not worth a warning, in seconds; default 0.1: longer than codec delay
  /// and block padding (MP3 about 0.07 s at 16 kHz), shorter than a word.
  public var durationToleranceSeconds = 0.1

  private enum CodingKeys: String, CodingKey {
    case maximumChannelCount, minimumSampleRateHz, maximumSampleRateHz
    case externalDecoderTimeLimitSeconds, durationToleranceSeconds
  }

  /// The defaults.
  public init() {}

  public static var descriptions: [SettingDescription] {
    [
      SettingDescription(
        "maximumChannelCount", "more channels than this are refused as a damaged header",
        source: "practice: conference recorders write one channel per party", range: 1...1024),
      SettingDescription(
        "minimumSampleRateHz", "lower rates are refused: no intelligible speech below",
        source: "half of the 8 kHz of ITU-T G.711", range: 1000...48_000),
      SettingDescription(
        "maximumSampleRateHz", "higher rates are refused as a damaged header",
        source: "practice: highest rate that recorders offer", range: 8000...768_000),
      SettingDescription(
        "externalDecoderTimeLimitSeconds",
        "longest wait for FFmpeg over one recording before it is stopped",
        source: "measured: an hour of AAC takes about 1 s", range: 1...86_400),
      SettingDescription(
        "durationToleranceSeconds",
        "audio missing at the end that is not worth a warning: codec delay and padding",
        source: "MP3 encoder and decoder delay is up to 0.07 s at 16 kHz", range: 0...10),
    ]
  }
}
