import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct ShardCommandTests {
  private func sortedLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n")).sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func read(_ folder: ScratchFolder, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path(name))))
  }

  private func suffix(_ number: Int, of count: Int) -> String {
    "\(String("0000\(number)".suffix(5)))-of-\(String("0000\(count)".suffix(5)))"
  }

  @Test(arguments: [1, 7, 64])
  func `the union of all shards is one run, byte for byte after sorting`(count: Int) throws {
    let folder = try folderOfCalls(count: 12, withBadFiles: true)
    let scan = ["scan", ".", "--format", "jsonl"]
    let whole = try callsift(scan, in: folder.path)
    #expect(whole.lines.count == 14)
    var union: [UInt8] = []
    var counted = 0
    for number in 1...count {
      let shard = try callsift(
        scan + ["--shard", "\(number)/\(count)", "--output", "out"], in: folder.path)
      #expect([0, 3].contains(shard.status), "\(shard)")
      union += try read(folder, "out/part-\(suffix(number, of: count)).jsonl")
      let success = count == 1 ? "_SUCCESS.json" : "_SUCCESS-\(suffix(number, of: count)).json"
      let record = try JSONValue(
        parsing: String(decoding: try read(folder, "out/\(success)"), as: UTF8.self))
      #expect(record["shard"] == .number(Double(number)))
      for key in ["reportCount", "failureCount"] {
        if case .number(let value) = record[key] { counted += Int(value) }
      }
    }
    #expect(sortedLines(union) == sortedLines(whole.standardOutput))
    #expect(counted == 14)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
    #expect(names.count == 2 * count, "nothing but parts and successes: \(names)")
  }

  @Test func `a shard of the environment is taken only when asked for`() throws {
    let folder = try folderOfCalls(count: 3)
    let environment = ["JOB_COMPLETION_INDEX": "0"]
    let dryRun = ["scan", ".", "--dry-run"]
    #expect(try callsift(dryRun, environment: environment, in: folder.path).lines.count == 3)
    let parts = try ["0", "1"].flatMap { index in
      try callsift(
        dryRun + ["--shard", "auto/2"], environment: ["JOB_COMPLETION_INDEX": index],
        in: folder.path
      ).lines
    }
    #expect(parts.sorted() == ["./call0.wav", "./call1.wav", "./call2.wav"])
    for shard in ["auto", "auto/2", "3/2"] {
      let refused = try callsift(dryRun + ["--shard", shard], in: folder.path)
      #expect(refused.status == 2 && refused.standardError.contains("--shard"), "\(refused)")
    }
  }

  @Test func `a shard that fails leaves no success of an earlier run`() throws {
    let folder = try folderOfCalls(count: 1)
    let scan = ["scan", ".", "--format", "csv", "--shard", "1/1", "--output", "out"]
    #expect(try callsift(scan, in: folder.path).status == 0)
    let success = folder.path("out/_SUCCESS.json")
    #expect(FileManager.default.fileExists(atPath: success))
    // A folder in the place of the part: it cannot be renamed over.
    let part = folder.path("out/part-00001-of-00001.csv")
    try FileManager.default.removeItem(atPath: part)
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)
    #expect(try callsift(scan, in: folder.path).status == 1)
    #expect(!FileManager.default.fileExists(atPath: success))
  }

  @Test func `formats of one file per call are sharded, too`() throws {
    let folder = try folderOfCalls(count: 2)
    for number in 1...2 {
      let shard = try callsift(
        ["scan", ".", "--format", "textgrid", "--shard", "\(number)/2", "--output", "out"],
        in: folder.path)
      #expect(shard.status == 0, "\(shard)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
    #expect(
      names == [
        "_SUCCESS-00001-of-00002.json", "_SUCCESS-00002-of-00002.json", "call0.wav.TextGrid",
        "call1.wav.TextGrid",
      ])
  }
}
