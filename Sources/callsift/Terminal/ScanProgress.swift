internal import CallFormats
internal import CallTypes
internal import Foundation

/// Tells how far a scan or an enrolment is: one line that is written over on a terminal, else a line a
/// minute.
struct ScanProgress {
  private let totalCount: Int
  private let isTerminal: Bool
  private let isSilent: Bool
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant
  private var isLineOpen = false

  /// - Parameter isSilent: Says nothing at all (`--quiet`, `--no-progress`).
  init(totalCount: Int, isTerminal: Bool, isSilent: Bool) {
    self.totalCount = totalCount
    self.isTerminal = isTerminal
    self.isSilent = isSilent
    lastShown = start
  }

  /// Shows the state, if the last time is long enough ago.
  mutating func show(_ summary: ScanSummary) {
    guard let elapsedSeconds = elapsedSecondsIfDue() else { return }
    write(line(summary, elapsedSeconds: elapsedSeconds))
  }

  /// Shows how many recordings were listened to, and of how many a voice was taken.
  mutating func show(enrolledCount: Int, of doneCount: Int) {
    guard let elapsedSeconds = elapsedSecondsIfDue() else { return }
    let left = secondsLeft(doneCount: doneCount, elapsedSeconds: elapsedSeconds)
    write(
      Message(
        "voices.progress", "\(doneCount)", "\(totalCount)", "\(enrolledCount)", .text(clock(left))
      ).text(in: TerminalLanguage.current))
  }

  /// Time since the start, where something has to be shown again.
  private mutating func elapsedSecondsIfDue() -> Double? {
    guard !isSilent else { return nil }
    let now = ContinuousClock.now
    guard now - lastShown >= (isTerminal ? .milliseconds(200) : .seconds(60)) else { return nil }
    lastShown = now
    return (now - start) / .seconds(1)
  }

  private mutating func write(_ line: String) {
    StandardError.write(isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n")
    isLineOpen = isTerminal
  }

  /// Clears the line that is written over, so that other text can follow.
  mutating func clear() {
    if isLineOpen { StandardError.write("\r\u{1B}[K") }
    isLineOpen = false
  }

  private func line(_ summary: ScanSummary, elapsedSeconds: Double) -> String {
    let done = summary.reportCount + summary.failureCount
    let speed = Int(summary.audioSeconds / max(elapsedSeconds, 0.001))
    let left = secondsLeft(doneCount: done, elapsedSeconds: elapsedSeconds)
    return Message(
      "command.progress", "\(done)", "\(totalCount)", "\(summary.flaggedCount)",
      "\(summary.failureCount)", "\(speed)", .text(clock(left))
    ).text(in: TerminalLanguage.current)
  }

  private func secondsLeft(doneCount: Int, elapsedSeconds: Double) -> Double {
    elapsedSeconds / Double(max(doneCount, 1)) * Double(totalCount - doneCount)
  }

  private func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let padded = rest < 10 ? "0\(rest)" : "\(rest)"
    guard hours > 0 else { return "\(minutes):\(padded)" }
    return "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(padded)"
  }
}
