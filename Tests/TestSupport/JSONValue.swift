internal import Foundation

/// A JSON document in memory.
public indirect enum JSONValue: Hashable, Sendable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Parses a document.
  public init(parsing text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Member of an object, element of an array by its number; `nil` where there is none.
  public subscript(key: String) -> JSONValue? {
    get {
      switch self {
      case .object(let members): members[key]
      case .array(let elements):
        Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
      default: nil
      }
    }
    set {
      switch self {
      case .object(var members):
        members[key] = newValue
        self = .object(members)
      case .array(var elements):
        guard let index = Int(key), elements.indices.contains(index), let newValue else { return }
        elements[index] = newValue
        self = .array(elements)
      default: break
      }
    }
  }

  /// The document with the value at a path replaced, or taken out for `nil`.
  public func replacing(_ path: [String], with value: JSONValue?) -> JSONValue {
    guard let key = path.first else { return value ?? .null }
    var copy = self
    if path.count == 1 {
      copy[key] = value
    } else if let child = self[key] {
      copy[key] = child.replacing(Array(path.dropFirst()), with: value)
    }
    return copy
  }
}
