internal import CallTypes

/// Rate, coding and channels of a file that has no header to tell them.
public struct RawAudioFormat: Hashable, Sendable {
  /// Sample codings that occur without a header.
  public enum Codec: String, CaseIterable, Hashable, Sendable {
    case mulaw, alaw, s16le, s16be, s24le, s32le, u8, s8, f32le, gsm, vox, g722, g729
  }

  /// Sampling rate.
  public var sampleRateHz: Int
  /// Sample coding.
  public var codec: Codec
  /// Number of interleaved channels.
  public var channelCount: Int

  /// Makes a description.
  public init(sampleRateHz: Int, codec: Codec, channelCount: Int) {
    self.sampleRateHz = sampleRateHz
    self.codec = codec
    self.channelCount = channelCount
  }

  /// Reads a description such as `rate=8000,codec=mulaw,channels=1`.
  ///
  /// Every part may be left out: the rate is then 8000 (16000 for `g722`), the channels 1 and the
  /// codec `s16le`.
  ///
  /// - Throws: `.invalidRawFormat` with the part that makes no sense.
  public init(parsing text: String) throws(AudioDecodingError) {
    var rateHz: Int?
    var codec = Codec.s16le
    var channelCount = 1
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false)
      guard pair.count == 2 else {
        throw .invalidRawFormat(text: text, reason: Message("raw.noPair", "\(part)"))
      }
      switch pair[0] {
      case "rate":
        guard let value = Int(pair[1]), value > 0 else {
          throw .invalidRawFormat(text: text, reason: Message("raw.noRate", "\(pair[1])"))
        }
        rateHz = value
      case "codec":
        guard let value = Codec(rawValue: pair[1].lowercased()) else {
          let names = Codec.allCases.map(\.rawValue).joined(separator: ", ")
          throw .invalidRawFormat(text: text, reason: Message("raw.codecs", "\(names)"))
        }
        codec = value
      case "channels":
        guard let value = Int(pair[1]), value > 0 else {
          throw .invalidRawFormat(text: text, reason: Message("raw.noChannelCount", "\(pair[1])"))
        }
        channelCount = value
      default:
        throw .invalidRawFormat(text: text, reason: Message("raw.keys"))
      }
    }
    if [.gsm, .vox, .g722, .g729].contains(codec), channelCount != 1 {
      throw .invalidRawFormat(text: text, reason: Message("raw.oneChannel", "\(codec.rawValue)"))
    }
    self.init(
      sampleRateHz: rateHz ?? (codec == .g722 ? 16_000 : 8000), codec: codec,
      channelCount: channelCount)
  }
}
