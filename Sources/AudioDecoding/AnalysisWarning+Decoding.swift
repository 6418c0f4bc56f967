internal import CallTypes

/// The warnings of this target, in one wording for all decoders.
extension AnalysisWarning {
  /// The recorder died before it wrote the length.
  static func headerUnfinalized(seconds: Double) -> AnalysisWarning {
    AnalysisWarning(
      code: .headerUnfinalized,
      message: "the recorder did not write the length into the header; analysed to the end of the "
        + "file, \(text(seconds)) s")
  }

  /// The bytes end early.
  static func truncated(declaredSeconds: Double?, foundSeconds: Double) -> AnalysisWarning {
    let found = "file holds \(text(foundSeconds)) s; copy it again"
    guard let declaredSeconds, declaredSeconds > foundSeconds else {
      return AnalysisWarning(
        code: .truncated, message: "the file ends in the middle of the audio, \(found)")
    }
    return AnalysisWarning(
      code: .truncated, message: "header promises \(text(declaredSeconds)) s of audio, \(found)")
  }

  /// The decoder gave up.
  static func stopped(declaredSeconds: Double?, foundSeconds: Double) -> AnalysisWarning {
    let promised = declaredSeconds.map { " of \(text($0)) s" } ?? ""
    return AnalysisWarning(
      code: .decodeError,
      message: "the audio is damaged: only \(text(foundSeconds)) s\(promised) could be decoded; "
        + "copy the file again")
  }

  /// Reading the disk failed.
  static func readFailed(errorNumber: Int32, foundSeconds: Double) -> AnalysisWarning {
    AnalysisWarning(
      code: .decodeError,
      message: "reading stopped after \(text(foundSeconds)) s "
        + "(\(systemErrorText(errorNumber))); check the disk and scan again")
  }

  /// Seconds with one decimal, for a person.
  private static func text(_ seconds: Double) -> String {
    let tenths = Int64((min(max(seconds, 0), 1e12) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
