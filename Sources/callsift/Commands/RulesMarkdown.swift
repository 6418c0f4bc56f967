/// The parts of the documentation's page about rules that are made from the registry.
///
/// Each stands between the marks `<!-- begin NAME -->` and `<!-- end NAME -->`: a table of all rules,
/// then one part per rule, named by its code. What people write stands between the parts.
enum RulesMarkdown {
  /// The parts of some rules, each with its marks and line ends.
  ///
  /// - Parameter withTable: Whether the table of the rules comes first.
  static func text(of rules: [RuleListing], withTable: Bool) -> String {
    let parts = rules.map { marked($0.code, section(of: $0)) }
    return ((withTable ? [marked("rules", table(of: rules))] : []) + parts).joined(separator: "\n")
  }

  private static func marked(_ name: String, _ text: String) -> String {
    "<!-- begin \(name) -->\n\(text)\n<!-- end \(name) -->\n"
  }

  private static func table(of rules: [RuleListing]) -> String {
    let head = row("Code", "Name", "名称", "Severity", "Points") + "\n" + rule(columns: 5)
    let rows = rules.map { row($0.code, $0.name, $0.chineseName, $0.severity, number($0.points)) }
    return ([head] + rows).joined(separator: "\n")
  }

  private static func section(of rule: RuleListing) -> String {
    let facts =
      "**Source.** \(rule.source). **Severity.** \(rule.severity). "
      + "**Points.** \(number(rule.points))."
    let head = row("Setting", "Default", "Unit", "Meaning") + "\n" + self.rule(columns: 4)
    let rows = rule.settings.map {
      row("`\($0.group).\($0.key)`", $0.value, $0.unit, $0.reason)
    }
    return [
      "## \(rule.code) \(rule.name) · \(rule.chineseName)",
      "\(rule.summary) \(rule.chineseSummary)", facts, ([head] + rows).joined(separator: "\n"),
    ].joined(separator: "\n\n")
  }

  private static func row(_ cells: String...) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  private static func rule(columns: Int) -> String {
    "|" + String(repeating: " --- |", count: columns)
  }

  private static func number(_ points: Double) -> String {
    Int(exactly: points).map(String.init) ?? String(points)
  }
}
