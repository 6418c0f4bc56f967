import CallTypes

/// Frames on either side of one whose majority decides whether it is an echo: single frames err.
private let voterFrames = 2

/// Clears the frames of a mask that are another channel's sound, and own ones too short beside them.
///
/// - Returns: The frames that were set before; ascending.
func clearEchoes(
  in mask: inout [Bool], _ ratio: UnitTrack, settings: EchoDetector.Settings
) -> [Range<Int>] {
  let least = UnitTrack.step(for: Float(settings.minimumRatio))
  // Most recordings have no echo at all.
  guard max(least, 1) <= ratio.steps.max() ?? 0 else { return [] }
  let before = mask
  let last = mask.count - 1
  var votes = 0
  func isEcho(_ frame: Int) -> Int {
    frame >= 0 && frame <= last && ratio.steps[frame] >= least ? 1 : 0
  }
  for frame in -voterFrames..<voterFrames { votes += isEcho(frame) }
  for frame in mask.indices {
    votes += isEcho(frame + voterFrames)
    if votes > voterFrames { mask[frame] = false }
    votes -= isEcho(frame - voterFrames)
  }
  let shortest = ratio.grid.frameCount(ofSeconds: settings.shortestOwnSeconds)
  let clear = UnitTrack.step(for: Float(settings.clearlyOwnRatio))
  for run in runs(of: mask) where run.count(where: { ratio.steps[$0] <= clear }) < shortest {
    let isBeside =
      (run.lowerBound > 0 && before[run.lowerBound - 1])
      || (run.upperBound <= last && before[run.upperBound])
    if isBeside { for frame in run { mask[frame] = false } }
  }
  return runs(of: zip(before, mask).map { $0 && !$1 })
}

extension [Range<Int>] {
  /// The parts of ascending runs that lie outside other ascending runs.
  func excluding(_ others: [Range<Int>]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var next = 0
    for run in self {
      var start = run.lowerBound
      while next < others.count, others[next].upperBound <= start { next += 1 }
      var at = next
      while at < others.count, others[at].lowerBound < run.upperBound {
        if others[at].lowerBound > start { parts.append(start..<others[at].lowerBound) }
        start = Swift.max(start, others[at].upperBound)
        at += 1
      }
      if start < run.upperBound { parts.append(start..<run.upperBound) }
    }
    return parts
  }
}
