import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct StoreTransferCommandTests {
  private func sorted(_ result: ProgramResult) -> [String] { result.lines.sorted() }

  @Test func `the merged stores of all shards hold what one run finds`() throws {
    let folder = try folderOfCalls(count: 5, withBadFiles: true)
    let whole = try callsift(["scan", ".", "--format", "jsonl"], in: folder.path)
    let stores = (1...3).map { "part-\($0).sqlite" }
    for (index, store) in stores.enumerated() {
      let shard = try callsift(
        ["scan", ".", "--shard", "\(index + 1)/3", "--format", "jsonl", "--store", store],
        in: folder.path)
      #expect([0, 3].contains(shard.status), "\(shard)")
    }
    let merge = try callsift(["merge"] + stores + ["--store", "all.sqlite"], in: folder.path)
    #expect(merge.status == 0, "\(merge)")
    #expect(merge.output.hasPrefix("7 recordings of 3 stores are in all.sqlite: 7 new"), "\(merge)")
    let export = try callsift(["export", "--store", "all.sqlite"], in: folder.path)
    #expect(sorted(export) == sorted(whole))
    let resumed = try callsift(
      ["scan", ".", "--format", "jsonl", "--store", "all.sqlite"], in: folder.path)
    #expect(resumed.standardOutput == whole.standardOutput)
    #expect(resumed.standardError.contains("7 of 7 calls were already done"), "\(resumed)")
  }

  @Test func `an export by date has a folder per day`() throws {
    let folder = try folderOfCalls(count: 4, withBadFiles: true)
    let lines = [
      #"{"path": "call0.wav", "metadata": {"startTime": "2026-01-31T23:30:00+08:00"}}"#,
      #"{"path": "call1.wav", "metadata": {"startTime": "2026-02-01"}}"#,
      #"{"path": "call2.wav", "metadata": {"startTime": "../../yesterday"}}"#,
      #"{"path": "call3.wav"}"#, #"{"path": "bad-text.wav"}"#,
    ]
    try folder.write(lines.joined(separator: "\n"), as: "manifest.jsonl")
    let store = ["--store", "s.sqlite"]
    let scan = try callsift(
      ["scan", "--manifest", "manifest.jsonl", "--format", "jsonl"] + store, in: folder.path)
    let export = try callsift(["export", "--by-date", "-o", "out"] + store, in: folder.path)
    #expect(export.status == 0 && export.output.isEmpty, "\(export)")
    let days = ["2026-01-31", "2026-02-01", "__HIVE_DEFAULT_PARTITION__"]
    #expect(try folder.names(in: "out").sorted() == days.map { "callDate=\($0)" })
    let written = try days.map {
      try folder.text("out/callDate=\($0)/calls.jsonl").split(separator: "\n").map(String.init)
    }
    #expect(written.map(\.count) == [1, 1, 3])
    #expect(written.flatMap(\.self).sorted() == sorted(scan))
    let csv = try callsift(["export", "--format", "csv", "-o", "c.csv"] + store, in: folder.path)
    #expect(csv.status == 0, "\(csv)")
    #expect(try folder.text("c.csv").components(separatedBy: "\r\n").count == 7)
  }

  @Test func `without DuckDB an export as Parquet says what is missing`() throws {
    let folder = try folderOfCalls(count: 1)
    _ = try callsift(["scan", ".", "--store", "s.sqlite"], in: folder.path)
    let result = try callsift(
      ["export", "--format", "parquet", "-o", "c.parquet", "--store", "s.sqlite"],
      environment: ["PATH": folder.path], in: folder.path)
    #expect(result.status == 1, "\(result)")
    #expect(result.standardError.contains("pip install duckdb"), "\(result)")
    #expect(try folder.names().filter { !$0.hasPrefix("s.sqlite") } == ["call0.wav"])
  }

  @Test func `stats counts for people and for programs`() throws {
    let folder = try folderOfCalls(count: 2, withBadFiles: true)
    _ = try callsift(["scan", ".", "--store", "s.sqlite"], in: folder.path)
    let text = try callsift(["stats", "--store", "s.sqlite"], in: folder.path)
    #expect(text.output.hasPrefix("s.sqlite: 2 calls"), "\(text)")
    let json = try JSONValue(
      parsing: try callsift(["stats", "--json", "--store", "s.sqlite"], in: folder.path).output)
    #expect(json["callCount"] == .number(2) && json["failureCount"] == .number(2))
  }

  @Test(arguments: [
    ["merge"], ["merge", "missing.sqlite", "--store", "all.sqlite"],
    ["merge", "s.sqlite", "--store", "./s.sqlite"], ["merge", "s.sqlite", "--store", "none"],
    ["export", "--store", "missing.sqlite"], ["export", "--by-date", "--store", "s.sqlite"],
    ["export", "--format", "elan", "--store", "s.sqlite"],
    ["export", "--format", "parquet", "--store", "s.sqlite"],
    ["stats", "--store", "missing.sqlite"],
  ])
  func `a mistake is told and leaves nothing behind`(arguments: [String]) throws {
    let folder = try folderOfCalls(count: 1)
    _ = try callsift(["scan", ".", "--store", "s.sqlite"], in: folder.path)
    let result = try callsift(arguments, in: folder.path)
    #expect(result.status == 2 && !result.standardError.isEmpty, "\(result)")
    let names = try folder.names().filter { !$0.hasPrefix("s.sqlite") }
    #expect(names == ["call0.wav"])
  }
}
