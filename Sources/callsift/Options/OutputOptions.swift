internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// Switches about what is written, and where.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: .of(
      Message(
        "help.oneOf", .text(ReportFormats.all.map { $0.name }.joined(separator: ", ")),
        .text(TableFormat.name)), "name"))
  var formatName: String?

  @Flag(name: .customLong("json"), help: .of(Message("help.shortJSON", "--format json")))
  var isJSON = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: .of(Message("help.output"), "path"))
  var output: String?

  /// The chosen format.
  ///
  /// - Throws: `CommandFailure` for a name that there is none of.
  func format() throws(CommandFailure) -> any ReportFormat.Type {
    let environment = ProcessInfo.processInfo.environment["CALLSIFT_FORMAT"]
    let name = isJSON ? JSONFormat.name : formatName ?? environment ?? TableFormat.name
    if let format = ReportFormats.named(name) { return format }
    let names = ReportFormats.all.map { $0.name }
    let list = Message.Argument.text(names.joined(separator: ", "))
    guard let nearest = nearestName(to: name, among: names) else {
      throw CommandFailure(.usage, Message("command.noFormat", .text(name), list))
    }
    throw CommandFailure(.usage, Message("command.noFormatNear", .text(name), .text(nearest), list))
  }

  /// Takes the outcomes of a shard, in a folder where one is named, else of everything.
  ///
  /// - Throws: `CommandFailure` when the output cannot be opened.
  func receiver(
    format: any ReportFormat.Type, presentation: Presentation, callCount: Int, shard: Shard?,
    fingerprint: String
  ) throws(CommandFailure) -> any OutcomeReceiver {
    guard let shard, let output else {
      return try receiver(format: format, presentation: presentation, callCount: callCount)
    }
    let files = ShardFiles(
      shard: shard, folder: filePath(ofArgument: output), fingerprint: fingerprint)
    try files.begin()
    guard format.scope == .stream else {
      return ShardReceiver(
        files: files,
        results: try receiver(format: format, presentation: presentation, callCount: callCount))
    }
    let sink = try OutputSink.file(files.part(ending: format.fileExtension))
    return ShardReceiver(
      files: files, results: StreamReceiver(writer: format.makeWriter(presentation), sink: sink))
  }

  /// Takes the outcomes in the chosen format.
  ///
  /// - Throws: `CommandFailure` when the output cannot be opened.
  private func receiver(
    format: any ReportFormat.Type, presentation: Presentation, callCount: Int
  ) throws(CommandFailure) -> any OutcomeReceiver {
    switch format.scope {
    case .stream:
      let sink = try output.map { text throws(CommandFailure) in
        try OutputSink.file(filePath(ofArgument: text))
      }
      return StreamReceiver(
        writer: format.makeWriter(presentation), sink: sink ?? .standardOutput())
    case .perCall:
      guard let output else {
        guard callCount <= 1 else {
          throw CommandFailure(.usage, Message("command.onePerCall", .text(format.name)))
        }
        return StreamReceiver(
          writer: format.makeWriter(presentation), sink: .standardOutput())
      }
      return FolderReceiver(
        format: format, presentation: presentation, folder: filePath(ofArgument: output))
    }
  }
}

/// Takes what becomes of the calls, one after the other.
protocol OutcomeReceiver: AnyObject {
  /// Before the first outcome.
  func begin() throws
  /// An outcome.
  func receive(_ outcome: CallOutcome) throws
  /// A report that is JSON already; only from formats that take those (`takesEncodedReports`).
  func receive(_ report: EncodedReport) throws
  /// After the last outcome.
  func finish(_ summary: ScanSummary) throws
  /// Instead of `finish`, when the scan was interrupted: shows what there is where that is useful.
  func interrupt(_ summary: ScanSummary) throws
}

extension OutcomeReceiver {
  func receive(_ report: EncodedReport) throws {
    preconditionFailure("a receiver is given encoded reports only when its format takes them")
  }
}

/// Writes all calls to one output.
final class StreamReceiver: OutcomeReceiver {
  private var writer: any ReportWriter
  private let sink: OutputSink

  init(writer: any ReportWriter, sink: OutputSink) {
    self.writer = writer
    self.sink = sink
  }

  func begin() throws { try sink.write(writer.header()) }

  func receive(_ outcome: CallOutcome) throws { try sink.write(try writer.text(for: outcome)) }

  func receive(_ report: EncodedReport) throws {
    guard let text = writer.text(forEncoded: report) else {
      preconditionFailure("only a format that takes encoded reports is given one")
    }
    try sink.write(text)
  }

  func finish(_ summary: ScanSummary) throws {
    try sink.write(writer.footer(summary: summary))
    try sink.finish()
  }

  /// A person at a terminal sees the calls so far; a file appears whole or not at all.
  func interrupt(_ summary: ScanSummary) throws {
    if !sink.isFile { try finish(summary) }
  }
}

/// Writes one file per call, named after the recording.
final class FolderReceiver: OutcomeReceiver {
  private let format: any ReportFormat.Type
  private let presentation: Presentation
  private let folder: FilePath

  init(format: any ReportFormat.Type, presentation: Presentation, folder: FilePath) {
    self.format = format
    self.presentation = presentation
    self.folder = folder
  }

  func begin() throws {}

  func receive(_ outcome: CallOutcome) throws {
    var writer = format.makeWriter(presentation)
    let text = writer.header() + (try writer.text(for: outcome))
    guard !text.isEmpty else { return }
    let file = CallFile.path(
      forCall: outcome.callId, ending: format.fileExtension, below: folder)
    try CallFile.createFolder(file.removingLastComponent())
    let sink = try OutputSink.file(file)
    try sink.write(text)
    try sink.finish()
  }

  func finish(_ summary: ScanSummary) throws {}

  func interrupt(_ summary: ScanSummary) throws {}
}

/// What the system says about an error.
func cause(of error: any Error) -> Message {
  if let error = error as? Errno { return .system(errorNumber: error.rawValue) }
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
  let found = [error as NSError, underlying].compactMap(\.self)
    .first { $0.domain == NSPOSIXErrorDomain }
  return .system(errorNumber: found.map { Int32($0.code) } ?? EIO)
}

/// Where a file per call goes.
enum CallFile {
  /// Below the folder whatever the call's name: `..` and leading slashes do not lead out of it, and
  /// what is longer than names may be is cut.
  static func path(
    forCall callId: String, ending: String, below folder: FilePath
  ) -> FilePath {
    var names = FilePath(callId).components.filter { $0.kind == .regular }.map(\.string)
    let last = names.popLast() ?? "call"
    let limit = nameLimitBytes - temporaryNameBytes
    let parts =
      names.map { fittingName($0, limitBytes: limit) }
      + [fittingName(last, limitBytes: limit - ending.utf8.count - 1) + "." + ending]
    return parts.reduce(folder) { $0.appending($1) }
  }

  /// NAME_MAX of Linux (limits.h).
  private static let nameLimitBytes = 255
  /// What a temporary name has more: two dots, a number of a process, `.part`.
  private static let temporaryNameBytes = 20

  /// Makes a folder, with the folders above it.
  static func createFolder(_ folder: FilePath) throws(CommandFailure) {
    guard !folder.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        .failed,
        Message("command.folderFailed", .text(displayText(of: folder)), .message(cause(of: error))))
    }
  }
}
