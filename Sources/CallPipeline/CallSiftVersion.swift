/// What goes into every report's `analysis.version`.
public enum CallSiftVersion {
  /// Semantic version of the program (semver.org).
  public static let current = "0.1.0"
  /// Name and version of the speech model: the statistical detector has no weights.
  public static let speechModel = "statistical-1"
}
