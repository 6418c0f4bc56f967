public import CallTypes
internal import Foundation
public import SystemPackage
internal import Yams

/// Where settings come from, weakest first.
public struct SettingsSources: Sendable {
  /// The profile that the file is laid over; `nil` = the defaults.
  public var profile: SettingsProfile?
  /// The settings file; `nil` = none.
  public var file: FilePath?
  /// `key=value` assignments of the environment and then of the command line.
  public var assignments: [String] = []

  /// Nothing but the defaults.
  public init(
    profile: SettingsProfile? = nil, file: FilePath? = nil, assignments: [String] = []
  ) {
    self.profile = profile
    self.file = file
    self.assignments = assignments
  }
}

/// Reads settings: defaults, then the profile, then the file, then the assignments.
///
/// - Throws: `SettingsError` for an unknown key (with the nearest one), a value of the wrong kind or
///   out of range, and a file that cannot be read.
public func loadSettings(from sources: SettingsSources) throws(SettingsError) -> CallSiftSettings {
  var tree = CallSiftSettings().tree()
  if let profile = sources.profile { tree = try tree.merged(with: profile.tree, path: "") }
  if let file = sources.file {
    tree = try tree.merged(with: readTree(from: file), path: "")
  }
  for assignment in sources.assignments {
    tree = try tree.merged(with: changes(of: assignment), path: "")
  }
  try checkRanges(of: tree)
  do {
    let settings = try CallSiftSettings(tree: tree)
    _ = try NamingRules(settings.roles)
    return settings
  } catch let error as SettingsError {
    throw error
  } catch {
    throw misfit(in: tree)
      ?? .malformed(
        file: sources.file.map(displayText) ?? "settings", detail: Message("yaml.other"))
  }
}

/// The first setting whose value its type does not take, such as half a channel.
///
/// Found by trying one after the other, because a decoder does not always say where it failed.
private func misfit(in tree: SettingsTree) -> SettingsError? {
  let defaults = CallSiftSettings().tree()
  for (group, type) in CallSiftSettings.groups {
    for setting in type.descriptions {
      guard let value = tree[[group, setting.key][...]],
        let alone = try? defaults.merged(with: .single(value, at: [group, setting.key]), path: "")
      else { continue }
      do {
        _ = try CallSiftSettings(tree: alone)
      } catch {
        let expected: Message
        switch value {
        case .number: expected = Message("value.wholeNumber")
        case .text: expected = Message("value.otherWord")
        default: expected = Message("value.otherKind")
        }
        return .wrongKind(
          path: "\(group).\(setting.key)", expected: expected, found: .text(value.jsonText))
      }
    }
  }
  return nil
}

/// Turns words into roles.
///
/// A party has one channel; of several channels nobody knows which is meant.
///
/// - Parameter others: Words that may stand there instead of roles: named where a word is refused.
/// - Throws: `SettingsError.unknownValue` for a word that is no role.
public func parseRoles(
  _ words: [String], path: String, others: [String] = []
) throws(SettingsError) -> [ChannelRole] {
  var roles: [ChannelRole] = []
  for word in words {
    guard let role = ChannelRole(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
      throw .unknownValue(
        path: path, value: word, allowed: ChannelRole.allCases.map(\.rawValue) + others)
    }
    guard role == .unknown || !roles.contains(role) else {
      throw .repeatedRole(path: path, role: role)
    }
    roles.append(role)
  }
  return roles
}

private func readTree(from file: FilePath) throws(SettingsError) -> SettingsTree {
  let name = displayText(of: file)
  let text: String
  do {
    text = String(decoding: try readWholeFile(file, limitBytes: 1_000_000), as: UTF8.self)
  } catch {
    throw .unreadable(file: name, detail: .system(errorNumber: error.rawValue))
  }
  do {
    if text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty { return .group([:]) }
    let tree = try YAMLDecoder().decode(SettingsTree.self, from: text)
    // A file of comments only is empty; the decoder gives an empty text for it.
    return tree == .null || tree == .text("") ? .group([:]) : tree
  } catch {
    throw .malformed(file: name, detail: place(of: error))
  }
}

/// Where a text stops being YAML, and why, in words of the parser; without the text itself.
private func place(of error: any Error) -> Message {
  var cause = error
  if case DecodingError.dataCorrupted(let context) = error {
    cause = context.underlyingError ?? error
  }
  switch cause as? YamlError {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    return Message("yaml.at", "\(mark.line)", "\(mark.column)", .text(problem))
  default: return Message("yaml.other")
  }
}

private func changes(of assignment: String) throws(SettingsError) -> SettingsTree {
  guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
    throw .malformedAssignment(assignment)
  }
  let names = assignment[..<equals].split(separator: ".", omittingEmptySubsequences: false)
  let value: SettingsTree
  do {
    value = try YAMLDecoder().decode(
      SettingsTree.self, from: String(assignment[assignment.index(after: equals)...]))
  } catch {
    throw .malformedAssignment(assignment)
  }
  return .single(value, at: names.map(String.init)[...])
}

private func checkRanges(of tree: SettingsTree) throws(SettingsError) {
  for (group, type) in CallSiftSettings.groups {
    for setting in type.descriptions {
      let path = "\(group).\(setting.key)"
      switch tree[[group, setting.key][...]] {
      case .number(let value):
        if let range = setting.range { try check(value, in: range, path: path) }
      case .group(let inner):
        for name in inner.keys.sorted() {
          guard case .number(let value) = inner[name] else { continue }
          try check(value, in: pointsRange, path: "\(path).\(name)")
        }
      default: break
      }
    }
  }
}

/// Numbers by name are points of rules, which take away and never give.
private let pointsRange = 0.0...1000.0

private func check(
  _ value: Double, in range: ClosedRange<Double>, path: String
) throws(SettingsError) {
  guard range.contains(value) else { throw .outOfRange(path: path, value: value, range: range) }
}
