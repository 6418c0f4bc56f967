public import CallTypes

/// Every setting of the way from samples to tracks.
public struct SignalSettings: Codable, Hashable, Sendable {
  /// Faults of the samples themselves.
  public var sampleFaults = SampleFaultSettings()
  /// The background.
  public var noiseFloor = NoiseFloorSettings()
  /// F0.
  public var pitch = PitchSettings()
  /// Signalling tones.
  public var tones = ToneSettings()
  /// One side's sound on the other channel.
  public var echoes = EchoSettings()

  public init() {}

  /// The groups by the name they have in a settings file.
  public static let groups: [(name: String, type: any DescribedSettings.Type)] = [
    ("sampleFaults", SampleFaultSettings.self),
    ("noiseFloor", NoiseFloorSettings.self),
    ("pitch", PitchSettings.self),
    ("tones", ToneSettings.self),
    ("echoes", EchoSettings.self),
  ]
}
