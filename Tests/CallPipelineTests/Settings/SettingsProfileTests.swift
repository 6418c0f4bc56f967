import CallTypes
import ConversationAnalysis
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct SettingsProfileTests {
  private func load(_ profile: SettingsProfile) throws -> CallSiftSettings {
    try loadSettings(from: SettingsSources(profile: profile))
  }

  @Test func `the handbook is the defaults`() throws {
    #expect(try load(try SettingsProfile.named("handbook")) == CallSiftSettings())
  }

  @Test func `sales aims at 43 to 57, as far to both sides as the handbook`() throws {
    let limits = try load(try SettingsProfile.named("sales")).conversation.talkRatioOutOfBand
    let handbook = CallSiftSettings().conversation.talkRatioOutOfBand
    #expect(abs((limits.minimumCustomerRatio + limits.maximumCustomerRatio) / 2 - 0.43) < 1e-9)
    let widths = [limits, handbook].map { $0.maximumCustomerRatio - $0.minimumCustomerRatio }
    #expect(abs(widths[0] - widths[1]) < 1e-9)
  }

  @Test(arguments: SettingsProfile.all)
  func `a profile is valid, and changes what it names and nothing else`(
    profile: SettingsProfile
  ) throws {
    let (tree, defaults) = (try load(profile).tree(), CallSiftSettings().tree())
    let changed = Set(profile.changes.map(\.setting))
    #expect(changed.count == profile.changes.count)
    for (group, type) in CallSiftSettings.groups {
      for description in type.descriptions {
        let path = "\(group).\(description.key)"
        let place = [group, description.key][...]
        let isEqual = tree[place] == defaults[place]
        #expect(isEqual != changed.contains(path), "\(path)")
      }
    }
  }

  @Test(arguments: SettingsProfile.all, Language.allCases)
  func `a profile and each of its changes has a reason in every language`(
    profile: SettingsProfile, language: Language
  ) {
    for message in [profile.summary] + profile.changes.map(profile.reason) {
      #expect(message.text(in: language) != message.key)
    }
  }

  @Test(arguments: SettingsProfile.all, Language.allCases)
  func `the profile's file text is the profile`(
    profile: SettingsProfile, language: Language
  ) throws {
    let folder = try ScratchFolder()
    let file = FilePath(try folder.write(profile.fileText(in: language), as: "profile.yaml"))
    #expect(try loadSettings(from: SettingsSources(file: file)) == (try load(profile)))
  }

  /// Defaults, profile, file, assignments: each stronger than the one before.
  @Test func `a profile is weaker than the file and stronger than the defaults`() throws {
    let folder = try ScratchFolder()
    var sources = SettingsSources(profile: try SettingsProfile.named("lenient"))
    #expect(try loadSettings(from: sources).conversation.deadAir.longSeconds == 20)
    let yaml = "deadAir:\n  longSeconds: 15\n"
    sources.file = FilePath(try folder.write(yaml, as: "callsift.yaml"))
    let settings = try loadSettings(from: sources)
    #expect(settings.conversation.deadAir.longSeconds == 15)
    #expect(settings.conversation.deadAir.repeatedSeconds == 10)
    sources.assignments = ["deadAir.longSeconds=12"]
    #expect(try loadSettings(from: sources).conversation.deadAir.longSeconds == 12)
  }

  @Test func `an unknown profile is refused with the nearest name`() {
    #expect(
      throws: SettingsError.unknownProfile(
        name: "lenent", nearest: "lenient", names: ["handbook", "sales", "lenient"])
    ) { try SettingsProfile.named("lenent") }
  }

  @Test func `every setting is explained in Chinese`() {
    let texts = Catalogue.of(.chinese).texts
    let paths = CallSiftSettings.groups.flatMap { group in
      group.type.descriptions.map { "\(group.name).\($0.key)" }
    }
    for path in paths { #expect(texts["setting.\(path)"] != nil, "\(path)") }
    let explained = texts.keys.filter { $0.hasPrefix("setting.") }.map { String($0.dropFirst(8)) }
    #expect(Set(explained).subtracting(paths).sorted() == [])
  }
}
