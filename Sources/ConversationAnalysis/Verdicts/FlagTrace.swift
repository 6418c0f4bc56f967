import CallTypes

/// Words of a flag's trace: times to a tenth of a second, as a person would note them.
enum FlagTrace {
  /// A step and where it was heard: `greeting 0.4–3.1`.
  static func step(_ name: String, _ span: TimeSpan) -> String {
    "\(name) \(tenths(span.startSeconds))–\(tenths(span.endSeconds))"
  }

  /// A wait: `waited 5.2 s`.
  static func wait(_ seconds: Double) -> String { "waited \(tenths(seconds)) s" }

  /// A number with one decimal.
  static func tenths(_ value: Double) -> String { "\(value.rounded(toPlaces: 1))" }
}
