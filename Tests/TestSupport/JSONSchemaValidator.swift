/// Checks documents against the part of JSON Schema draft 2020-12 that our schema uses.
///
/// A keyword that it does not know is a problem, so that no constraint goes unchecked.
public struct JSONSchemaValidator: Sendable {
  private let root: JSONValue

  /// Takes a schema.
  public init(schema: String) throws { root = try JSONValue(parsing: schema) }

  /// The problems of a document, each with its path; empty when it is valid.
  public func problems(in document: JSONValue) -> [String] {
    problems(in: document, against: root, at: "$")
  }

  /// The problems of a document as text.
  public func problems(in document: String) throws -> [String] {
    problems(in: try JSONValue(parsing: document))
  }

  private static let annotations: Set<String> = ["$schema", "$id", "title", "description", "$defs"]

  private func problems(in value: JSONValue, against schema: JSONValue, at path: String)
    -> [String]
  {
    switch schema {
    case .bool(true): return []
    case .bool(false): return ["\(path): nothing is allowed here"]
    case .object(let keywords):
      return keywords.sorted { $0.key < $1.key }
        .filter { !Self.annotations.contains($0.key) }
        .flatMap { keyword, operand in
          problems(in: value, keyword: keyword, operand, of: keywords, at: path)
        }
    default: return ["\(path): the schema is no schema"]
    }
  }

  private func problems(
    in value: JSONValue, keyword: String, _ operand: JSONValue, of schema: [String: JSONValue],
    at path: String
  ) -> [String] {
    switch (keyword, value, operand) {
    case ("$ref", _, .string(let name)):
      guard let target = resolve(name) else { return ["\(path): no \(name) in the schema"] }
      return problems(in: value, against: target, at: path)
    case ("anyOf", _, .array(let options)):
      let found = options.map { problems(in: value, against: $0, at: path) }
      return found.contains(where: \.isEmpty) ? [] : ["\(path): none of: \(found)"]
    case ("const", _, _):
      return value == operand ? [] : ["\(path): is not \(operand)"]
    case ("enum", _, .array(let names)):
      return names.contains(value) ? [] : ["\(path): \(value) is not in the enumeration"]
    case ("type", _, .string(let name)):
      return value.isOfType(name) ? [] : ["\(path): is no \(name)"]
    case ("type", _, .array(let names)):
      let isAny = names.contains {
        if case .string(let name) = $0 { value.isOfType(name) } else { false }
      }
      return isAny ? [] : ["\(path): is of none of the types \(names)"]
    case ("minimum", .number(let number), .number(let least)):
      return number >= least ? [] : ["\(path): \(number) < \(least)"]
    case ("maximum", .number(let number), .number(let most)):
      return number <= most ? [] : ["\(path): \(number) > \(most)"]
    case ("pattern", .string(let text), .string(let pattern)):
      guard let expression = try? Regex(pattern) else { return ["\(path): bad pattern"] }
      return text.contains(expression) ? [] : ["\(path): \(text) does not match \(pattern)"]
    case ("minItems", .array(let elements), .number(let least)):
      return Double(elements.count) >= least ? [] : ["\(path): too few elements"]
    case ("prefixItems", .array(let elements), .array(let schemas)):
      return zip(elements, schemas).enumerated().flatMap { index, pair in
        problems(in: pair.0, against: pair.1, at: "\(path)[\(index)]")
      }
    case ("items", .array(let elements), _):
      let prefixCount =
        if case .array(let prefix) = schema["prefixItems"] { prefix.count } else { 0 }
      return elements.enumerated().dropFirst(prefixCount).flatMap { index, element in
        problems(in: element, against: operand, at: "\(path)[\(index)]")
      }
    case ("required", .object(let members), .array(let names)):
      return names.compactMap { name in
        guard case .string(let key) = name, members[key] == nil else { return nil }
        return "\(path): \(key) is missing"
      }
    case ("properties", .object(let members), .object(let schemas)):
      return members.sorted { $0.key < $1.key }.flatMap { key, member in
        schemas[key].map { problems(in: member, against: $0, at: "\(path).\(key)") } ?? []
      }
    case ("additionalProperties", .object(let members), _):
      let known =
        if case .object(let schemas) = schema["properties"] { Set(schemas.keys) } else {
          Set<String>()
        }
      return members.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
        .flatMap { key, member in
          problems(in: member, against: operand, at: "\(path).\(key)")
        }
    case ("propertyNames", .object(let members), _):
      return members.keys.sorted().flatMap {
        problems(in: .string($0), against: operand, at: "\(path) name \($0)")
      }
    default:
      return Self.typed.contains(keyword) ? [] : ["\(path): unknown keyword \(keyword)"]
    }
  }

  /// Keywords that constrain one type of value and pass all others.
  private static let typed: Set<String> = [
    "minimum", "maximum", "pattern", "minItems", "prefixItems", "items", "required", "properties",
    "additionalProperties", "propertyNames",
  ]

  /// The schema at a pointer of the form `#/$defs/name`.
  private func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(Optional(root)) { value, key in
      value?[String(key)]
    }
  }
}

extension JSONValue {
  fileprivate func isOfType(_ name: String) -> Bool {
    switch (name, self) {
    case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string),
      ("array", .array), ("object", .object):
      true
    case ("integer", .number(let value)): value.rounded() == value
    default: false
    }
  }
}
