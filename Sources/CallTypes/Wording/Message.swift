/// A sentence for a person before it is put into a language: a key of the catalogues, and what fills
/// the gaps of its text.
public struct Message: Codable, Hashable, Sendable {
  /// Key of the catalogues.
  public var key: String
  /// What fills `{0}`, `{1}`, …
  public var arguments: [Argument]

  /// Names a sentence.
  public init(_ key: String, _ arguments: Argument...) {
    self.key = key
    self.arguments = arguments
  }

  /// A sentence about a number of things: the key with `.one` or `.many` behind it.
  public static func counted(_ key: String, _ count: Int, _ number: String) -> Message {
    Message("\(key).\(count == 1 ? "one" : "many")", .text(number))
  }

  /// What the system says about an error number; numbers without words are named by themselves.
  public static func system(errorNumber: Int32) -> Message {
    let known = Catalogue.english.texts["system.\(errorNumber)"] != nil
    return known
      ? Message("system.\(errorNumber)") : Message("system.other", .text("\(errorNumber)"))
  }

  /// The sentence; a key without text stands for itself.
  public func text(in language: Language) -> String {
    guard let text = language.catalogue.texts[key] else { return key }
    // Backticks mark what is no word of the language; a terminal would show them.
    let plain = language == .english ? text : text.replacing("`", with: "")
    return plain.filled { name in
      guard let index = Int(name), arguments.indices.contains(index) else { return nil }
      return arguments[index].text(in: language)
    }
  }

  /// What fills a gap.
  public enum Argument: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A name or number, the same in every language.
    case text(String)
    /// A sentence of its own.
    case message(Message)

    public init(stringLiteral text: String) { self = .text(text) }

    fileprivate func text(in language: Language) -> String {
      switch self {
      case .text(let text): text
      case .message(let message): message.text(in: language)
      }
    }
  }
}

extension Message.Argument: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .message(try container.decode(Message.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .message(let message): try container.encode(message)
    }
  }
}
