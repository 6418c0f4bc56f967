internal import CallTypes

/// The one sampling rate and the one framing that every track rests on (DESIGN.md section 2).
///
/// Frame *i* covers samples `i * hopSamples ..< i * hopSamples + frameSamples`, unpadded.
public enum AnalysisRate {
  /// Telephone band: recordings at other rates are resampled to it.
  public static let sampleRateHz = 8000
  /// 32 ms: long enough for two periods of a 70 Hz voice, and a power of two.
  public static let frameSamples = 256
  /// 10 ms, the frame step of RTTM scoring and of the literature on voice activity.
  public static let hopSamples = 80
  /// Frames per second.
  public static let framesPerSecond = sampleRateHz / hopSamples

  /// Whole frames in a run of samples; none in fewer than `frameSamples`.
  public static func frameCount(ofSamples count: Int) -> Int {
    count < frameSamples ? 0 : (count - frameSamples) / hopSamples + 1
  }

  /// Frames that a duration spans, rounded to the nearest.
  static func frames(inSeconds seconds: Double) -> Int {
    Int((seconds * Double(framesPerSecond)).rounded())
  }

  /// The grid of a recording with this many samples at the analysis rate.
  ///
  /// - Parameter durationSeconds: Length at the native rate, which the resampler may miss by a sample.
  static func grid(frameCount: Int, durationSeconds: Double) -> FrameGrid {
    FrameGrid(
      hopSeconds: Double(hopSamples) / Double(sampleRateHz),
      frameSeconds: Double(frameSamples) / Double(sampleRateHz),
      frameCount: frameCount, durationSeconds: durationSeconds)
  }
}
