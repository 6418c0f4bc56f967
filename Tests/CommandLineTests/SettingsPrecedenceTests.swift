import CallTypes
import TestSupport
import Testing

/// Switch, then environment, then settings file, then default (DESIGN.md section 4).
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct SettingsPrecedenceTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls(count: 1) }

  /// The value of `silence.minimumSeconds` that `callsift settings` prints.
  private func value(
    _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> String? {
    let result = try callsift(
      ["settings", "silence.minimumSeconds"] + arguments, environment: environment)
    try #require(result.status == 0, "\(result)")
    return result.lines.last?.split(separator: ":").last.map { $0.trimmingPrefix(" ") }
      .map(String.init)
  }

  private func settingsFile(_ value: Int, as name: String) throws -> String {
    try folder.write("silence:\n  minimumSeconds: \(value)\n", as: name)
  }

  @Test func `each source of settings wins over the weaker ones`() throws {
    #expect(try value() == "1")
    _ = try settingsFile(2, as: "config/callsift/settings.yaml")
    var environment = ["XDG_CONFIG_HOME": folder.path("config")]
    #expect(try value([], environment) == "2")
    environment["CALLSIFT_SETTINGS"] = try settingsFile(3, as: "environment.yaml")
    #expect(try value([], environment) == "3")
    let named = ["--settings", try settingsFile(4, as: "named.yaml")]
    #expect(try value(named, environment) == "4")
    environment["CALLSIFT_SET"] = "silence.minimumSeconds=5 silence.holdSeconds=30"
    #expect(try value(named, environment) == "5")
    #expect(try value(named + ["--set", "silence.minimumSeconds=6"], environment) == "6")
    #expect(try value([], ["HOME": folder.path, "XDG_CONFIG_HOME": ""]) == "1")
    _ = try settingsFile(7, as: ".config/callsift/settings.yaml")
    #expect(try value([], ["HOME": folder.path, "XDG_CONFIG_HOME": ""]) == "7")
  }

  @Test func `a profile is weaker than the settings file and stronger than the defaults`() throws {
    func seconds(
      _ arguments: [String] = [], _ environment: [String: String] = [:]
    ) throws -> String? {
      let result = try callsift(
        ["settings", "deadAir.longSeconds"] + arguments, environment: environment)
      try #require(result.status == 0, "\(result)")
      return result.lines.last
    }
    #expect(try seconds() == "  longSeconds: 10")
    #expect(try seconds(["--profile", "handbook"]) == "  longSeconds: 10")
    #expect(try seconds([], ["CALLSIFT_PROFILE": "lenient"]) == "  longSeconds: 20")
    #expect(
      try seconds(["--profile", "sales"], ["CALLSIFT_PROFILE": "lenient"]) == "  longSeconds: 10")
    let file = try folder.write("deadAir:\n  longSeconds: 15\n", as: "named.yaml")
    let profile = ["--profile", "lenient"]
    #expect(try seconds(profile) == "  longSeconds: 20")
    #expect(try seconds(profile + ["--settings", file]) == "  longSeconds: 15")
    #expect(
      try seconds(profile + ["--settings", file, "--set", "deadAir.longSeconds=12"])
        == "  longSeconds: 12")
  }

  @Test func `the profiles are listed with their reasons, and a mistyped one is answered`() throws {
    let listed = try callsift(["settings", "--profiles"])
    for name in ["handbook", "sales", "lenient"] { #expect(listed.output.contains("# \(name): ")) }
    #expect(listed.output.contains("43:57"))
    let mistyped = try callsift(["rules", "--profile", "sale"])
    #expect(mistyped.status == 2)
    #expect(mistyped.standardError.contains("did you mean sales?"), "\(mistyped)")
  }

  @Test func `the scanned folder's own settings win over the user's, not over a named file`()
    throws
  {
    try folder.write("roles:\n  channels: [agent, customer]\n", as: "callsift.yaml")
    try folder.write("roles:\n  channels: [mixed, mixed]\n", as: "home/callsift/settings.yaml")
    try folder.write("roles:\n  channels: [customer, agent]\n", as: "named.yaml")
    let environment = ["XDG_CONFIG_HOME": folder.path("home")]
    func parties(_ arguments: String...) throws -> [ChannelRole] {
      let result = try callsift(
        ["scan", folder.path, "--format", "jsonl"] + arguments, environment: environment)
      return try #require(try records(of: result).first?.report).channels.map(\.party)
    }
    #expect(try parties() == [.agent, .customer])
    #expect(try parties("--settings", folder.path("named.yaml")) == [.customer, .agent])
    #expect(try parties("--set", "roles.channels=[customer,unknown]") == [.customer, .unknown])
    #expect(try parties("--channels", "unknown,agent") == [.unknown, .agent])
  }

  @Test func `the folder that is scanned twice has one settings file`() throws {
    try folder.write("roles:\n  channels: [agent, customer]\n", as: "callsift.yaml")
    let result = try callsift(["scan", folder.path, folder.path + "/", "--format", "jsonl"])
    #expect(result.status == 0, "\(result)")
  }

  @Test func `two folders with settings of their own are refused`() throws {
    let other = try folderOfCalls(count: 1)
    for place in [folder, other] { try place.write("", as: "callsift.yaml") }
    let result = try callsift(["scan", folder.path, other.path])
    #expect(result.status == 2)
    #expect(result.standardError.contains("--settings"))
  }

  @Test func `a mistake in the folder's settings ends with 2 and names the file's key`() throws {
    try folder.write("silense:\n  minimumSeconds: 3\n", as: "callsift.yaml")
    let result = try callsift(["scan", folder.path])
    #expect(result.status == 2)
    #expect(result.standardError.contains("did you mean silence?"))
    #expect(result.standardError.contains(folder.path("callsift.yaml")))
  }

  @Test(arguments: [
    ("deadAir.longSeconds: 8\n", "deadAir:, and below it, indented, longSeconds:"),
    ("score:\n  weightPoints:\n    QC103: -30\n", "score.weightPoints.QC103"),
  ])
  func `what a settings file cannot say is told with what it could`(
    text: String, hint: String
  ) throws {
    try folder.write(text, as: "callsift.yaml")
    let result = try callsift(["scan", folder.path])
    #expect(result.status == 2 && result.standardError.contains(hint), "\(result)")
  }

  @Test func `a settings file above the scanned folder is told`() throws {
    try folder.write(CallBytes.mono().bytes, as: "sub/call.wav")
    try folder.write("deadAir:\n  longSeconds: 8\n", as: "callsift.yaml")
    let below = try callsift(["scan", folder.path("sub")])
    #expect(below.standardError.contains("settings from \(folder.path("callsift.yaml"))"))
    #expect(try !callsift(["scan", folder.path]).standardError.contains("settings from"))
  }

  @Test func `format, roles, language and jobs may come from the environment`() throws {
    let environment = [
      "CALLSIFT_FORMAT": "jsonl", "CALLSIFT_CHANNELS": "agent,customer", "CALLSIFT_JOBS": "1",
    ]
    let result = try callsift(["scan", folder.path], environment: environment)
    let report = try #require(try records(of: result).first?.report)
    #expect(report.channels.map(\.party) == [.agent, .customer])
    let table = try callsift(["scan", folder.path, "--format", "rttm"], environment: environment)
    #expect(table.output.hasPrefix("SPEAKER"))
    let chinese = try callsift(["rules"], environment: ["CALLSIFT_LANG": "zh"])
    #expect(chinese.output.contains("冷场"))
    let english = try callsift(["rules", "--lang", "en"], environment: ["CALLSIFT_LANG": "zh"])
    #expect(!english.output.contains("冷场"))
  }

  @Test(arguments: [
    ("CALLSIFT_FORMAT", "jsnol"), ("CALLSIFT_CHANNELS", "agent,client"), ("CALLSIFT_JOBS", "many"),
    ("CALLSIFT_LANG", "fr"), ("CALLSIFT_SET", "a.b=1"), ("CALLSIFT_SETTINGS", "/nonexistent"),
  ])
  func `a mistake in the environment ends with 2`(name: String, value: String) throws {
    let result = try callsift(["scan", folder.path], environment: [name: value])
    #expect(result.status == 2, "\(result)")
    #expect(!result.standardError.isEmpty)
  }

  @Test(arguments: ["LANG", "LC_ALL", "LC_MESSAGES"])
  func `the language follows the locale`(name: String) throws {
    let result = try callsift(["scan", folder.path], environment: [name: "zh_CN.UTF-8"])
    let english = try callsift(["scan", folder.path], environment: [name: "en_US.UTF-8"])
    #expect(result.output != english.output)
    #expect(try callsift(["scan", folder.path, "--lang", "zh"]).output == result.output)
  }
}
