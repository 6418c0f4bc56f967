internal import CallTypes

/// A tree of settings without types: what a YAML file holds before it is checked.
enum SettingsTree: Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([SettingsTree])
  case group([String: SettingsTree])

  /// What a value is, in a user's words.
  var kind: Message {
    switch self {
    case .null: Message("value.nothing")
    case .flag: Message("value.flag")
    case .number: Message("value.number")
    case .text: Message("value.text")
    case .list: Message("value.list")
    case .group: Message("value.group")
    }
  }
}

extension SettingsTree: Codable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(String(intValue)) }
  }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var group: [String: SettingsTree] = [:]
      for key in container.allKeys {
        group[key.stringValue] = try container.decode(SettingsTree.self, forKey: key)
      }
      self = .group(group)
    } else if var container = try? decoder.unkeyedContainer() {
      var list: [SettingsTree] = []
      while !container.isAtEnd { list.append(try container.decode(SettingsTree.self)) }
      self = .list(list)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .group(let group):
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in group { try container.encode(value, forKey: Key(name)) }
    case .list(let list):
      var container = encoder.unkeyedContainer()
      for value in list { try container.encode(value) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .flag(let flag):
      var container = encoder.singleValueContainer()
      try container.encode(flag)
    case .number(let number):
      var container = encoder.singleValueContainer()
      // Whole numbers are written as such, so that they can be read as Int.
      if let whole = Int(exactly: number) {
        try container.encode(whole)
      } else {
        try container.encode(number)
      }
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }
}

extension SettingsTree {
  /// Lays `changes` over this tree of defaults.
  ///
  /// - Parameter path: Where the two lie, for messages.
  /// - Throws: For a key that the defaults do not have, or a value of another kind.
  func merged(with changes: SettingsTree, path: String) throws(SettingsError) -> SettingsTree {
    if case .group(let defaults) = self {
      guard case .group(let changed) = changes else {
        if case .null = changes { return self }
        throw .wrongKind(path: path, expected: kind, found: .message(changes.kind))
      }
      var merged = defaults
      for name in changed.keys.sorted() {
        guard let value = changed[name] else { continue }
        let inner = path.isEmpty ? name : "\(path).\(name)"
        guard let standing = defaults[name] else {
          // `deadAir.longSeconds: 8` is how --set and the documentation write it.
          if path.isEmpty, self[name.split(separator: ".").map(String.init)[...]] != nil {
            throw .dottedKey(path: name)
          }
          let nearest = nearestName(to: name, among: defaults.keys.sorted())
          throw .unknownKey(
            path: inner, nearest: nearest.map { path.isEmpty ? $0 : "\(path).\($0)" })
        }
        merged[name] = try standing.merged(with: value, path: inner)
      }
      return .group(merged)
    }
    if case .null = self { return changes }
    guard kind == changes.kind else {
      throw .wrongKind(path: path, expected: kind, found: .message(changes.kind))
    }
    return changes
  }

  /// The value at a path of names.
  subscript(path: ArraySlice<String>) -> SettingsTree? {
    guard let first = path.first else { return self }
    guard case .group(let group) = self else { return nil }
    return group[first]?[path.dropFirst()]
  }

  /// A tree with nothing but one value at a path of names.
  static func single(_ value: SettingsTree, at path: ArraySlice<String>) -> SettingsTree {
    guard let first = path.first else { return value }
    return .group([first: single(value, at: path.dropFirst())])
  }
}
