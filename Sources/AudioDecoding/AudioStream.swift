public import CallTypes

/// One recording, pulled block by block at its native rate; not to be shared between tasks.
///
/// Memory does not grow with the length of the recording.
public protocol AudioStream: AnyObject {
  /// What the file holds.
  var format: AudioFormat { get }

  /// Reads the next sample frames into the beginning of a buffer, which keeps its length.
  ///
  /// - Parameter buffer: Receives up to `buffer.count / channelCount` sample frames, interleaved,
  ///   full scale ±1. Float recordings beyond full scale, NaN and infinities pass unchanged.
  /// - Returns: Sample frames read; 0 = the end, from then on always.
  /// - Throws: Only where not a single sample came out: `.empty`, `.unreadable`, `.timedOut` or
  ///   `.inaccessible`. A fault after that ends the stream and leaves a warning.
  func read(into buffer: inout [Float]) throws(AudioDecodingError) -> Int

  /// What was odd about the file; complete once `read` has returned 0.
  var warnings: [AnalysisWarning] { get }
}
