import AudioDecoding
import CallTypes
import Foundation
import TestSupport
import Testing

@testable import CallPipeline

struct CallSiftSettingsTests {
  /// Keys of a group as they are encoded.
  private func encodedKeys(of group: String) -> Set<String> {
    guard case .group(let groups) = CallSiftSettings().tree(),
      case .group(let values)? = groups[group]
    else { return [] }
    return Set(values.keys)
  }

  @Test func `every group of the tree is registered once`() {
    guard case .group(let groups) = CallSiftSettings().tree() else {
      Issue.record("no group")
      return
    }
    let names = CallSiftSettings.groups.map(\.name)
    #expect(names.sorted() == groups.keys.sorted())
  }

  @Test(arguments: CallSiftSettings.groups.map(\.name))
  func `a group's descriptions are its encoded keys`(name: String) throws {
    let type = try #require(CallSiftSettings.groups.first { $0.name == name }).type
    let keys = type.descriptions.map(\.key)
    #expect(Set(keys) == encodedKeys(of: name))
    #expect(keys.count == Set(keys).count)
  }

  @Test(arguments: CallSiftSettings.groups.map(\.name))
  func `every setting has a reason, a source, and a range when it is a number`(
    name: String
  ) throws {
    let type = try #require(CallSiftSettings.groups.first { $0.name == name }).type
    let tree = CallSiftSettings().tree()
    for description in type.descriptions {
      let path = "\(name).\(description.key)"
      #expect(!description.reason.isEmpty, "\(path)")
      #expect(!description.source.isEmpty, "\(path)")
      if case .number(let value)? = tree[[name, description.key][...]] {
        let range = try #require(description.range, "\(path)")
        #expect(range.contains(value), "\(path)")
      }
    }
  }

  @Test func `the canonical text can be read back and gives itself`() throws {
    let text = CallSiftSettings().canonicalText()
    #expect(text == CallSiftSettings().canonicalText())
    let tree = try JSONDecoder().decode(SettingsTree.self, from: Data(text.utf8))
    #expect(tree == CallSiftSettings().tree())
    #expect(try CallSiftSettings(tree: tree) == CallSiftSettings())
    #expect(try CallSiftSettings(tree: tree).canonicalText() == text)
  }

  @Test func `the value of a setting is given as JSON`() {
    #expect(CallSiftSettings().text(ofSetting: "channels", inGroup: "roles") == "[]")
    #expect(CallSiftSettings().text(ofSetting: "maximumChannelCount", inGroup: "decoding") == "32")
    #expect(CallSiftSettings().text(ofSetting: "nothing", inGroup: "roles") == nil)
    #expect(CallSiftSettings().text(ofSetting: "channels", inGroup: "nothing") == nil)
  }

  @Test(arguments: [
    "evaluation.collarSeconds=0.1", "grade.gradeAPoints=90", "watch.settleSeconds=1",
    "delivery.jitterRatio=0",
  ])
  func `the fingerprint does not change with what changes no report`(assignment: String) throws {
    let changed = try loadSettings(from: SettingsSources(assignments: [assignment]))
    #expect(changed != CallSiftSettings())
    #expect(analysisFingerprint(of: changed) == analysisFingerprint(of: CallSiftSettings()))
  }

  @Test(
    arguments: CallSiftSettings.groups.map(\.name).filter {
      !["evaluation", "grade", "watch", "delivery"].contains($0)
    })
  func `the fingerprint changes with any setting of the analysis`(group: String) throws {
    let type = try #require(CallSiftSettings.groups.first { $0.name == group }).type
    let standard = analysisFingerprint(of: CallSiftSettings())
    for description in type.descriptions {
      let path = "\(group).\(description.key)"
      var value: String
      switch CallSiftSettings().tree()[[group, description.key][...]] {
      case .group: value = "{QC103: 1.5}"
      case .flag(let flag): value = "\(!flag)"
      case .text:
        let words = [
          "roles.platform": "generic", "roles.timeZone": "UTC", "roles.recordedLeg": "agent",
          "roles.direction": "inbound",
        ]
        value = words[path] ?? "critical"
      default: value = path == "roles.namePatterns" ? "[x]" : "[unknown]"
      }
      if let range = description.range {
        let standing = CallSiftSettings().text(ofSetting: description.key, inGroup: group)
        let isAtLowest = Double(standing ?? "") == range.lowerBound
        value = "\(isAtLowest ? range.upperBound : range.lowerBound)"
      }
      let changed = try loadSettings(from: SettingsSources(assignments: ["\(path)=\(value)"]))
      #expect(changed != CallSiftSettings(), "\(path)")
      #expect(analysisFingerprint(of: changed) != standard, "\(path)")
    }
  }

  @Test func `the fingerprint is 64 hexadecimal digits and the same each time`() {
    let first = analysisFingerprint(of: CallSiftSettings())
    #expect(first.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    #expect(analysisFingerprint(of: CallSiftSettings()) == first)
  }

  @Test func `the fingerprint does not change with a setting set to its default`() throws {
    for (group, type) in CallSiftSettings.groups {
      for description in type.descriptions {
        let value = try #require(
          CallSiftSettings().text(ofSetting: description.key, inGroup: group))
        let same = try loadSettings(
          from: SettingsSources(assignments: ["\(group).\(description.key)=\(value)"]))
        #expect(analysisFingerprint(of: same) == analysisFingerprint(of: CallSiftSettings()))
      }
    }
  }

  @Test func `the fingerprint does not depend on the external decoder's place`() {
    var settings = CallSiftSettings()
    settings.decoding.externalDecoderProgram = "/opt/ffmpeg"
    #expect(analysisFingerprint(of: settings) == analysisFingerprint(of: CallSiftSettings()))
  }
}
