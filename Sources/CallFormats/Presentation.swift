public import CallTypes

/// How results are shown to people; machines get the same bytes whatever it says.
public struct Presentation: Sendable {
  /// Narrowest table that is drawn, in terminal columns: a terminal's usual width.
  public static let narrowestTableColumns = 80

  /// Language of headings and names.
  public var language: Language
  /// Columns of the terminal.
  public var widthColumns: Int
  /// Whether severity and party may show in colour.
  public var colour: Bool
  /// Most rows of a list; the rest is counted. 50 fill two screens, which is what a person reads.
  public var maximumRowCount: Int
  /// Name of a rule in the language; `nil` = the name in the report.
  public var ruleName: @Sendable (RuleCode) -> String?
  /// What a rule finds, in a sentence of the language; `nil` = nothing is said.
  public var ruleSummary: @Sendable (RuleCode) -> String?

  /// Makes a presentation.
  public init(
    language: Language = .english, widthColumns: Int = 100, colour: Bool = false,
    maximumRowCount: Int = 50, ruleName: @escaping @Sendable (RuleCode) -> String? = { _ in nil },
    ruleSummary: @escaping @Sendable (RuleCode) -> String? = { _ in nil }
  ) {
    self.language = language
    self.widthColumns = widthColumns
    self.colour = colour
    self.maximumRowCount = maximumRowCount
    self.ruleName = ruleName
    self.ruleSummary = ruleSummary
  }
}
