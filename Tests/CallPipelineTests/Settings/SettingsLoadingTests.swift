import CallPipeline
import CallTypes
import ConversationAnalysis
import SystemPackage
import TestSupport
import Testing

struct SettingsLoadingTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Settings of a file with this text, and assignments.
  private func load(_ yaml: String?, set assignments: [String] = []) throws -> CallSiftSettings {
    var sources = SettingsSources(assignments: assignments)
    if let yaml { sources.file = FilePath(try folder.write(yaml, as: "callsift.yaml")) }
    return try loadSettings(from: sources)
  }

  /// The error of loading.
  private func problem(_ yaml: String?, set assignments: [String] = []) -> SettingsError? {
    do {
      _ = try load(yaml, set: assignments)
      return nil
    } catch {
      return error as? SettingsError
    }
  }

  @Test func `without sources the defaults hold`() throws {
    #expect(try load(nil) == CallSiftSettings())
  }

  @Test(arguments: [
    "", "\n\n", "# nothing but a comment\n", "---\n", "silence:\n", "silence: {}\n", "{}\n",
  ])
  func `a file that says nothing changes nothing`(yaml: String) throws {
    #expect(try load(yaml) == CallSiftSettings())
  }

  @Test func `a file changes what it names and leaves the rest`() throws {
    let settings = try load("silence:\n  minimumSeconds: 7.5\nroles:\n  channels: [agent]\n")
    var expected = CallSiftSettings()
    expected.conversation.silence.minimumSeconds = 7.5
    expected.roles.channels = ["agent"]
    #expect(settings == expected)
    #expect(settings != CallSiftSettings())
  }

  @Test func `an assignment wins over the file, and the last of two over the first`() throws {
    let yaml = "silence:\n  minimumSeconds: 7\n"
    let settings = try load(
      yaml, set: ["silence.minimumSeconds=8", "silence.minimumSeconds=9"])
    #expect(settings.conversation.silence.minimumSeconds == 9)
    #expect(try load(yaml).conversation.silence.minimumSeconds == 7)
  }

  @Test func `an assignment of a list replaces the list`() throws {
    let settings = try load(
      "roles:\n  channels: [mixed]\n", set: ["roles.channels=[agent, customer]"])
    #expect(settings.roles.channels == ["agent", "customer"])
    #expect(try load(nil, set: ["roles.channels=[]"]).roles.channels == [])
  }

  @Test func `an unknown key is named with its full path and the nearest one`() {
    #expect(
      problem("silence:\n  minimumSecnods: 4\n")
        == .unknownKey(path: "silence.minimumSecnods", nearest: "silence.minimumSeconds"))
    #expect(problem("silense:\n  x: 4\n") == .unknownKey(path: "silense", nearest: "silence"))
    #expect(problem(nil, set: ["xyzzyxyzzy.x=1"]) == .unknownKey(path: "xyzzyxyzzy", nearest: nil))
    // Gone; what is most like it is something else.
    let gone = "speakers.thirdVoiceNatsPerSecond"
    #expect(problem(nil, set: ["\(gone)=2"]) == .unknownKey(path: gone, nearest: nil))
  }

  @Test func `the message about an unknown key says where and what to do`() throws {
    let text = try #require(problem("silence:\n  minimumSecnods: 4\n")).description
    #expect(text.contains("silence.minimumSecnods"))
    #expect(text.contains("did you mean silence.minimumSeconds?"))
    #expect(text.contains("callsift settings"))
  }

  @Test(arguments: [
    ("silence:\n  minimumSeconds: soon\n", "silence.minimumSeconds"),
    ("silence:\n  minimumSeconds: [4]\n", "silence.minimumSeconds"),
    ("silence:\n  minimumSeconds: true\n", "silence.minimumSeconds"),
    ("silence:\n  minimumSeconds:\n", "silence.minimumSeconds"),
    ("silence: 4\n", "silence"),
    ("roles:\n  channels: agent\n", "roles.channels"),
    ("decoding:\n  maximumChannelCount: 2.5\n", "decoding.maximumChannelCount"),
    ("roles:\n  channels: [1, 2]\n", "roles.channels"),
  ])
  func `a value of another kind is refused with its path`(yaml: String, path: String) throws {
    guard case .wrongKind(let found, let expected, _)? = problem(yaml) else {
      Issue.record("\(String(describing: problem(yaml)))")
      return
    }
    #expect(found == path)
    #expect(expected.text(in: .english) != expected.key)
  }

  @Test func `a file that is one list is refused`() {
    guard case .wrongKind? = problem("- silence\n") else {
      Issue.record("\(String(describing: problem("- silence\n")))")
      return
    }
  }

  @Test(arguments: CallSiftSettings.groups.map(\.name))
  func `both ends of a range are allowed and what lies beyond is refused`(group: String) throws {
    let type = try #require(CallSiftSettings.groups.first { $0.name == group }).type
    for description in type.descriptions {
      guard let range = description.range else { continue }
      let path = "\(group).\(description.key)"
      for value in [range.lowerBound, range.upperBound] {
        #expect(problem(nil, set: ["\(path)=\(value)"]) == nil, "\(path)=\(value)")
      }
      for value in [range.lowerBound - 0.001, range.upperBound + 0.001] {
        guard case .outOfRange(path, _, range)? = problem(nil, set: ["\(path)=\(value)"]) else {
          Issue.record("\(path)=\(value) is accepted")
          continue
        }
      }
    }
  }

  @Test(arguments: CallSiftSettings.groups.map(\.name), [".nan", ".inf", "-.inf"])
  func `a number that is none is refused`(group: String, number: String) throws {
    let type = try #require(CallSiftSettings.groups.first { $0.name == group }).type
    for description in type.descriptions where description.key != "channels" {
      #expect(problem(nil, set: ["\(group).\(description.key)=\(number)"]) != nil)
    }
  }

  @Test(arguments: ["silence.minimumSeconds", "=4", "", "silence.minimumSeconds=[", "a=b: c: d"])
  func `an assignment without key or value is refused as such`(text: String) {
    #expect(problem(nil, set: [text]) == .malformedAssignment(text))
  }

  @Test func `an assignment with nothing behind the equals sign is refused`() {
    #expect(problem(nil, set: ["silence.minimumSeconds="]) != nil)
  }

  @Test func `a file that is no YAML is named`() {
    guard case .malformed(let file, let detail)? = problem("silence: [\n") else {
      Issue.record("a broken file is accepted")
      return
    }
    #expect(file == folder.path("callsift.yaml"))
    #expect(detail.text(in: .english).contains("line"))
  }

  @Test func `a file that is not there is named`() {
    let path = folder.path("missing.yaml")
    #expect(throws: SettingsError.unreadable(file: path, detail: .system(errorNumber: 2))) {
      try loadSettings(from: SettingsSources(file: FilePath(path)))
    }
  }

  @Test func `a word that is no role is refused with the allowed ones`() {
    #expect(
      problem("roles:\n  channels: [agent, client]\n")
        == .unknownValue(
          path: "roles.channels", value: "client",
          allowed: ["agent", "customer", "mixed", "unknown"]))
  }

  @Test(arguments: [
    (
      "custmer", Language.english,
      "--channels is custmer; did you mean customer? "
        + "It has to be one of agent, customer, mixed, unknown, auto"
    ),
    (
      "custmer", .chinese,
      "--channels 的值 custmer 不可用；是否想写 customer？"
        + "只能是下列之一：agent, customer, mixed, unknown, auto"
    ),
    (
      "zzzzzzzz", .english,
      "--channels is zzzzzzzz; it has to be one of agent, customer, mixed, unknown, auto"
    ),
  ])
  func `a misspelt role is refused with what was meant and all that may stand there`(
    word: String, language: Language, text: String
  ) {
    let error = #expect(throws: SettingsError.self) {
      try parseRoles(["agent", word], path: "--channels", others: ["auto"])
    }
    #expect(error?.wording.text(in: language) == text)
  }

  @Test(arguments: [["agent", "agent"], ["customer", "agent", "customer"]])
  func `one party on two channels is refused`(words: [String]) {
    #expect(throws: SettingsError.self) { try parseRoles(words, path: "--channels") }
  }

  @Test func `roles may be written with spaces, and several channels be unknown`() throws {
    #expect(try parseRoles([" agent", "customer "], path: "") == [.agent, .customer])
    #expect(try parseRoles(["unknown", "unknown"], path: "") == [.unknown, .unknown])
  }
}
