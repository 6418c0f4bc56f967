/// The regular grid that a track lies on, and the only thing that turns frames into seconds.
///
/// Frame *i* starts at sample *i* × hop, unpadded; its time is its centre. On the time line it stands
/// for the half-open cell of one hop around that centre, so that the cells of all frames tile the
/// recording; the first and the last cell reach to the recording's ends.
public struct FrameGrid: Hashable, Sendable, Codable {
  /// Step between the starts of neighbouring frames, in seconds.
  public var hopSeconds: Double
  /// Length of a frame, in seconds.
  public var frameSeconds: Double
  /// Number of whole frames in the recording.
  public var frameCount: Int
  /// Length of the recording, in seconds.
  public var durationSeconds: Double

  /// Makes a grid.
  public init(
    hopSeconds: Double, frameSeconds: Double, frameCount: Int, durationSeconds: Double
  ) {
    self.hopSeconds = hopSeconds
    self.frameSeconds = frameSeconds
    self.frameCount = frameCount
    self.durationSeconds = durationSeconds
  }

  /// The whole recording.
  public var wholeSpan: TimeSpan { TimeSpan(0, durationSeconds) }

  /// Time of a frame's centre, in seconds.
  public func centreSeconds(ofFrame frame: Int) -> Double {
    Double(frame) * hopSeconds + frameSeconds / 2
  }

  /// The stretch that a run of frames stands for; an empty run gives an empty span.
  public func span(ofFrames frames: Range<Int>) -> TimeSpan {
    let half = hopSeconds / 2
    if frames.isEmpty {
      let instant = min(centreSeconds(ofFrame: frames.lowerBound) - half, durationSeconds)
      return TimeSpan(instant, instant)
    }
    let start = frames.lowerBound <= 0 ? 0 : centreSeconds(ofFrame: frames.lowerBound) - half
    let end =
      frames.upperBound >= frameCount
      ? durationSeconds : centreSeconds(ofFrame: frames.upperBound) - half
    return TimeSpan(min(start, end), end)
  }

  /// The frames whose centres lie inside a span, clamped to the grid.
  public func frames(in span: TimeSpan) -> Range<Int> {
    let first = firstFrame(atOrAfterSeconds: span.startSeconds)
    let end = firstFrame(atOrAfterSeconds: span.endSeconds)
    return first..<max(first, end)
  }

  /// The first frame whose centre is not before the instant, clamped to `0…frameCount`.
  private func firstFrame(atOrAfterSeconds seconds: Double) -> Int {
    // The tolerance keeps an instant that is a centre, but for rounding, on its own frame.
    let position = (seconds - frameSeconds / 2) / hopSeconds - 1e-6
    return Int(min(max(position.rounded(.up), 0), Double(frameCount)))
  }

  /// Number of frames that a duration spans, rounded to the nearest.
  public func frameCount(ofSeconds seconds: Double) -> Int {
    Int((seconds / hopSeconds).rounded())
  }
}
