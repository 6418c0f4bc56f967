internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// Which part of the recordings this process scans.
struct ShardOptions: ParsableArguments {
  @Option(
    name: .customLong("shard"),
    help: .of(
      Message("help.shard", "7/64", "auto", "auto/64", "part-00007-of-00064.jsonl"), "i/n"))
  var text: String?

  /// The shard; `nil` = everything.
  ///
  /// - Throws: `CommandFailure` when it is not clear which one is meant.
  func shard() throws(CommandFailure) -> Shard? {
    guard let text else { return nil }
    do throws(ShardError) {
      return try Shard(parsing: text, environment: ProcessInfo.processInfo.environment)
    } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }
}

/// The files that a shard writes to a folder.
struct ShardFiles {
  let shard: Shard
  let folder: FilePath
  let fingerprint: String

  /// All results of the shard.
  func part(ending: String) -> FilePath { folder.appending("part-\(shard.fileSuffix).\(ending)") }

  /// Written last: who finds it finds the results whole.
  var success: FilePath {
    folder.appending(shard.count == 1 ? "_SUCCESS.json" : "_SUCCESS-\(shard.fileSuffix).json")
  }

  /// Makes the folder, and takes back what an earlier run said of its results.
  func begin() throws(CommandFailure) {
    try CallFile.createFolder(folder)
    _ = success.withPlatformString { unlink($0) }  // there may have been no earlier run
  }

  /// Says that the results are whole.
  func finish(_ summary: ScanSummary) throws {
    let record = ShardRecord(
      audioSeconds: summary.audioSeconds, failureCount: summary.failureCount,
      fingerprint: fingerprint, flaggedCount: summary.flaggedCount,
      reportCount: summary.reportCount, shard: shard.number, shardCount: shard.count,
      version: CallSiftVersion.current)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let sink = try OutputSink.file(success)
    try sink.write(String(decoding: try encoder.encode(record), as: UTF8.self) + "\n")
    try sink.finish()
  }
}

/// What a shard came to, as its last file says.
private struct ShardRecord: Encodable {
  var schema = "callsift.success/1"
  var audioSeconds: Double
  var failureCount: Int
  var fingerprint: String
  var flaggedCount: Int
  var reportCount: Int
  var shard: Int
  var shardCount: Int
  var version: String
}

/// Writes the results of a shard, and at the very end that they are whole.
final class ShardReceiver: OutcomeReceiver {
  private let files: ShardFiles
  private let results: any OutcomeReceiver

  init(files: ShardFiles, results: any OutcomeReceiver) {
    self.files = files
    self.results = results
  }

  func begin() throws { try results.begin() }

  func receive(_ outcome: CallOutcome) throws { try results.receive(outcome) }

  func receive(_ report: EncodedReport) throws { try results.receive(report) }

  func finish(_ summary: ScanSummary) throws {
    try results.finish(summary)
    try files.finish(summary)
  }

  func interrupt(_ summary: ScanSummary) throws { try results.interrupt(summary) }
}
