import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

/// Everything on the terminal in the reader's language.
@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct LanguageTests {
  private let folder: ScratchFolder

  init() throws { folder = try folderOfCalls(withBadFiles: true) }

  /// English words that are neither names of files nor codes, units, switches and products.
  private func leftovers(in text: String) -> [String] {
    let allowed = [
      "dBFS", "dB", "Hz", "callsift", "format", "csv", "jsonl", "channels", "FFmpeg", "WAV", "MP3",
    ]
    let names = text.replacing(/[^\s：（]+\.(wav|WAV|mp3|m4a|flac|ogg|opus|amr|gsm)\b/, with: "")
    let codecs = names.replacing(/[a-z0-9_]+\/[A-Za-z0-9_\-]+ \d+ Hz/, with: "")
    let codes = codecs.replacing(/(EV|QC)\d{3}/, with: "")
    return codes.matches(of: /[A-Za-z][A-Za-z0-9]+/).map { String($0.output) }
      .filter { !allowed.contains($0) }
  }

  @Test(.enabled(if: !AudioFixtures.cases.isEmpty, AudioFixtures.absent))
  func `a scan of the sample calls has no English left in Chinese`() throws {
    let result = try callsift(["scan", AudioFixtures.path, "--lang", "zh", "--quiet"])
    // Names of the sample calls are cut in the middle: take the columns behind them.
    let rows = result.lines.map { line in
      line.replacing(/^ *\d+ +[a-z0-9\-…\/.]+/, with: "").replacing(
        /^ +[a-z0-9\-]+\/[^ ]+/, with: "")
    }
    #expect(leftovers(in: rows.joined(separator: "\n")) == [], "\(result)")
  }

  @Test(.enabled(if: !AudioFixtures.cases.isEmpty, AudioFixtures.absent))
  func `every sample call is inspected without English in Chinese`() throws {
    for name in AudioFixtures.cases {
      guard let recording = AudioFixtures.recording(in: name) else { continue }
      let result = try callsift(
        ["inspect", "\(AudioFixtures.path)/\(recording)", "--lang", "zh"])
      #expect(leftovers(in: result.output) == [], "\(name)")
      let told = result.standardError.replacing(/设置文件 .*/, with: "")
      #expect(leftovers(in: told) == [], "\(name)")
    }
  }

  @Test(arguments: [
    ["scan", "/nonexistent"], ["inspect", "/nonexistent.wav"], ["rules", "QC999"],
    ["rules", "--set", "silense.minimumSeconds=2"], ["rules", "--set", "silence.minimumSeconds=a"],
    ["rules", "--set", "silence.minimumSeconds=9999"], ["rules", "--profile", "lenent"],
    ["settings", "nosuchthing"], ["scan", ".", "--channels", "agent,agent"],
    ["scan", ".", "--channels", "agent,client"], ["scan", ".", "--format", "jsnol"],
    ["scan", ".", "--raw", "rate=x"], ["settings", "--check", "/nonexistent"],
  ])
  func `an error is told in the language that is chosen`(arguments: [String]) throws {
    let chinese = try callsift(arguments + ["--lang", "zh"], in: folder.path).standardError
    let english = try callsift(arguments + ["--lang", "en"], in: folder.path).standardError
    #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(chinese)")
    #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    let byLocale = try callsift(arguments, environment: ["LC_ALL": "zh_CN.UTF-8"], in: folder.path)
    #expect(byLocale.standardError == chinese)
  }

  @Test func `the language of errors follows the switch before the environment`() throws {
    let arguments = ["rules", "QC999"]
    let environment = ["LANG": "zh_CN.UTF-8", "CALLSIFT_LANG": "en"]
    #expect(
      try callsift(arguments, environment: environment).standardError.contains("there is no rule"))
    #expect(
      try callsift(arguments + ["--lang=zh"], environment: environment).standardError
        .contains("没有规则"))
  }

  @Test func `why a file was not read is told in Chinese in the table and on standard error`()
    throws
  {
    let table = try callsift(["scan", folder.path, "--lang", "zh"])
    #expect(table.output.contains("bad-empty.wav  空文件  文件是空的（0 字节）"), "\(table)")
    let lines = try callsift(["scan", folder.path, "--lang", "zh", "--format", "jsonl"])
    #expect(lines.standardError.contains("callsift: bad-empty.wav：空文件：文件是空的"), "\(lines)")
  }

  @Test func `reports are the same in every language`() throws {
    let chinese = try callsift(["scan", folder.path, "--format", "jsonl", "--lang", "zh"])
    let english = try callsift(["scan", folder.path, "--format", "jsonl", "--lang", "en"])
    #expect(chinese.standardOutput == english.standardOutput)
  }

  @Test(arguments: QualityRules.all.map { $0.code.rawValue })
  func `a rule is explained in Chinese with all its settings`(code: String) throws {
    let lines = try callsift(["rules", code, "--lang", "zh"]).lines
    let reasons = lines.filter { $0.hasPrefix("      ") }
    #expect(!reasons.isEmpty)
    for reason in reasons {
      #expect(reason.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(reason)")
    }
  }

  @Test func `settings and formats are listed in Chinese, and the file stays a settings file`()
    throws
  {
    let settings = try callsift(["settings", "--lang", "zh"])
    try folder.write(settings.output, as: "all.yaml")
    let again = try callsift(["settings", "--settings", folder.path("all.yaml")])
    #expect(again.output == (try callsift(["settings"]).output))
    let comments = settings.lines.filter { $0.contains("# ") }
    #expect(
      comments.allSatisfy { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } })
    let formats = try callsift(["formats", "--lang", "zh"])
    #expect(formats.output.contains("可读的录音") && !formats.output.contains("one per call"))
  }
}
