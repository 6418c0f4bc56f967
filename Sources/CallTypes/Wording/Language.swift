/// A language that people are shown results in.
public enum Language: String, CaseIterable, Codable, Hashable, Sendable {
  /// English.
  case english = "en"
  /// Simplified Chinese.
  case chinese = "zh"

  /// The language's catalogue.
  var catalogue: Catalogue {
    switch self {
    case .english: .english
    case .chinese: .chinese
    }
  }
}
