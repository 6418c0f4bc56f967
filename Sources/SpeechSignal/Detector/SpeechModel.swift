/// The learned parts of the signal analysis, as far as others need to know them.
public enum SpeechModel {
  /// The bytes of the weights in `models`: what a fingerprint tells models apart by.
  public static var weights: [UInt8] {
    PackageResources.speech_detector_weights
      + PackageResources.speech_detector_shared_weights + voiceWeights
  }

  /// The bytes of the voice network's weights.
  public static var voiceWeights: [UInt8] { PackageResources.voice_network_weights }
}
