internal import CallFormats
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// A store as Parquet files, by way of DuckDB: the program `duckdb`, or the Python module, as a child.
///
/// Rows go to a file of JSON lines beside the table first, as DuckDB reads whole files.
struct ParquetTable {
  /// A file of rows, and the table that it becomes.
  private struct Part {
    var rows: FilePath
    var unnamed: FilePath
    var table: FilePath
    var sink: OutputSink
  }

  private static let rowLimitBytes = 64_000_000

  private let program: [String]
  private var parts: [Part] = []
  private var folderName: String?

  /// - Throws: `CommandFailure` where there is no DuckDB.
  init() throws(CommandFailure) {
    let script = "import sys, duckdb; duckdb.connect().execute(sys.stdin.read())"
    if Self.works(["duckdb", "-c", "SELECT 1"]) {
      program = ["duckdb", "-batch", "-bail"]
    } else if Self.works(["python3", "-c", "import duckdb"]) {
      program = ["python3", "-c", script]
    } else {
      throw CommandFailure(.failed, Message("store.noDuckDB"))
    }
  }

  /// Adds a row to the table of its day below a folder, or to one table.
  mutating func add(_ stored: StoredOutcome, at place: FilePath, byDate: Bool) throws {
    // Hive's name for rows without a value.
    let name = byDate ? "callDate=" + (stored.day ?? "__HIVE_DEFAULT_PARTITION__") : ""
    if byDate && name != folderName {
      try parts.last?.sink.finish()
      try begin(place.appending(name).appending("calls.parquet"))
      folderName = name
    }
    try parts.last?.sink.write(try RecordRow(stored.outcome, day: stored.day).line())
  }

  /// Begins a table, which stays empty when nothing is added.
  mutating func begin(_ table: FilePath) throws {
    let folder = table.removingLastComponent()
    try CallFile.createFolder(folder)
    let processID = ProcessInfo.processInfo.processIdentifier
    let own = ".\(table.lastComponent?.string ?? "calls").\(processID)"
    let rows = folder.appending(own + ".jsonl")
    parts.append(
      Part(
        rows: rows, unnamed: folder.appending(own + ".part"), table: table,
        sink: try OutputSink.file(rows)))
  }

  /// Has DuckDB make the tables; they get their names at the end, when all are there.
  func finish() throws {
    defer { removeTraces() }
    try parts.last?.sink.finish()
    let statements = parts.map { part in
      """
      COPY (SELECT * FROM read_json(\(quoted(part.rows)), format = 'newline_delimited',
        maximum_object_size = \(Self.rowLimitBytes), columns = {\(Self.columns)}))
      TO \(quoted(part.unnamed)) (FORMAT parquet, COMPRESSION zstd);

      """
    }
    let result = try Self.run(program, input: statements.joined())
    guard result.status == 0 else {
      let reason = result.errors.split(separator: "\n").last.map(String.init) ?? ""
      throw CommandFailure(.failed, Message("store.duckDBFailed", .text(reason.showingControls)))
    }
    for part in parts {
      let status = part.unnamed.withPlatformString { from in
        part.table.withPlatformString { rename(from, $0) }
      }
      guard status == 0 else {
        throw CommandFailure(
          .failed,
          Message(
            "command.writeFailed", .text(displayText(of: part.table)),
            .message(.system(errorNumber: errno))))
      }
    }
  }

  /// Removes what is no table; there may be nothing.
  func removeTraces() {
    for part in parts {
      for path in [part.rows, part.unnamed] { path.withPlatformString { _ = unlink($0) } }
    }
  }

  private static let columns = RecordRow.columns.map { "\($0.0): '\($0.1)'" }
    .joined(separator: ", ")

  private func quoted(_ path: FilePath) -> String {
    "'" + path.string.replacing("'", with: "''") + "'"
  }

  private static func works(_ command: [String]) -> Bool {
    (try? run(command, input: ""))?.status == 0
  }

  private static func run(
    _ command: [String], input: String
  ) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let (given, told) = (Pipe(), Pipe())
    process.standardInput = given
    process.standardOutput = FileHandle.nullDevice
    process.standardError = told
    try process.run()
    // Statements fit a pipe, or the child reads them as they come; what it tells is a line or two.
    signal(SIGPIPE, SIG_IGN)
    try? given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? given.fileHandleForWriting.close()
    let errors = try told.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: errors, as: UTF8.self))
  }
}
