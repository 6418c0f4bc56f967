import CallTypes
import Foundation
import Testing

struct CatalogueTests {
  private static let english = Catalogue.of(.english)

  /// Keys whose English text stands beside the setting that it explains.
  private func isTranslationOnly(_ key: String) -> Bool {
    key.hasPrefix("setting.") || key.hasPrefix("source.")
  }

  private func gaps(of text: String) -> Set<String> {
    Set(text.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
  }

  @Test(arguments: Language.allCases)
  func `every language has every key once`(language: Language) {
    let catalogue = Catalogue.of(language)
    #expect(catalogue.repeatedKeys == [])
    let keys = catalogue.texts.keys.filter { !isTranslationOnly($0) }
    #expect(Set(Self.english.texts.keys).symmetricDifference(keys).sorted() == [])
  }

  @Test(arguments: Language.allCases)
  func `a text fills no gap that the English one does not have`(language: Language) throws {
    for (key, text) in Catalogue.of(language).texts where !isTranslationOnly(key) {
      let known = gaps(of: try #require(Self.english.texts[key]))
      // Chinese leaves out the parser's English words.
      let needed = key == "yaml.at" ? known.subtracting(["2"]) : known
      #expect(gaps(of: text).isSubset(of: known) && gaps(of: text).isSuperset(of: needed), "\(key)")
    }
  }

  /// Keys that stand in the sources as `Message("key"` or `Message.counted("key"`.
  private static let namedKeys: Set<String> = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    let names = (FileManager.default.enumerator(atPath: root.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    let text = names.map { name in
      (try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }.joined()
    let plain = text.matches(of: /Message\(\s*"([\w.]+)"/).map { String($0.output.1) }
    let counted = text.matches(of: /\.counted\(\s*"([\w.]+)"/).flatMap {
      ["\($0.output.1).one", "\($0.output.1).many"]
    }
    return Set(plain + counted)
  }()

  @Test func `every key that the sources name has a text`() {
    #expect(Self.namedKeys.count > 100)
    #expect(Self.namedKeys.filter { Self.english.texts[$0] == nil }.sorted() == [])
  }

  @Test(arguments: Language.allCases)
  func `every word of the report has a name`(language: Language) {
    let texts = Catalogue.of(language).texts
    let parties = ["agent", "customer", "mixed", "channel", "speaker"].map { "party.\($0)" }
    let words =
      ScoreBand.allCases.map { "band.\($0.rawValue)" }
      + FlagSeverity.allCases.map { "severity.\($0.rawValue)" }
      + FailureCode.allCases.map { "failure.\($0.rawValue)" }
      + WarningCode.allCases.map { "warning.\($0.rawValue)" }
      + EventCode.allCases.map { "event.\($0.kind)" }
      + EventCause.allCases.map { "cause.\($0.rawValue)" }
      + EventMeasure.allCases.map { "measure.\($0.rawValue)" }
      + TraceCode.allCases.map { "trace.\($0.rawValue)" }
      + BaselineSource.allCases.map { "baseline.\($0.rawValue)" }
    for key in parties + words { #expect(texts[key]?.isEmpty == false, "\(key)") }
  }

  @Test func `Chinese texts hold no English but names of things`() {
    // Names, units, switches and words that stand in files as they are.
    let allowed = [
      "dBFS", "dB", "Hz", "WAV", "FFmpeg", "ffmpeg", "apt-get", "install", "RIFF", "MPEG",
      "SHA-256", "JSON", "YAML", "NaN", "CallSift", "RTTM", "UEM", "CSV", "SPEAKER", "Praat",
      "TextGrid", "ELAN", "TAB", "Linux", "EV104", "SVG", "NUL", "Markdown", "Schema", "QC103",
      "LC", "ALL", "LANG", "Audacity", "JSONL", "none",
      "Asterisk", "Monitor", "MixMonitor", "FreePBX", "Issabel", "FreeSWITCH", "Amazon", "Connect",
      "Twilio", "Flex", "Vonage", "Voice", "API", "Genesys", "Cloud", "S3", "Verint", "WFO",
      "Verba",
      "Puzzel", "CX", "SIPREC", "RFC", "XML", "UTC", "amazon-connect",
    ]
    let quoted = /--[a-z\-]+( (csv|jsonl|none))?|callsift(\.yaml| [a-z]+)?|[\w\/]+[.=][\w.=,]+/
    let gaps = /`[^`]*`|\{\w+\}|CALLSIFT_\w+|\.json|externalDecoderTimeLimitSeconds/
    let words = [
      "rate", "codec", "channels", "en", "zh", "true", "false", "unknown", "tools", "corpus",
      "auto", "in", "out", "csv", "raw", "metadata",
    ]
    for (key, text) in Catalogue.of(.chinese).texts where !isTranslationOnly(key) {
      let rest = text.replacing(gaps, with: "").replacing(quoted, with: "")
      let left = rest.matches(of: /[A-Za-z][A-Za-z\-0-9]+/).map { String($0.output) }
        .filter { !allowed.contains($0) && !words.contains($0) }
      #expect(left.isEmpty, "\(key): \(left)")
    }
  }
}

struct MessageTests {
  @Test func `gaps are filled in order, with text and with sentences of the same language`() {
    let message = Message("recording.unreadable", .message(Message("unreadable.zeros")))
    #expect(
      message.text(in: .english)
        == "the file begins with nothing but zeros; copy the file again, or check that it is a "
        + "recording")
    #expect(message.text(in: .chinese).hasPrefix("文件开头全是零；"))
  }

  @Test func `braces in an argument stay as they are`() {
    let message = Message("command.noRuleNear", "{1}", "QC103")
    #expect(message.text(in: .english).hasPrefix("there is no rule {1}; did you mean QC103?"))
  }

  @Test func `a key without text, and a gap without argument, stand for themselves`() {
    #expect(Message("no.such.key").text(in: .chinese) == "no.such.key")
    #expect(Message("command.noRule").text(in: .english).hasPrefix("there is no rule {0}"))
  }

  @Test func `a message survives the way through JSON`() throws {
    let message = Message("recording.unreadable", .message(Message("unreadable.zeros")), "text")
    let text = try JSONEncoder().encode(message)
    #expect(try JSONDecoder().decode(Message.self, from: text) == message)
  }

  @Test func `what the system says has words in every language, or its number`() {
    #expect(Message.system(errorNumber: 2).text(in: .english) == "No such file or directory")
    #expect(Message.system(errorNumber: 13).text(in: .chinese) == "权限不够")
    #expect(Message.system(errorNumber: 9999).text(in: .chinese) == "系统错误 9999")
  }

  @Test func `a failure or warning of an older version is read, in English`() throws {
    let old = #"{"code":"empty","message":"the file holds no bytes"}"#
    let failure = try JSONDecoder().decode(FailureDetail.self, from: Data(old.utf8))
    #expect(failure.text(in: .chinese) == "the file holds no bytes")
    let new = FailureDetail(.empty, Message("recording.noBytes"))
    #expect(new.message == new.text(in: .english))
    #expect(new.text(in: .chinese).hasPrefix("文件是空的"))
  }
}

struct TraceStepTests {
  @Test func `a step is told in tenths of a second, with ordinals in words`() {
    let greeting = TraceStep(.greeting, TimeSpan(0.42, 3.08))
    #expect(greeting.text(in: .english) == "greeting 0.4–3.1")
    #expect(greeting.text(in: .chinese) == "问候语 0.4–3.1 秒")
    let wait = TraceStep(.missingWait, [.ordinal: 3, .durationSeconds: 0.2])
    #expect(wait.text(in: .english) == "missing: third wait")
    #expect(wait.text(in: .chinese) == "缺少第三次等待")
    #expect(TraceStep(.shortWait, [.ordinal: 6]).text(in: .english) == "too short: later wait")
  }

  @Test func `manners are told with rates and pauses in percent`() {
    let step = TraceStep(
      .manners,
      [
        .ordinal: 1, .agentSyllablesPerSecond: 6.08, .agentPauseRatio: 0,
        .customerSyllablesPerSecond: 4, .customerPauseRatio: 0.306,
      ])
    #expect(
      step.text(in: .english)
        == "first half: agent 6.1 syllables/s and 0 % pauses, customer 4.0 syllables/s and "
        + "31 % pauses")
    #expect(step.text(in: .chinese) == "第一段：客服 6.1 音节/秒、停顿 0 %，客户 4.0 音节/秒、停顿 31 %")
  }

  @Test func `steps in JSON are codes and numbers, in no language`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(
      decoding: try encoder.encode(TraceStep(.wait, [.durationSeconds: 5.2004])), as: UTF8.self)
    #expect(text == #"{"step":"wait","values":{"durationSeconds":5.2}}"#)
  }
}
