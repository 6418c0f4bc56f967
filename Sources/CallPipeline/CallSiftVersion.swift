internal import Crypto
internal import SpeechSignal

/// What goes into every report's `analysis.version`.
public enum CallSiftVersion {
  /// Semantic version of the program (semver.org).
  public static let current = "0.1.0"
  /// Hash of the speech model's weights: another training is another model.
  static let speechModel = hexadecimalText(of: SHA256.hash(data: SpeechModel.weights))
  /// Hash of the network that says where voices lie.
  public static let voiceNetwork = hexadecimalText(of: SHA256.hash(data: SpeechModel.voiceWeights))
}
