internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation

/// `callsift rules`: what is found and why, from the registry.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules, or explains one with its settings.")

  @Argument(help: ArgumentHelp("A rule, such as QC103. Default: all.", valueName: "code"))
  var code: String?

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup(title: "Settings") var options: SettingsOptions

  /// One rule as it is listed.
  private struct Entry: Encodable {
    var code: String
    var name: String
    var chineseName: String
    var severity: String
    var summary: String
    var chineseSummary: String
    var source: String
    var points: Double
    var settings: [SettingListing]
  }

  func run() throws {
    let settings = try options.load()
    let rules = try chosenRules()
    let entries = rules.map { entry(of: $0, settings: settings) }
    if json {
      print(try jsonText(of: entries))
      return
    }
    let language = try options.language()
    if code != nil, let entry = entries.first {
      explain(entry, language)
    } else {
      printColumns(
        [language == .chinese ? ["代码", "名称", "级别", "说明"] : ["code", "name", "severity", "finds"]]
          + entries.map {
            language == .chinese
              ? [$0.code, $0.chineseName, $0.severity, $0.chineseSummary]
              : [$0.code, $0.name, $0.severity, $0.summary]
          })
    }
  }

  private func chosenRules() throws(CommandFailure) -> [any QualityRule.Type] {
    guard let code else { return QualityRules.all }
    let wanted = code.uppercased()
    if let rule = QualityRules.all.first(where: {
      $0.code.rawValue == wanted || $0.name.uppercased() == wanted
    }) {
      return [rule]
    }
    let known = QualityRules.all.flatMap { [$0.code.rawValue, $0.name] }
    let hint = nearestName(to: code, among: known).map { "; did you mean \($0)?" } ?? ""
    throw CommandFailure(.usage, "there is no rule \(code)\(hint) (callsift rules lists all)")
  }

  private func entry(of rule: any QualityRule.Type, settings: CallSiftSettings) -> Entry {
    Entry(
      code: rule.code.rawValue, name: rule.name, chineseName: rule.chineseName,
      severity: rule.severity.rawValue, summary: rule.summary,
      chineseSummary: rule.chineseSummary, source: rule.source, points: rule.defaultPoints,
      settings: SettingListing.all(in: settings).filter { $0.group == rule.settingsGroup })
  }

  private func explain(_ entry: Entry, _ language: Language) {
    let isChinese = language == .chinese
    print("\(entry.code) \(entry.name) · \(entry.chineseName) (\(entry.severity))")
    print("  \(isChinese ? entry.chineseSummary : entry.summary)")
    print("  \(isChinese ? "依据" : "Source"): \(entry.source)")
    print("  \(isChinese ? "扣分" : "Points"): \(entry.points)")
    for setting in entry.settings {
      print("  \(setting.group).\(setting.key) = \(setting.value) \(setting.unit)")
      print("      \(setting.reason) [\(setting.source)]")
    }
  }
}
