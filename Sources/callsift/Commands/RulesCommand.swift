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
    abstract: Message("help.rules").onTerminal)

  @Argument(help: .of(Message("help.rules.code"), "code"))
  var code: String?

  @Flag(help: .of(Message("help.json")))
  var json = false

  @Flag(help: .of(Message("help.rules.markdown")))
  var markdown = false

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var options: SettingsOptions

  func run() throws {
    let settings = try options.load()
    let rules = try chosenRules()
    let listing = SettingListing.all(in: settings)
    let entries = rules.map { RuleListing(of: $0, settings: settings, listing: listing) }
    if json {
      print(try jsonText(of: entries))
      return
    }
    if markdown {
      print(RulesMarkdown.text(of: entries, withTable: code == nil), terminator: "")
      return
    }
    let language = try options.language()
    if code != nil, let entry = entries.first, let rule = rules.first {
      explain(rule, entry, language)
    } else {
      let heads = ["code", "name", "severity", "finds"].map {
        Message("rules.\($0)").text(in: language)
      }
      printColumns([heads] + zip(rules, entries).map { row(of: $0, $1, language) })
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
    guard let nearest = nearestName(to: code, among: known) else {
      throw CommandFailure(.usage, Message("command.noRule", .text(code)))
    }
    throw CommandFailure(.usage, Message("command.noRuleNear", .text(code), .text(nearest)))
  }

  private func row(
    of rule: any QualityRule.Type, _ entry: RuleListing, _ language: Language
  ) -> [String] {
    let severity = rule.severity.name(in: language)
    return switch language {
    case .english: [entry.code, entry.name, severity, entry.summary]
    case .chinese: [entry.code, entry.chineseName, severity, entry.chineseSummary]
    }
  }

  private func explain(
    _ rule: any QualityRule.Type, _ entry: RuleListing, _ language: Language
  ) {
    let severity = rule.severity.name(in: language)
    let bracketed = Message("rules.bracketed", .text(severity)).text(in: language)
    print("\(entry.code) \(entry.name) · \(entry.chineseName)\(bracketed)")
    print("  \(language == .chinese ? entry.chineseSummary : entry.summary)")
    print("  " + Message("rules.source", .text(entry.source)).text(in: language))
    let points = Int(exactly: entry.points).map(String.init) ?? String(entry.points)
    print("  " + Message("rules.points", .text(points)).text(in: language))
    for setting in entry.settings {
      let unit = setting.unitText(in: language)
      print("  \(setting.group).\(setting.key) = \(setting.value)\(unit.isEmpty ? "" : " " + unit)")
      print("      \(setting.reasonText(in: language)) [\(setting.sourceText(in: language))]")
    }
  }
}

/// One rule as it is listed.
struct RuleListing: Encodable {
  var code: String
  var name: String
  var chineseName: String
  var severity: String
  var summary: String
  var chineseSummary: String
  var source: String
  var points: Double
  var settings: [SettingListing]

  /// Describes a rule with the values in force.
  init(
    of rule: any QualityRule.Type, settings: CallSiftSettings, listing: [SettingListing]
  ) {
    code = rule.code.rawValue
    name = rule.name
    chineseName = rule.chineseName
    severity = rule.severity.rawValue
    summary = rule.summary
    chineseSummary = rule.chineseSummary
    source = rule.source
    points = settings.conversation.score.weightPoints[rule.code.rawValue] ?? rule.defaultPoints
    self.settings = listing.filter { $0.group == rule.settingsGroup }
  }
}
