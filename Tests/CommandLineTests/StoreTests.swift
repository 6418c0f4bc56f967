import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct StoreTests {
  private func scan(
    _ folder: ScratchFolder, _ arguments: [String] = [], store: String? = "",
    format: String = "jsonl"
  ) throws -> ProgramResult {
    // An empty value is that of nobody who named a store.
    try callsift(
      ["scan", ".", "--format", format] + arguments, environment: ["CALLSIFT_STORE": store ?? ""],
      in: folder.path)
  }

  @Test(arguments: ["jsonl", "json", "csv", "table"])
  func `a second scan gives the same output and says that it listened to nothing`(
    format: String
  ) throws {
    let folder = try folderOfCalls(count: 3, withBadFiles: true)
    let first = try scan(folder, format: format)
    #expect(first.status == 3, "\(first)")
    #expect(try folder.names().contains("callsift.sqlite"))
    #expect(!first.standardError.contains("already done"))
    let second = try scan(folder, format: format)
    #expect(second.status == 3)
    #expect(second.standardOutput == first.standardOutput)
    #expect(second.standardError.contains("5 of 5 calls were already done"), "\(second)")
    #expect(try scan(folder, ["--quiet"], format: format).standardOutput == first.standardOutput)
  }

  @Test func `a copy is no call that was done before`() throws {
    let folder = try folderOfCalls(count: 2)
    let content = try Data(contentsOf: URL(fileURLWithPath: folder.path("call0.wav")))
    try folder.write([UInt8](content), as: "copy.wav")
    let first = try scan(folder)
    #expect(first.standardError.contains("1 of 3 recordings have the same content"), "\(first)")
    #expect(!first.standardError.contains("already done"))
    let second = try scan(folder)
    #expect(!second.standardError.contains("same content"), "\(second)")
    #expect(second.standardError.contains("3 of 3 calls were already done"))
    #expect(second.standardOutput == first.standardOutput)
  }

  @Test func `started without standard output, a scan writes into no file that it opened`() throws {
    let folder = try folderOfCalls(count: 3)
    let program = try #require(CallSiftProgram.path)
    let closed = try run(
      "/bin/sh", ["-c", "'\(program)' scan . --format jsonl --store s.sqlite >&-"],
      in: folder.path)
    #expect(closed.status == 1, "\(closed)")
    #expect(closed.standardError.contains("the output cannot be written"), "\(closed)")
    let whole = try scan(folder, ["--store", "none"])
    #expect(try scan(folder, ["--store", "s.sqlite"]).standardOutput == whole.standardOutput)
  }

  @Test func `with force all is listened to again`() throws {
    let folder = try folderOfCalls(count: 2)
    let first = try scan(folder)
    let forced = try scan(folder, ["--force"])
    #expect(forced.standardOutput == first.standardOutput)
    #expect(!forced.standardError.contains("already done"))
  }

  @Test func `without a store nothing is left behind`() throws {
    let folder = try folderOfCalls(count: 1)
    let before = try folder.names()
    #expect(try scan(folder, ["--store", "none"]).status == 0)
    #expect(try scan(folder, store: "none").status == 0)
    #expect(try scan(folder, ["--dry-run"]).status == 0)
    #expect(try folder.names() == before)
  }

  @Test(arguments: [
    ("store.txt", "is no store"), ("later.sqlite", "later version"), ("cut.sqlite", "damaged"),
    ("sealed.sqlite", "may not be written"), ("missing/x.sqlite", "cannot be opened"),
  ])
  func `a store that cannot be used ends the scan with its reason and stays as it is`(
    name: String, reason: String
  ) throws {
    let folder = try folderOfCalls(count: 2)
    #expect(try scan(folder).status == 0)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("callsift.sqlite"))))
    try folder.write("a letter about something else altogether", as: "store.txt")
    var later = whole
    later.replaceSubrange(60..<64, with: [0, 0, 0, 99])  // user_version, sqlite.org/fileformat.html
    try folder.write(later, as: "later.sqlite")
    try folder.write(Array(whole.prefix(whole.count / 2)), as: "cut.sqlite")
    try folder.write(whole, as: "sealed.sqlite")
    #expect(chmod(folder.path("sealed.sqlite"), 0o444) == 0)
    let before = try? Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
    let result = try scan(folder, ["--store", name])
    #expect(result.status == 1, "\(result)")
    #expect(result.output.isEmpty)
    #expect(result.standardError.contains(reason), "\(result)")
    #expect((try? Data(contentsOf: URL(fileURLWithPath: folder.path(name)))) == before)
  }

  @Test func `a locked store ends the scan with 11`() throws {
    let folder = try folderOfCalls(count: 1)
    #expect(try scan(folder).status == 0)
    // POSIX locks as SQLite takes them: an exclusive one on the bytes of its lock page.
    let locker = try lockedStore(folder.path("callsift.sqlite"))
    defer { locker.terminate() }
    let result = try scan(folder, ["--force"])
    #expect(result.status == 11, "\(result)")
    #expect(result.standardError.contains("locked by another process"))
  }

  /// Another process that holds the store for itself.
  private func lockedStore(_ path: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1], isolation_level=None)
      store.execute("BEGIN EXCLUSIVE")
      print("locked", flush=True)
      sys.stdin.read()
      """, path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = Pipe()
    try process.run()
    #expect(try output.fileHandleForReading.read(upToCount: 7) == Data("locked\n".utf8))
    return process
  }

  @Test func `killed at several moments and run again, a scan gives the output of one run`() throws
  {
    let folder = try folderOfCalls(count: 40)
    let whole = try scan(folder, ["--store", "none"])
    #expect(whole.lines.count == 40)
    for milliseconds in [40, 90, 140, 200, 260, 330, 400] {
      let killed = try run(
        "/usr/bin/timeout",
        [
          "--signal=KILL", "\(Double(milliseconds) / 1000)", try #require(CallSiftProgram.path),
          "scan", ".", "--format", "jsonl", "--store", "kill.sqlite", "--output", "killed.jsonl",
        ], in: folder.path)
      #expect([0, 124, 137].contains(killed.status) || killed.signal == SIGKILL, "\(killed)")
    }
    let resumed = try scan(folder, ["--store", "kill.sqlite"])
    #expect(resumed.status == 0, "\(resumed)")
    #expect(resumed.standardOutput == whole.standardOutput)
    let again = try scan(folder, ["--store", "kill.sqlite"])
    #expect(again.standardError.contains("40 of 40"))
  }

  @Test func `eight processes on one store do each file once, and each delivers all`() throws {
    let folder = try folderOfCalls(count: 24)
    let whole = try scan(folder, ["--store", "none"])
    let results = try Parallel.map(0..<8) { _ in
      try scan(folder, ["--store", "shared.sqlite", "--jobs", "1"])
    }
    var storedCount = 0
    for result in results {
      #expect(result.status == 0, "\(result)")
      #expect(result.standardOutput == whole.standardOutput)
      let told = result.standardError.firstMatch(of: /(\d+) of 24 calls/)
      storedCount += told.flatMap { Int($0.output.1) } ?? 0
    }
    #expect(storedCount == 7 * 24)
  }
}

/// Runs children at the same time, each waited for by a thread of its own.
private enum Parallel {
  static func map<Value: Sendable>(
    _ range: Range<Int>, _ work: @escaping @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let results = Results<Value>(count: range.count)
    DispatchQueue.concurrentPerform(iterations: range.count) { index in
      results.set(index, Result { try work(range.lowerBound + index) })
    }
    return try results.all().map { try $0.get() }
  }
}

/// Results by their place. `@unchecked Sendable`: all access is under the lock.
private final class Results<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Result<Value, any Error>?]

  init(count: Int) { values = Array(repeating: nil, count: count) }

  func set(_ index: Int, _ value: Result<Value, any Error>) {
    lock.withLock { values[index] = value }
  }

  func all() -> [Result<Value, any Error>] { lock.withLock { values.compactMap(\.self) } }
}
