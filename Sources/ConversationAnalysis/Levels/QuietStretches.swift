import CallTypes

/// A stretch in which one side's speech is quiet.
struct QuietStretch: Hashable, Sendable {
  /// From its first to its last speech.
  var span: TimeSpan
  /// Active level of the speech in it.
  var levelDBFS: Double
  /// Level of the quietest window that found it.
  var lowestDBFS: Double
  /// Share of its windows that are quiet: the others lie between the two limits.
  var quietRatio: Double
}

extension ChannelSpeech {
  /// Stretches of quiet speech: entered under one level, left at another, whatever pauses lie
  /// between; ordered.
  ///
  /// Windows say that there is a stretch; where it begins and ends is where the level changes most
  /// nearby, as a window of seconds with a little loud speech in it is loud.
  func quietStretches(
    below enterDBFS: Double, until leaveDBFS: Double, settings: LevelSettings
  ) -> [QuietStretch] {
    let windows = speechWindows(settings)
    var found: [QuietStretch] = []
    var first: Int?
    for (index, window) in windows.enumerated() {
      let isQuiet = window.activeLevelDBFS < (first == nil ? enterDBFS : leaveDBFS)
      if isQuiet, first == nil { first = index }
      if let start = first, !isQuiet || index == windows.count - 1 {
        let end = isQuiet ? index : index - 1
        append(windows, start...end, below: enterDBFS, to: &found, settings)
        first = nil
      }
    }
    return found
  }

  /// Finds the ends of what windows found, and keeps it when enough speech lies between.
  private func append(
    _ windows: [SpeechWindow], _ places: ClosedRange<Int>, below enterDBFS: Double,
    to found: inout [QuietStretch], _ settings: LevelSettings
  ) {
    let floor = found.last?.span.endSeconds ?? 0
    let start = startFrame(of: windows, places.lowerBound, settings)
    let end = endFrame(of: windows, places.upperBound, settings)
    guard start < end else { return }
    let whole = grid.span(ofFrames: start..<end)
    let span = TimeSpan(max(floor, whole.startSeconds), max(floor, whole.endSeconds))
    let speech = spans.clipped(to: span)
    guard let first = speech.first, let last = speech.last,
      speech.totalSeconds.reaches(settings.minimumSpeechSeconds),
      let levelDBFS = exactActiveLevelDBFS(in: span)
    else { return }
    let lowestDBFS = windows[places].map(\.activeLevelDBFS).min() ?? levelDBFS
    let quietCount = windows[places].count { $0.activeLevelDBFS < enterDBFS }
    found.append(
      QuietStretch(
        span: TimeSpan(first.startSeconds, last.endSeconds), levelDBFS: levelDBFS,
        lowestDBFS: min(lowestDBFS, levelDBFS),
        quietRatio: Double(quietCount) / Double(places.count)))
  }

  private func startFrame(
    of windows: [SpeechWindow], _ place: Int, _ settings: LevelSettings
  ) -> Int {
    let own = grid.frames(in: windows[place].span)
    guard place > 0 else { return 0 }
    let context = grid.frames(
      in: TimeSpan(
        max(0, windows[place - 1].span.startSeconds - settings.windowSeconds),
        windows[place].span.endSeconds))
    return LevelChange.frame(.fall, of: self, among: context) ?? own.lowerBound
  }

  private func endFrame(
    of windows: [SpeechWindow], _ place: Int, _ settings: LevelSettings
  ) -> Int {
    let own = grid.frames(in: windows[place].span)
    guard place + 1 < windows.count else { return grid.frameCount }
    let context = grid.frames(
      in: TimeSpan(
        windows[place].span.startSeconds,
        windows[place + 1].span.endSeconds + settings.windowSeconds))
    return LevelChange.frame(.rise, of: self, among: context) ?? own.upperBound
  }
}
