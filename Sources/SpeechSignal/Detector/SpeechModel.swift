/// The learned part of the signal analysis, as far as others need to know it.
public enum SpeechModel {
  /// The bytes of `models/speech-detector/speech-detector.weights`: what a fingerprint tells models
  /// apart by.
  public static var weights: [UInt8] { PackageResources.speech_detector_weights }
}
