internal import CallTypes

/// The warnings of this target, in one wording for all decoders.
extension AnalysisWarning {
  /// The recorder died before it wrote the length.
  static func headerUnfinalized(seconds: Double) -> AnalysisWarning {
    AnalysisWarning(.headerUnfinalized, Message("found.headerUnfinalized", text(seconds)))
  }

  /// The bytes end early.
  static func truncated(declaredSeconds: Double?, foundSeconds: Double) -> AnalysisWarning {
    guard let declaredSeconds, declaredSeconds > foundSeconds else {
      return AnalysisWarning(.truncated, Message("found.truncated", text(foundSeconds)))
    }
    return AnalysisWarning(
      .truncated, Message("found.truncatedOf", text(declaredSeconds), text(foundSeconds)))
  }

  /// The decoder gave up.
  static func stopped(declaredSeconds: Double?, foundSeconds: Double) -> AnalysisWarning {
    guard let declaredSeconds else {
      return AnalysisWarning(.decodeError, Message("found.stopped", text(foundSeconds)))
    }
    return AnalysisWarning(
      .decodeError, Message("found.stoppedOf", text(foundSeconds), text(declaredSeconds)))
  }

  /// Reading the disk failed.
  static func readFailed(errorNumber: Int32, foundSeconds: Double) -> AnalysisWarning {
    AnalysisWarning(
      .decodeError,
      Message("found.readFailed", text(foundSeconds), .message(.system(errorNumber: errorNumber))))
  }

  /// Seconds with one decimal, for a person.
  private static func text(_ seconds: Double) -> Message.Argument {
    let tenths = Int64((min(max(seconds, 0), 1e12) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
