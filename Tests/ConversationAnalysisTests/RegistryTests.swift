import CallTypes
import ConversationAnalysis
import Foundation
import Testing

struct RegistryTests {
  /// Names of the Swift files of a folder of the target, without suffix.
  private func files(in folder: String) throws -> Set<String> {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("Sources/ConversationAnalysis/\(folder)").path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return Set(names.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
  }

  @Test func `every detector has a file and every file a detector`() throws {
    let names = EventDetectors.all.map { "\($0)" }
    #expect(Set(names) == (try files(in: "EventDetectors")))
    #expect(names.count == Set(names).count)
    #expect(Set(EventDetectors.all.map { $0.code }) == Set(EventCode.allCases))
  }

  @Test func `every rule has a file and every file a rule`() throws {
    #expect(Set(QualityRules.all.map { "\($0)" }) == (try files(in: "QualityRules")))
    for rule in QualityRules.all { #expect("\(rule)" == "\(rule.name)Rule") }
  }

  @Test func `rules are in order and fully described`() {
    let codes = QualityRules.all.map { $0.code }
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    for rule in QualityRules.all {
      #expect(rule.code.rawValue.wholeMatch(of: /QC\d{3}/) != nil)
      #expect(rule.settingsGroup == rule.name.prefix(1).lowercased() + rule.name.dropFirst())
      #expect(rule.summary.hasSuffix(".") && rule.chineseSummary.hasSuffix("。"))
      #expect(!rule.chineseName.isEmpty)
      #expect(rule.source.wholeMatch(of: /(H\d|P)\b.*/) != nil)
      #expect(rule.severity != .technical || rule.defaultPoints == 0)
      #expect(QualityRules.rule(rule.code)?.name == rule.name)
    }
  }

  @Test func `the groups are the keys of the settings`() throws {
    let encoded = try JSONEncoder().encode(ConversationSettings())
    let keys = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any]).keys
    let names = ConversationSettings.groups.map(\.groupName)
    #expect(Set(keys) == Set(names))
    #expect(names.count == Set(names).count)
  }

  @Test(arguments: ConversationSettings.groups.map(\.groupName))
  func `a group describes exactly its settings`(name: String) throws {
    let group = try #require(ConversationSettings.groups.first { $0.groupName == name }?.settings)
    let encoded = try JSONEncoder().encode(group.init())
    let values = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(Set(values.keys) == Set(group.descriptions.map(\.key)))
    for description in group.descriptions {
      #expect(!description.reason.isEmpty && !description.source.isEmpty)
      if let value = values[description.key] as? Double {
        let range = try #require(description.range, "\(name).\(description.key) has no range")
        #expect(range.contains(value))
        #expect(hasUnit(description.key), "\(name).\(description.key) has no unit")
      }
    }
  }

  /// Whether a key ends in a unit of the style guide.
  private func hasUnit(_ key: String) -> Bool {
    [
      "Seconds", "DB", "DBFS", "Semitones", "Ratio", "Count", "Points", "SyllablesPerSecond",
      "NatsPerSecond",
    ]
    .contains { key.lowercased().hasSuffix($0.lowercased()) }
  }

  @Test func `settings survive the way through JSON`() throws {
    let settings = ConversationSettings()
    let encoded = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(ConversationSettings.self, from: encoded) == settings)
  }
}
