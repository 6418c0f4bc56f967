internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation
internal import SystemPackage

/// `callsift merge`: the stores of many processes as one.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: Message("help.merge").onTerminal,
    discussion: """
      \(Message("help.merge.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift merge part-*.sqlite --store all.sqlite
      """)

  @Argument(help: .of(Message("help.merge.stores"), "file"))
  var stores: [String]

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  func run() throws {
    for other in stores where !exists(filePath(ofArgument: other)) {
      throw CommandFailure(.usage, Message("command.doesNotExist", .text(other)))
    }
    guard let opened = try store.open(isQuiet: true) else {
      throw CommandFailure(.usage, Message("command.doesNotExist", "--store none"))
    }
    if stores.contains(where: { isSameFile($0, opened.file) }) {
      throw CommandFailure(.usage, Message("store.mergeItself", .text(opened.file)))
    }
    do throws(CallStoreError) {
      let summary = try opened.merge(stores)
      print(
        Message(
          "store.merged", "\(summary.sourceCount)", "\(stores.count)", .text(opened.file),
          "\(summary.addedCount)", "\(summary.replacedCount)", "\(summary.knownCount)"
        ).text(in: TerminalLanguage.current))
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// `callsift stats`: what a store counts.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: Message("help.stats").onTerminal)

  @Flag(help: .of(Message("help.json")))
  var json = false

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  func run() throws {
    let opened = try store.openExisting()
    let found: StoreStatistics
    do throws(CallStoreError) { found = try opened.statistics() } catch {
      throw CommandFailure(error)
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(found), as: UTF8.self))
      return
    }
    let hours = (found.audioSeconds / 36).rounded() / 100
    let points = found.meanPoints.map { "\(($0 * 10).rounded() / 10)" } ?? "–"
    print(
      Message(
        "store.counts", .text(opened.file), "\(found.callCount)", "\(hours) h",
        "\(found.requiredCount)", .text(points), "\(found.failureCount)", "\(found.claimedCount)"
      ).text(in: TerminalLanguage.current))
    for (code, count) in found.flaggedCounts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
    {
      print("  \(code)  \(count)")
    }
  }
}

/// `callsift export`: the reports of a store as files.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: Message("help.export").onTerminal,
    discussion: """
      \(Message("help.export.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift export --format csv --output calls.csv
        callsift export --format jsonl --by-date --output archive
        callsift export --format parquet --output calls.parquet
        callsift export --format agent-history --output agents.json
      """)

  private static let formats: [any ReportFormat.Type] = [JSONLinesFormat.self, CSVFormat.self]
  /// No format of a scan: a table is made of all rows at once.
  private static let parquet = "parquet"
  /// How agents speak, for `--agent-history`.
  private static let agentHistory = "agent-history"
  private static let formatNames =
    (formats.map { $0.name } + [parquet, agentHistory]).joined(separator: ", ")

  @Option(
    name: .customLong("format"),
    help: .of(Message("help.oneOfThese", .text(Self.formatNames)), "name"))
  var formatName = JSONLinesFormat.name

  @Option(
    name: [.customShort("o"), .customLong("output")], help: .of(Message("help.output"), "path"))
  var output: String?

  @Flag(help: .of(Message("help.export.byDate", "callDate=2026-01-31")))
  var byDate = false

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  func validate() throws {
    if byDate && output == nil { throw ValidationError(Message("store.byDateWhere")) }
    if formatName == Self.agentHistory {
      if byDate { throw ValidationError(Message("store.historyNotByDate")) }
    } else if formatName == Self.parquet {
      if output == nil { throw ValidationError(Message("store.parquetWhere")) }
    } else if !Self.formats.contains(where: { $0.name == formatName }) {
      throw ValidationError(
        Message("command.noFormat", .text(formatName), .text(Self.formatNames)))
    }
  }

  func run() throws {
    let format = Self.formats.first { $0.name == formatName } ?? JSONLinesFormat.self
    let opened = try store.openExisting()
    let folder = output.map(filePath)
    do {
      if formatName == Self.parquet, let folder { return try exportTable(of: opened, to: folder) }
      if formatName == Self.agentHistory { return try exportHistory(of: opened, to: folder) }
      var exported = ExportedFile()
      if !byDate {
        try exported.open(try folder.map(OutputSink.file) ?? .standardOutput(), format)
      }
      try opened.readOutcomes { stored in
        if byDate, let folder { try exported.turn(to: stored.day, below: folder, format) }
        try exported.receiver?.receive(stored.outcome)
      }
      try exported.close()
    } catch let error as CallStoreError {
      throw CommandFailure(error)
    }
  }

  /// Freezes how the agents of a store speak.
  private func exportHistory(of store: CallStore, to place: FilePath?) throws {
    var histories = AgentHistories()
    try store.readOutcomes {
      if case .report(let report) = $0.outcome { histories.add(report) }
    }
    let sink = try place.map(OutputSink.file) ?? .standardOutput()
    try sink.write(AgentHistoryFile(histories).text())
    try sink.finish()
    let callCount = histories.habits.values.reduce(0) { $0 + $1.count }
    StandardError.tell(
      Message("store.historyOf", "\(callCount)", "\(histories.habits.count)"))
  }

  private func exportTable(of store: CallStore, to place: FilePath) throws {
    var table = try ParquetTable()
    do {
      if !byDate { try table.begin(place) }
      try store.readOutcomes { try table.add($0, at: place, byDate: byDate) }
    } catch {
      table.removeTraces()
      throw error
    }
    try table.finish()
  }
}

/// The file that an export is at.
private struct ExportedFile {
  private(set) var receiver: StreamReceiver?
  private var folderName: String?

  /// Ends the file of another day: days come one after the other, and last what has none.
  mutating func turn(
    to day: String?, below folder: FilePath, _ format: any ReportFormat.Type
  ) throws {
    // Hive's name for rows without a value.
    let name = "callDate=" + (day ?? "__HIVE_DEFAULT_PARTITION__")
    if name == folderName { return }
    try close()
    let own = folder.appending(name)
    try CallFile.createFolder(own)
    try open(try OutputSink.file(own.appending("calls.\(format.fileExtension)")), format)
    folderName = name
  }

  mutating func open(_ sink: OutputSink, _ format: any ReportFormat.Type) throws {
    let opened = StreamReceiver(writer: format.makeWriter(Presentation()), sink: sink)
    try opened.begin()
    receiver = opened
  }

  mutating func close() throws {
    try receiver?.finish(ScanSummary())
    receiver = nil
  }
}

/// Whether two paths lead to one file.
private func isSameFile(_ first: String, _ second: String) -> Bool {
  var (one, other) = (stat(), stat())
  guard stat(first, &one) == 0, stat(second, &other) == 0 else { return false }
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino
}
