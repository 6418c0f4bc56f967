internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// `callsift worker`: one request line in, one result line out, for engines that spread the work.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: Message("help.worker").onTerminal,
    discussion: """
      \(Message("help.worker.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift worker --jsonl --channels agent,customer < manifest.jsonl > reports.jsonl
        echo '{"health": true}' | callsift worker --jsonl

      \(Message("help.worker.exitCodes").onTerminal)
      """)

  @Flag(help: .of(Message("help.worker.jsonl")))
  var jsonl = false

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @OptionGroup(title: Message("help.groupInput").onTerminal) var agents: AgentOptions

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  func validate() throws {
    if !jsonl { throw ValidationError(Message("worker.protocol")) }
  }

  func run() throws {
    let settings = try self.settings.load(forFolders: [filePath(ofArgument: ".")])
    var analyzer = try input.analyzer(settings: settings, agents: agents)
    let ends: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do { ends = try FileDescriptor.pipe() } catch {
      throw CommandFailure(.failed, Message("worker.inputFailed", .message(cause(of: error))))
    }
    let interruption = Interruption(waking: {
      // Closed, it is readable for good: nothing waits for input any more.
      try? ends.writeEnd.close()
    })
    analyzer.isAbandoned = { interruption.isOverdue }
    var worker = Worker(
      analyzer: analyzer, presentation: try self.settings.presentation(on: Terminal()))
    let lines = RequestLines(of: .standardInput, until: ends.readEnd)
    while let line = try next(of: lines) {
      try worker.answer(line)
      try interruption.check()
    }
    try interruption.check()
  }

  private func next(of lines: RequestLines) throws(CommandFailure) -> RequestLine? {
    do throws(Errno) { return try lines.next() } catch {
      throw CommandFailure(.failed, Message("worker.inputFailed", .message(cause(of: error))))
    }
  }
}

/// Answers requests, each with one line.
private struct Worker {
  private let analyzer: CallAnalyzer
  private let output = OutputSink.standardOutput()
  private var writer: any ReportWriter
  private var health: WorkerHealth

  init(analyzer: CallAnalyzer, presentation: Presentation) {
    self.analyzer = analyzer
    writer = JSONLinesFormat.makeWriter(presentation)
    health = WorkerHealth(fingerprint: analyzer.fingerprint)
  }

  mutating func answer(_ line: RequestLine) throws {
    health.lineCount += 1
    switch request(of: line) {
    case .success(.health): try output.write(try text(of: health))
    case .success(.call(let input)):
      let outcome = analyzer.outcome(of: input)
      // What was cut off says nothing of the call.
      if analyzer.isAbandoned() { throw CommandFailure(.interrupted) }
      if case .report = outcome { health.reportCount += 1 } else { health.failureCount += 1 }
      try output.write(try writer.text(for: outcome))
    case .failure(let error):
      health.errorCount += 1
      let message = error.detail.text(in: .english)
      try output.write(
        try text(of: RequestFailure(line: health.lineCount, error: .init(message: message))))
    }
  }

  private func request(of line: RequestLine) -> Result<WorkerRequest, WorkerRequestError> {
    switch line {
    case .tooLong:
      .failure(
        WorkerRequestError(detail: Message("worker.lineTooLong", "\(RequestLines.limitBytes)")))
    case .text(let line):
      Result { () throws(WorkerRequestError) in try WorkerRequest(parsing: line) }
    }
  }

  private func text(of answer: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(answer), as: UTF8.self) + "\n"
  }
}

/// How a worker is: what it has answered so far, this line counted.
private struct WorkerHealth: Encodable {
  var schema = "callsift.health/1"
  var errorCount = 0
  var failureCount = 0
  var fingerprint: String
  var lineCount = 0
  var reportCount = 0
  var version = CallSiftVersion.current

  init(fingerprint: String) { self.fingerprint = fingerprint }
}

/// The answer to a line that is no request.
private struct RequestFailure: Encodable {
  struct Detail: Encodable {
    var code = "malformedRequest"
    var message: String
  }

  var schema = "callsift.requestError/1"
  /// Number of the line, from 1.
  var line: Int
  var error: Detail
}
