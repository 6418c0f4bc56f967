import CallFormats
import CallTypes
import ConversationAnalysis
import Foundation
import TestSupport
import Testing

/// Each sample call's report against `expected.json` beside it.
///
/// `RECORD_SNAPSHOTS=1` writes the files and fails, so that the difference is reviewed like code.
@Suite(
  .enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt),
  .enabled(if: !AudioFixtures.cases.isEmpty, AudioFixtures.absent))
struct GoldenReportTests {
  /// One scan of all sample calls, by call.
  private static let outcomes = Result { () -> [String: ScanRecord] in
    let result = try callsift(["scan", AudioFixtures.path, "--format", "jsonl"])
    return Dictionary(uniqueKeysWithValues: try records(of: result).map { ($0.callId, $0) })
  }

  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

  private func outcome(of name: String) throws -> ScanRecord {
    let recording = try #require(AudioFixtures.recording(in: name))
    return try #require(try Self.outcomes.get()[recording], "\(recording) is not in the scan")
  }

  /// Version and fingerprint change with every release and setting, and would change all files.
  private func goldenText(of record: ScanRecord) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    switch record {
    case .failure(let failure): return text(try encoder.encode(failure))
    case .report(var report):
      report.analysis.version = "0.0.0"
      report.analysis.fingerprint = String(repeating: "0", count: 64)
      return text(try encoder.encode(report))
    }
  }

  private func text(_ json: Data) -> String { String(decoding: json, as: UTF8.self) + "\n" }

  @Test(arguments: AudioFixtures.cases)
  func `a sample call gives the expected report`(name: String) throws {
    let found = try goldenText(of: outcome(of: name))
    let file = URL(fileURLWithPath: "\(AudioFixtures.path)/\(name)/expected.json")
    if Self.isRecording {
      try Data(found.utf8).write(to: file)
      Issue.record(
        "recorded \(file.path): review the difference, then run without RECORD_SNAPSHOTS")
      return
    }
    guard let golden = try? Data(contentsOf: file) else {
      Issue.record("\(file.path) is missing: run with RECORD_SNAPSHOTS=1")
      return
    }
    #expect(firstDifference(found, String(decoding: golden, as: UTF8.self)) == nil)
    let problems = try JSONSchemaValidator(schema: ReportSchema.json)
      .problems(in: String(decoding: golden, as: UTF8.self))
    #expect(problems == [])
  }

  /// The first line that differs, with its number; a whole report would hide it.
  private func firstDifference(_ found: String, _ expected: String) -> String? {
    if found == expected { return nil }
    let (left, right) = (
      found.components(separatedBy: "\n"), expected.components(separatedBy: "\n")
    )
    let line = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }
    guard let line else { return "\(left.count) lines where \(right.count) are expected" }
    return "line \(line.offset + 1): found \(line.element.0), expected \(line.element.1)"
  }

  @Test func `every sample call is in the scan, and nothing else`() throws {
    let recordings = AudioFixtures.cases.compactMap(AudioFixtures.recording)
    #expect(try Self.outcomes.get().keys.sorted() == recordings.sorted())
  }

  private func reports() throws -> [CallReport] {
    try Self.outcomes.get().values.compactMap(\.report)
  }

  @Test func `every rule fires on a sample call`() throws {
    let fired = Set(try reports().flatMap { $0.flags.map(\.code) })
    let silent = QualityRules.all.map { $0.code }.filter { !fired.contains($0) }
    #expect(silent.map(\.rawValue) == [])
  }

  @Test func `every event is found in a sample call`() throws {
    let found = Set(try reports().flatMap { $0.events.map(\.code) })
    #expect(EventCode.allCases.filter { !found.contains($0) }.map(\.rawValue) == [])
  }

  @Test func `every cause of an event is found in a sample call`() throws {
    var found = Set(try reports().flatMap { $0.events.compactMap(\.cause) })
    // A call in two files is no sample call: PairTests make them.
    found.insert(.absent)
    #expect(EventCause.allCases.filter { !found.contains($0) }.map(\.rawValue) == [])
  }
}
