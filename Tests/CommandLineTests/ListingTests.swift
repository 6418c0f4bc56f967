import CallFormats
import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct ListingTests {
  @Test func `every rule is listed with code and name, in both languages`() throws {
    let (english, chinese) = (try callsift(["rules"]), try callsift(["rules", "--lang", "zh"]))
    #expect(english.status == 0)
    for rule in QualityRules.all {
      #expect(english.output.contains(rule.code.rawValue))
      #expect(english.output.contains(rule.name))
      #expect(chinese.output.contains(rule.chineseName))
    }
    #expect(english.lines.count == QualityRules.all.count + 1)
  }

  @Test func `every format is explained in Chinese`() throws {
    let chinese = try callsift(["formats", "--lang", "zh"])
    let english = try callsift(["formats"])
    for summary in ReportFormats.all.map({ $0.summary }) + AnnotationFormats.all.map({ $0.summary })
    {
      #expect(english.output.contains(summary))
      #expect(!chinese.output.contains(summary))
    }
  }

  @Test(arguments: QualityRules.all.map { $0.code.rawValue })
  func `a rule is explained by code or name, with its settings and source`(code: String) throws {
    let rule = try #require(QualityRules.all.first { $0.code.rawValue == code })
    for name in [code, code.lowercased(), rule.name] {
      let result = try callsift(["rules", name])
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("\(code) \(rule.name)"))
      #expect(result.output.contains(rule.summary))
      #expect(result.output.contains(rule.source))
      #expect(result.output.contains("  \(rule.settingsGroup)."))
    }
  }

  @Test func `dead air is explained with its thresholds`() throws {
    let result = try callsift(["rules", "QC103", "--set", "deadAir.longSeconds=12"])
    #expect(result.output.contains("deadAir.longSeconds = 12 s"), "\(result)")
  }

  @Test func `every listing is valid JSON when asked for`() throws {
    let rules = try JSONValue(parsing: try callsift(["rules", "--json"]).output)
    #expect(rules["0"]?["code"] == .string(QualityRules.all[0].code.rawValue))
    let formats = try JSONValue(parsing: try callsift(["formats", "--json"]).output)
    #expect(formats["outputs"]?["0"]?["name"] == .string("table"))
    let settings = try JSONValue(parsing: try callsift(["settings", "--json"]).output)
    #expect(settings["0"]?["group"] != nil)
  }

  @Test func `formats lists every output and how to read the common recordings`() throws {
    let output = try callsift(["formats"]).output
    for format in ReportFormats.all { #expect(output.contains("\n  \(format.name) ")) }
    for name in ["wav", "mp3", "flac", "opus", "amr", "m4a", "gsm"] {
      #expect(output.contains(name))
    }
  }

  @Test func `the printed settings are a settings file that changes nothing`() throws {
    let folder = try ScratchFolder()
    let printed = try callsift(["settings"])
    #expect(printed.status == 0)
    try folder.write(printed.output, as: "all.yaml")
    let checked = try callsift(["settings", "--check", folder.path("all.yaml")])
    #expect(checked.status == 0, "\(checked)")
    let again = try callsift(["settings", "--settings", folder.path("all.yaml")])
    #expect(again.output == printed.output)
  }

  @Test func `changed settings are printed as changed, and can be fed back`() throws {
    let folder = try ScratchFolder()
    let printed = try callsift(
      [
        "settings", "--set", "roles.channels=[agent, customer]", "--set",
        "silence.minimumSeconds=2.5",
      ])
    try folder.write(printed.output, as: "all.yaml")
    let again = try callsift(["settings", "--settings", folder.path("all.yaml")])
    #expect(again.output == printed.output)
    #expect(printed.output.contains("minimumSeconds: 2.5"))
    #expect(printed.output != (try callsift(["settings"]).output))
  }

  @Test(arguments: [
    ("silense:\n", "did you mean silence?"), ("silence: 3\n", "a group"), ("a: [\n", "YAML"),
    ("silence:\n  minimumSeconds: 1000\n", "between"),
  ])
  func `a settings file with a mistake is refused by the check`(
    yaml: String, hint: String
  ) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(yaml, as: "my.yaml")
    let result = try callsift(["settings", "--check", path])
    #expect(result.status == 2, "\(result)")
    #expect(result.standardError.contains(hint), "\(result)")
    #expect(result.output.isEmpty)
  }

  @Test func `settings of one group are printed alone`() throws {
    let result = try callsift(["settings", "silence"])
    #expect(result.lines.first == "silence:" || result.output.contains("\nsilence:"))
    #expect(!result.output.contains("\npitch:"))
  }
}
