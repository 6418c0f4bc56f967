/// What an XML document is made of, as far as annotations and metadata need it.
public enum MarkupToken: Hashable, Sendable {
  /// `<name attribute="value">`; `<name/>` is a start and an end.
  case start(name: String, attributes: [String: String])
  /// `</name>`.
  case end(name: String)
  /// Text between tags, entities resolved.
  case text(String)
}

/// Reads XML 1.0 (W3C recommendation, fifth edition) without namespaces and document types.
///
/// Comments, processing instructions and the document type are passed over, so that no entity is ever
/// fetched or expanded: only the five predefined ones and character references exist.
///
/// - Throws: `MarkupProblem` for a document that is not well-formed where it is looked at.
public func markupTokens(in text: String) throws(MarkupProblem) -> [MarkupToken] {
  var reader = MarkupReader(text)
  return try reader.tokens()
}

/// Why a text is no XML.
public struct MarkupProblem: Error, Hashable, Sendable {
  /// What is wrong, in English.
  public var detail: String
}

private struct MarkupReader {
  private var rest: Substring
  private var found: [MarkupToken] = []

  init(_ text: String) { rest = text[...] }

  mutating func tokens() throws(MarkupProblem) -> [MarkupToken] {
    var open: [String] = []
    while !rest.isEmpty {
      if rest.first != "<" {
        let text = rest.prefix { $0 != "<" }
        rest = rest[text.endIndex...]
        if !open.isEmpty { found.append(.text(try resolved(text))) }
      } else if try !skipped() {
        try readTag(open: &open)
      }
    }
    if let name = open.last { throw MarkupProblem(detail: "<\(name)> is never closed") }
    guard !found.isEmpty else { throw MarkupProblem(detail: "it holds no element") }
    return found
  }

  /// Passes over what is neither tag nor text, and takes a CDATA section as text.
  private mutating func skipped() throws(MarkupProblem) -> Bool {
    if rest.hasPrefix("<![CDATA[") {
      rest = rest.dropFirst(9)
      found.append(.text(String(try upTo("]]>"))))
    } else if rest.hasPrefix("<!--") {
      rest = rest.dropFirst(4)
      _ = try upTo("-->")
    } else if rest.hasPrefix("<?") {
      _ = try upTo("?>")
    } else if rest.hasPrefix("<!") {
      // A document type; one with declarations of its own ends in `]>`.
      let head = rest.prefix { $0 != ">" }
      _ = try upTo(head.contains("[") ? "]>" : ">")
    } else {
      return false
    }
    return true
  }

  /// The text up to a mark, which is passed over.
  private mutating func upTo(_ mark: String) throws(MarkupProblem) -> Substring {
    guard let range = rest.firstRange(of: mark) else {
      throw MarkupProblem(detail: "`\(mark)` is missing")
    }
    defer { rest = rest[range.upperBound...] }
    return rest[..<range.lowerBound]
  }

  private mutating func readTag(open: inout [String]) throws(MarkupProblem) {
    rest.removeFirst()
    if rest.first == "/" {
      rest.removeFirst()
      let name = String(try upTo(">").trimmingBlanks)
      guard open.popLast() == name else {
        throw MarkupProblem(detail: "</\(name)> closes nothing")
      }
      found.append(.end(name: name))
      return
    }
    let name = String(rest.prefix(while: \.isPartOfName))
    guard !name.isEmpty else { throw MarkupProblem(detail: "a tag has no name") }
    rest = rest.dropFirst(name.count)
    let attributes = try readAttributes(of: name)
    found.append(.start(name: name, attributes: attributes))
    if rest.first == "/" {
      rest.removeFirst()
      found.append(.end(name: name))
    } else {
      open.append(name)
    }
    guard rest.popFirst() == ">" else { throw MarkupProblem(detail: "<\(name) does not end") }
  }

  /// The attributes up to `>` or `/`.
  private mutating func readAttributes(of tag: String) throws(MarkupProblem) -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let next = rest.first else { throw MarkupProblem(detail: "<\(tag) does not end") }
      if next == ">" || next == "/" { return attributes }
      let name = String(rest.prefix(while: \.isPartOfName))
      rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
      guard !name.isEmpty, rest.popFirst() == "=" else {
        throw MarkupProblem(detail: "an attribute of <\(tag)> has no value")
      }
      rest = rest.drop(while: \.isWhitespace)
      guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else {
        throw MarkupProblem(detail: "\(name) of <\(tag)> is not quoted")
      }
      attributes[name] = try resolved(try upTo(String(quote)))
    }
  }
}

/// The text with its entities replaced.
private func resolved(_ text: Substring) throws(MarkupProblem) -> String {
  guard text.contains("&") else { return String(text) }
  var result = ""
  var rest = text
  while let ampersand = rest.firstIndex(of: "&") {
    result += rest[..<ampersand]
    guard let semicolon = rest[ampersand...].firstIndex(of: ";") else {
      throw MarkupProblem(detail: "an `&` begins no entity")
    }
    result += try character(ofEntity: rest[rest.index(after: ampersand)..<semicolon])
    rest = rest[rest.index(after: semicolon)...]
  }
  return result + rest
}

private func character(ofEntity name: Substring) throws(MarkupProblem) -> String {
  switch name {
  case "amp": return "&"
  case "lt": return "<"
  case "gt": return ">"
  case "quot": return "\""
  case "apos": return "'"
  default:
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard name.hasPrefix("#"), let code = UInt32(digits, radix: isHexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(code)
    else { throw MarkupProblem(detail: "there is no entity &\(name);") }
    return String(scalar)
  }
}

extension Character {
  /// Whether it can stand in the name of a tag or attribute.
  fileprivate var isPartOfName: Bool {
    isLetter || isNumber || self == "_" || self == "-" || self == "." || self == ":"
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    let head = drop(while: \.isWhitespace)
    return head.lastIndex { !$0.isWhitespace }.map { head[...$0] } ?? head[..<head.startIndex]
  }
}
