internal import Foundation
internal import SystemPackage

/// What part of a name may say.
enum NamePart: String, CaseIterable, Hashable, Sendable {
  /// The call's own id.
  case callId
  case agent, queue, customer, direction
  /// Start in digits, year first.
  case time
  /// Start in seconds since 1970.
  case epoch
  /// Which of the two files of a call this is.
  case side
  /// What both files of a call have in common.
  case pair
  /// One role per channel.
  case channels
}

/// A regular expression over names whose named groups are `NamePart`s.
struct NamePattern: Sendable {
  private let expression: NSRegularExpression
  private let groups: [NamePart]
  /// What a name that fits says besides its groups.
  let implied: [NamePart: String]
  /// Zone of `time`; `nil` = whatever the recorder's clock shows.
  let timeZone: TimeZone?

  /// Reads a pattern.
  ///
  /// - Returns: `nil` for what is no regular expression (ICU syntax).
  init?(_ pattern: String, implying implied: [NamePart: String] = [:], timeZone: TimeZone? = nil) {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return nil }
    self.expression = expression
    self.implied = implied
    self.timeZone = timeZone
    groups = NamePart.allCases.filter { pattern.contains("(?<\($0.rawValue)>") }
  }

  /// Names of groups in a pattern that are no part of a name.
  static func unknownGroups(in pattern: String) -> [String] {
    pattern.matches(of: /\(\?<([A-Za-z][A-Za-z0-9]*)>/).map { String($0.output.1) }
      .filter { NamePart(rawValue: $0) == nil }
  }

  /// A pattern of the program's own; a test reads an example with each.
  static func own(
    _ pattern: String, implying implied: [NamePart: String] = [:], timeZone: TimeZone? = nil
  ) -> NamePattern {
    guard let own = NamePattern(pattern, implying: implied, timeZone: timeZone) else {
      preconditionFailure("\(pattern) is no regular expression")
    }
    return own
  }

  /// The parts of a name; `nil` where it does not fit.
  func parts(of name: String) -> [NamePart: String]? {
    let whole = NSRange(name.startIndex..<name.endIndex, in: name)
    guard let match = expression.firstMatch(in: name, range: whole) else { return nil }
    var parts = implied
    for group in groups {
      guard let range = Range(match.range(withName: group.rawValue), in: name) else { continue }
      parts[group] = String(name[range])
    }
    return parts
  }
}

/// What patterns look at: the absolute path without the ending.
func nameText(of path: FilePath) -> String {
  var path = path
  path.extension = nil
  let text = displayText(of: path)
  return path.isAbsolute ? text : FileManager.default.currentDirectoryPath + "/" + text
}
