public import CallTypes

/// What can be wrong with settings: each case says where, and what to do.
public enum SettingsError: Error, Hashable, Sendable {
  /// A key that does not exist.
  case unknownKey(path: String, nearest: String?)
  /// A number where text belongs, or the like.
  case wrongKind(path: String, expected: String, found: String)
  /// A number outside the range that makes sense.
  case outOfRange(path: String, value: Double, range: ClosedRange<Double>)
  /// A settings file that is no YAML.
  case malformed(file: String, detail: String)
  /// A settings file that cannot be read.
  case unreadable(file: String, detail: String)
  /// A `--set` argument without `=`.
  case malformedAssignment(String)
  /// A value that is none of the named ones.
  case unknownValue(path: String, value: String, allowed: [String])
  /// One party on two channels.
  case repeatedRole(path: String, role: ChannelRole)
}

extension SettingsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownKey(let path, let nearest):
      let hint = nearest.map { "; did you mean \($0)?" } ?? ""
      return "there is no setting \(path)\(hint) (callsift settings lists all)"
    case .wrongKind(let path, let expected, let found):
      return path.isEmpty
        ? "the settings file takes \(expected), not \(found)"
        : "setting \(path) takes \(expected), not \(found)"
    case .outOfRange(let path, let value, let range):
      return
        "setting \(path) is \(plain(value)); it has to lie between \(plain(range.lowerBound)) "
        + "and \(plain(range.upperBound))"
    case .malformed(let file, let detail):
      return "\(file) is no valid YAML: \(detail)"
    case .unreadable(let file, let detail):
      return "settings file \(file) cannot be read: \(detail)"
    case .malformedAssignment(let text):
      return "--set takes key=value, such as silence.minimumSeconds=2, not \(text)"
    case .unknownValue(let path, let value, let allowed):
      return "\(path) is \(value); it has to be one of \(allowed.joined(separator: ", "))"
    case .repeatedRole(let path, let role):
      return "\(path) names \(role.rawValue) for two channels; a party has one, others are unknown"
    }
  }

  private func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}
