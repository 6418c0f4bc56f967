public import AudioDecoding
public import CallTypes
public import ConversationAnalysis
internal import Foundation
public import SpeechSignal

/// Every setting of the program, as nested in a settings file.
///
/// In the file the groups lie side by side, whatever target they belong to:
/// `pitch.floorHz`, `silence.minimumSeconds`, `roles.channels`.
public struct CallSiftSettings: Hashable, Sendable {
  /// Limits of what is accepted as a recording.
  public var decoding = AudioDecodingSettings()
  /// From samples to tracks.
  public var signal = SignalSettings()
  /// From tracks to report.
  public var conversation = ConversationSettings()
  /// Who is on which channel.
  public var roles = RoleSettings()
  /// How `callsift evaluate` scores; changes no report.
  public var evaluation = EvaluationSettings()
  /// How `callsift watch` finds finished files; changes no report.
  public var watch = WatchSettings()
  /// How `callsift watch` brings events to others; changes no report.
  public var delivery = DeliverySettings()

  /// The defaults.
  public init() {}

  /// The groups by the name that they have in a settings file.
  public static let groups: [(name: String, type: any DescribedSettings.Type)] =
    [("roles", RoleSettings.self), ("decoding", AudioDecodingSettings.self)]
    + SignalSettings.groups
    + ConversationSettings.groups.map { (name: $0.groupName, type: $0.settings) }
    + [
      ("evaluation", EvaluationSettings.self), ("watch", WatchSettings.self),
      ("delivery", DeliverySettings.self),
    ]

  /// The settings as one tree.
  func tree() -> SettingsTree {
    var groups: [String: SettingsTree] = [:]
    for part in [Self.tree(of: signal), Self.tree(of: conversation)] {
      guard case .group(let inner) = part else { continue }
      groups.merge(inner) { first, _ in first }
    }
    groups["decoding"] = Self.tree(of: decoding)
    groups["roles"] = Self.tree(of: roles)
    groups["evaluation"] = Self.tree(of: evaluation)
    groups["watch"] = Self.tree(of: watch)
    groups["delivery"] = Self.tree(of: delivery)
    return .group(groups)
  }

  /// Reads settings from a complete tree.
  init(tree: SettingsTree) throws {
    guard case .group(let groups) = tree else { return }
    signal = try Self.value(of: tree)
    conversation = try Self.value(of: tree)
    decoding = try Self.value(of: groups["decoding"] ?? .group([:]))
    roles = try Self.value(of: groups["roles"] ?? .group([:]))
    evaluation = try Self.value(of: groups["evaluation"] ?? .group([:]))
    watch = try Self.value(of: groups["watch"] ?? .group([:]))
    delivery = try Self.value(of: groups["delivery"] ?? .group([:]))
  }

  /// The settings in one canonical text: equal settings, equal bytes.
  public func canonicalText() -> String { tree().jsonText }

  /// The settings that a report depends on, in one canonical text.
  func analysisText() -> String {
    guard case .group(var groups) = tree() else { return canonicalText() }
    for name in ["evaluation", "grade", "watch", "delivery"] { groups[name] = nil }
    return SettingsTree.group(groups).jsonText
  }

  /// The settings that tracks depend on, in one canonical text.
  func signalText() -> String {
    SettingsTree.group([
      "decoding": Self.tree(of: decoding), "signal": Self.tree(of: signal),
    ]).jsonText
  }

  /// The value of a setting, as JSON; `nil` for a path that does not exist.
  public func text(ofSetting key: String, inGroup group: String) -> String? {
    tree()[[group, key][...]]?.jsonText
  }

  private static func tree(of value: some Encodable) -> SettingsTree {
    do {
      return try JSONDecoder().decode(SettingsTree.self, from: try JSONEncoder().encode(value))
    } catch {
      // Settings are finite numbers, flags, words and lists of words.
      preconditionFailure("settings cannot be encoded: \(error)")
    }
  }

  private static func value<Value: Decodable>(of tree: SettingsTree) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(tree))
  }
}

extension SettingsTree {
  /// The tree as JSON with sorted keys; a number that is none stands as its name.
  var jsonText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: ".inf", negativeInfinity: "-.inf", nan: ".nan")
    do { return String(decoding: try encoder.encode(self), as: UTF8.self) } catch {
      preconditionFailure("a settings tree cannot be encoded: \(error)")
    }
  }
}
