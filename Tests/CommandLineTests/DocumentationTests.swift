import CallEvaluation
import CallFormats
import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

/// Everything of the registries is described in the README or in the DocC catalogue.
@Suite(.enabled(if: Documentation.exists, "README.md is not written yet"))
struct DocumentationTests {
  private let english = Documentation.english

  @Test(arguments: [
    "scan", "worker", "rescore", "merge", "export", "stats", "purge", "verify", "watch", "retry",
    "inspect", "rules", "formats", "platforms", "settings", "evaluate",
  ])
  func `a command is described`(command: String) {
    #expect(english.contains("callsift \(command)"))
    #expect(Documentation.chinese.contains("callsift \(command)"))
  }

  @Test(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
  func `the commands that are described are those of the program`() throws {
    let help = try callsift(["--help"]).output
    let section = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
    let names = section.components(separatedBy: "\n").prefix { !$0.isEmpty }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count >= 5)
    for name in names { #expect(english.contains("callsift \(name)"), "\(name)") }
  }

  @Test(arguments: ReportFormats.all.map { $0.name })
  func `an output format is described`(name: String) {
    #expect(english.contains("`\(name)`"))
    #expect(Documentation.chinese.contains("`\(name)`"))
  }

  @Test(arguments: AnnotationFormats.all.map { $0.name })
  func `an annotation format is described`(name: String) {
    #expect(english.contains("`\(name)`"))
  }

  @Test(arguments: EvaluationMetrics.all.map { $0.name })
  func `a metric is described`(name: String) {
    #expect(english.contains("`\(name)`"))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 10, 11, 130])
  func `an exit code has its row in the table of both languages`(code: Int) {
    #expect(english.contains("\n| \(code) |") || english.contains("\n| `\(code)` |"))
    let chinese = Documentation.chinese
    #expect(chinese.contains("\n| \(code) |") || chinese.contains("\n| `\(code)` |"))
  }

  @Test(arguments: QualityRules.all.map { $0.code.rawValue })
  func `a rule is described with its name`(code: String) throws {
    let rule = try #require(QualityRules.all.first { $0.code.rawValue == code })
    #expect(english.contains(code))
    #expect(english.contains(rule.name))
    #expect(Documentation.chinese.contains(code))
  }

  @Test(arguments: EventCode.allCases)
  func `an event is described`(code: EventCode) {
    #expect(english.contains(code.rawValue))
    #expect(english.contains(code.kind))
  }

  @Test(arguments: EventCause.allCases)
  func `a cause of an event is described`(cause: EventCause) {
    #expect(english.contains("`\(cause.rawValue)`"))
  }

  @Test(arguments: WarningCode.allCases)
  func `a warning is described`(code: WarningCode) {
    #expect(english.contains("`\(code.rawValue)`"))
  }

  @Test(arguments: FailureCode.allCases)
  func `a failure is described`(code: FailureCode) {
    #expect(english.contains("`\(code.rawValue)`"))
  }

  @Test(arguments: PartySource.allCases)
  func `a source of roles is described in both languages`(source: PartySource) {
    #expect(english.contains("`\(source.rawValue)`"))
    #expect(Documentation.chinese.contains("`\(source.rawValue)`"))
  }

  @Test(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt), arguments: ["en", "zh"])
  func `every heading of the table is explained in the language's README`(
    language: String
  ) throws {
    let folder = try folderOfCalls(count: 1)
    let result = try callsift(
      ["scan", folder.path, "--lang", language], environment: ["COLUMNS": "100"])
    let headings = try #require(result.lines.first).split(separator: " ").map(String.init)
    #expect(headings.count == 9)
    let readme = language == "zh" ? Documentation.chinese : Documentation.readme
    for heading in headings { #expect(readme.contains("\n| `\(heading)`"), "\(heading)") }
  }

  @Test(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt), arguments: ["en", "zh"])
  func `the first screen of a language's README is what the program shows`(
    language: String
  ) throws {
    let readme = language == "zh" ? Documentation.chinese : Documentation.readme
    let marked = try #require(readme.firstMatch(of: /(?s)<!-- scan -->.*?\n```\n(.*?)\n```\n/))
    let told = marked.output.1.split(separator: "\n").map(String.init).filter { $0 != "…" }
    let result = try callsift(
      ["scan", "audio-fixtures", "--store", "none", "--lang", language],
      in: CallSiftProgram.root.path)
    let shown = Set(result.lines)
    #expect(told.count > 12)
    #expect(told.filter { !shown.contains($0) } == [])
  }

  @Test func `every rule of the README's table exists under its name`() {
    let rows = Documentation.readme.matches(of: /\| (QC\d{3}) \| (\w+)/)
    #expect(rows.count == QualityRules.all.count)
    for row in rows {
      let rule = QualityRules.rule(RuleCode(rawValue: String(row.output.1)))
      #expect(rule?.name == String(row.output.2), "\(row.output.1)")
    }
  }
}

/// The texts that users read.
enum Documentation {
  static let readme = text("README.md")
  static let chinese = text("README.zh.md")
  static let exists = !readme.isEmpty

  /// The English README and the pages of the DocC catalogues.
  static let english: String = {
    let sources = CallSiftProgram.root.appendingPathComponent("Sources").path
    let names = (FileManager.default.enumerator(atPath: sources)?.allObjects ?? [])
      .compactMap { $0 as? String }
      .filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted()
    return ([readme] + names.map { text("Sources/" + $0) }).joined(separator: "\n")
  }()

  /// A file of the repository; empty when there is none.
  private static func text(_ name: String) -> String {
    let url = CallSiftProgram.root.appendingPathComponent(name)
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }
}
