import CallTypes

/// Speech of one side with its short pauses: what begins, meets other talk and ends as one.
///
/// A speaker who pauses to breathe or to find a word has not stopped, so that neither a cut-in nor the
/// talk that it meets falls to pieces there (Brady 1968, Bell System Technical Journal 47: talkspurts).
struct Talkspurt: Hashable, Sendable {
  /// Who speaks: index of the side.
  var side: Int
  /// The side's units of speech that make it; never empty.
  var units: Range<Int>
  /// From the start of the first unit to the end of the last.
  var span: TimeSpan
}

/// Talkspurts of one side; empty without speech.
///
/// - Parameters:
///   - units: The side's units of speech; ordered.
///   - side: Index of the side.
///   - longestPauseSeconds: Longest pause within a talkspurt.
func talkspurts(
  of units: [TimeSpan], side: Int, longestPauseSeconds: Double
) -> [Talkspurt] {
  var found: [Talkspurt] = []
  for (index, unit) in units.enumerated() {
    if let last = found.last,
      longestPauseSeconds.reaches(unit.startSeconds - last.span.endSeconds)
    {
      found[found.count - 1].units = last.units.lowerBound..<index + 1
      found[found.count - 1].span.endSeconds = unit.endSeconds
    } else {
      found.append(Talkspurt(side: side, units: index..<index + 1, span: unit))
    }
  }
  return found
}
