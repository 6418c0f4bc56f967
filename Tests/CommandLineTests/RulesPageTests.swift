import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

/// The page about rules against the registry, by the parts that `callsift rules --markdown` prints.
///
/// `RECORD_SNAPSHOTS=1` writes the parts into the page and fails, so that the difference is reviewed.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct RulesPageTests {
  private static let page = CallSiftProgram.root
    .appendingPathComponent("Sources/callsift/callsift.docc/Guides/Rules.md")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

  /// Parts between marks, by name, in order.
  private func parts(of text: String) -> [(name: String, text: String)] {
    text.matches(of: /<!-- begin (\w+) -->\n(?s:.*?)\n<!-- end (\w+) -->\n/).map {
      (String($0.output.1), String($0.output.0))
    }
  }

  @Test func `the page's generated parts are those of the registry`() throws {
    let printed = parts(of: try callsift(["rules", "--markdown"]).output)
    #expect(printed.map(\.name) == ["rules"] + QualityRules.all.map { $0.code.rawValue })
    var page = try String(contentsOf: Self.page, encoding: .utf8)
    if Self.isRecording {
      for (old, new) in zip(parts(of: page), printed) where old.name == new.name {
        page = page.replacingOccurrences(of: old.text, with: new.text)
      }
      try Data(page.utf8).write(to: Self.page)
      Issue.record("recorded \(Self.page.path): review the difference, then run without recording")
      return
    }
    let found = parts(of: page)
    #expect(found.map(\.name) == printed.map(\.name))
    for (part, expected) in zip(found, printed) { #expect(part.text == expected.text) }
  }

  @Test func `the JSON says what the registry says`() throws {
    let listed = try JSONValue(parsing: try callsift(["rules", "--json"]).output)
    for (index, rule) in QualityRules.all.enumerated() {
      let entry = try #require(listed["\(index)"])
      #expect(entry["code"] == .string(rule.code.rawValue))
      #expect(entry["name"] == .string(rule.name))
      #expect(entry["chineseName"] == .string(rule.chineseName))
      #expect(entry["severity"] == .string(rule.severity.rawValue))
      #expect(entry["summary"] == .string(rule.summary))
      #expect(entry["chineseSummary"] == .string(rule.chineseSummary))
      #expect(entry["source"] == .string(rule.source))
      #expect(entry["settings"]?["0"]?["group"] == .string(rule.settingsGroup))
    }
  }

  @Test func `one rule is printed alone, with the values in force`() throws {
    let result = try callsift(
      [
        "rules", "QC103", "--markdown", "--set", "deadAir.longSeconds=12", "--set",
        "score.weightPoints={QC103: 7.5}",
      ])
    #expect(parts(of: result.output).map(\.name) == ["QC103"])
    #expect(result.output.contains("| `deadAir.longSeconds` | 12 | s |"), "\(result)")
    #expect(result.output.contains("**Points.** 7.5."), "\(result)")
  }
}
