/// The words and sentences of one language, by key.
///
/// A key is a path of names with dots: `table.noCalls`. A text has gaps: `{0}`, `{1}`, … are filled in
/// order from the arguments of a `Message`, `{startSeconds}` by name from the values of a `TraceStep`.
public struct Catalogue: Sendable {
  /// Texts by key.
  public let texts: [String: String]
  /// Keys that stand twice: a mistake, which a test finds.
  public let repeatedKeys: [String]

  /// Reads lines of `key = text`; blank lines and lines that begin with `#` say nothing.
  init(_ parts: [String]) {
    var texts: [String: String] = [:]
    var repeated: [String] = []
    for line in parts.flatMap({ $0.split(separator: "\n") }) where !line.hasPrefix("#") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let key = line[..<equals].filter { $0 != " " }
      // One blank behind the sign is layout; more are part of the text.
      let text = line[line.index(after: equals)...]
      let value = text.first == " " ? text.dropFirst() : text
      if texts.updateValue(String(value), forKey: key) != nil { repeated.append(key) }
    }
    self.texts = texts
    repeatedKeys = repeated
  }

  /// Every catalogue.
  public static func of(_ language: Language) -> Catalogue { language.catalogue }

  static let english = Catalogue([
    EnglishCatalogue.vocabulary, EnglishCatalogue.recordings, EnglishCatalogue.results,
    EnglishCatalogue.commands, EnglishCatalogue.store,
    EnglishCatalogue.settings, EnglishCatalogue.profiles, EnglishCatalogue.help,
    EnglishCatalogue.watch,
  ])
  static let chinese = Catalogue([
    ChineseCatalogue.vocabulary, ChineseCatalogue.recordings, ChineseCatalogue.results,
    ChineseCatalogue.commands, ChineseCatalogue.store,
    ChineseCatalogue.settings, ChineseCatalogue.profiles, ChineseCatalogue.help,
    ChineseCatalogue.watch,
    ChineseCatalogue.settingReasons, ChineseCatalogue.ruleReasons,
  ])
}

/// The texts in English, part by part.
enum EnglishCatalogue {}

/// The texts in Simplified Chinese, part by part.
enum ChineseCatalogue {}

extension String {
  /// The text with each gap `{name}` filled; gaps that nothing fills stay.
  func filled(_ value: (Substring) -> String?) -> String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += value(rest[rest.index(after: open)..<close]) ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
