public import CallTypes

/// What can be wrong with settings: each case says where, and what to do.
public enum SettingsError: Error, Hashable, Sendable {
  /// A key that does not exist.
  case unknownKey(path: String, nearest: String?)
  /// A key of a file that names group and setting at once.
  case dottedKey(path: String)
  /// A number where text belongs, or the like.
  case wrongKind(path: String, expected: Message, found: Message.Argument)
  /// A number outside the range that makes sense.
  case outOfRange(path: String, value: Double, range: ClosedRange<Double>)
  /// A settings file that is no YAML.
  case malformed(file: String, detail: Message)
  /// A settings file with a mistake.
  case wrongFile(file: String, detail: Message)
  /// A settings file that cannot be read.
  case unreadable(file: String, detail: Message)
  /// A `--set` argument without `=`.
  case malformedAssignment(String)
  /// A value that is none of the named ones.
  case unknownValue(path: String, value: String, allowed: [String])
  /// A profile that does not exist.
  case unknownProfile(name: String, nearest: String?, names: [String])
  /// A platform that does not exist.
  case unknownPlatform(name: String, nearest: String?)
  /// A text that is no regular expression, or has a group of a name that means nothing.
  case badPattern(path: String, detail: Message)
  /// A history of agents that cannot be read.
  case historyUnreadable(file: String, detail: Message)
  /// A file that is no history of agents, or a damaged one.
  case malformedHistory(file: String)
  /// One party on two channels.
  case repeatedRole(path: String, role: ChannelRole)
}

extension SettingsError: CustomStringConvertible {
  public var description: String { wording.text(in: .english) }

  /// What is wrong, in every language.
  public var wording: Message {
    switch self {
    case .unknownKey(let path, let nearest):
      guard let nearest else { return Message("settings.unknownKey", .text(path)) }
      return Message("settings.unknownKeyNear", .text(path), .text(nearest))
    case .dottedKey(let path):
      let names = path.split(separator: ".")
      return Message(
        "settings.dottedKey", .text(path), .text("\(names.first ?? ""):"),
        .text("\(names.dropFirst().joined(separator: ".")):"))
    case .wrongKind(let path, let expected, let found):
      guard !path.isEmpty else {
        return Message("settings.wrongKindOfAll", .message(expected), found)
      }
      return Message("settings.wrongKind", .text(path), .message(expected), found)
    case .outOfRange(let path, let value, let range):
      return Message(
        "settings.outOfRange", .text(path), .text(plain(value)), .text(plain(range.lowerBound)),
        .text(plain(range.upperBound)))
    case .malformed(let file, let detail):
      return Message("settings.malformed", .text(file), .message(detail))
    case .wrongFile(let file, let detail):
      return Message("settings.wrongFile", .text(file), .message(detail))
    case .unreadable(let file, let detail):
      return Message("settings.unreadable", .text(file), .message(detail))
    case .malformedAssignment(let text):
      return Message("settings.malformedAssignment", .text(text))
    case .unknownValue(let path, let value, let allowed):
      let list = Message.Argument.text(allowed.joined(separator: ", "))
      guard let nearest = nearestName(to: value, among: allowed) else {
        return Message("settings.unknownValue", .text(path), .text(value), list)
      }
      return Message(
        "settings.unknownValueNear", .text(path), .text(value), .text(nearest), list)
    case .unknownProfile(let name, let nearest, let names):
      let list = Message.Argument.text(names.joined(separator: ", "))
      guard let nearest else { return Message("settings.unknownProfile", .text(name), list) }
      return Message("settings.unknownProfileNear", .text(name), .text(nearest), list)
    case .unknownPlatform(let name, let nearest):
      guard let nearest else { return Message("settings.unknownPlatform", .text(name)) }
      return Message("settings.unknownPlatformNear", .text(name), .text(nearest))
    case .badPattern(let path, let detail):
      return Message("settings.badPattern", .text(path), .message(detail))
    case .historyUnreadable(let file, let detail):
      return Message("settings.historyUnreadable", .text(file), .message(detail))
    case .malformedHistory(let file):
      return Message("settings.malformedHistory", .text(file))
    case .repeatedRole(let path, let role):
      return Message("settings.repeatedRole", .text(path), .text(role.rawValue))
    }
  }

  private func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}
