import CallTypes

/// When a channel's tones leave no room for speech: the tones, a little around them, and the short
/// rests between them; ordered.
func speechlessSpans(
  of tones: [ToneSegment], durationSeconds: Double, settings: ToneDetector.Settings
) -> [TimeSpan] {
  let padding = settings.paddingSeconds
  return tones.map {
    TimeSpan(
      max(0, $0.span.startSeconds - padding),
      max($0.span.endSeconds, min(durationSeconds, $0.span.endSeconds + padding)))
  }
  .union().closingGaps(shorterThanSeconds: max(0, settings.bridgedSeconds - 2 * padding))
}

/// Clears the frames of a mask that lie in some spans.
///
/// - Returns: The frames that were set before; ascending.
func clear(_ mask: inout [Bool], in spans: [TimeSpan], grid: FrameGrid) -> [Range<Int>] {
  var cleared: [Range<Int>] = []
  for span in spans {
    for frame in grid.frames(in: span) where mask[frame] {
      mask[frame] = false
      if let last = cleared.last, last.upperBound == frame {
        cleared[cleared.count - 1] = last.lowerBound..<frame + 1
      } else {
        cleared.append(frame..<frame + 1)
      }
    }
  }
  return cleared
}
