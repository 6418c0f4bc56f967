public import CallTypes

/// What counts as a fault of the samples themselves.
public struct SampleFaultSettings: DescribedSettings {
  /// Least magnitude of a clipped sample, full scale 1.0.
  public var clippingMagnitudeRatio = 0.97
  /// Least number of equal samples in a clipped run.
  public var clippingRunCount = 3
  /// Largest magnitude of a sample of digital silence, full scale 1.0.
  public var digitalZeroMagnitudeRatio = 0.0079
  /// Shortest digital silence that is recorded.
  public var digitalZeroMinimumSeconds = 0.02
  /// Longest run of repeated packets; what repeats for longer is a periodic signal.
  public var repeatedPacketMaximumSeconds = 0.1

  public init() {}

  public static let descriptions = [
    SettingDescription(
      "clippingMagnitudeRatio", "least magnitude of a clipped sample, full scale 1.0",
      source: "largest code of ITU-T G.711 µ-law is 0.980 of full scale", range: 0.1...1),
    SettingDescription(
      "clippingRunCount", "equal samples in a row that make a clipped run",
      source: "RULES.md EV106; two equal samples happen at any peak", range: 2...100),
    SettingDescription(
      "digitalZeroMagnitudeRatio", "largest magnitude of a sample of digital silence",
      source: "one step of 8-bit PCM is 0.0078; A-law idles at 0.0002", range: 0...0.1),
    SettingDescription(
      "digitalZeroMinimumSeconds", "shortest digital silence recorded",
      source: "one packet of 20 ms (RFC 3551 default for G.711)", range: 0.01...1),
    SettingDescription(
      "repeatedPacketMaximumSeconds", "a repetition that lasts longer is a periodic signal",
      source: "loss concealment fades out within 60 ms (ITU-T G.711 Appendix I)", range: 0.02...1),
  ]
}
