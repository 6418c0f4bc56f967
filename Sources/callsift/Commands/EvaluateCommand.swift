internal import ArgumentParser
internal import CallEvaluation
internal import CallFormats
internal import CallPipeline
internal import CallTypes
internal import Foundation
internal import SystemPackage

/// `callsift evaluate`: hypotheses against references.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: Message("help.evaluate").onTerminal,
    discussion: """
      \(Message("help.evaluate.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift evaluate --reference corpus --audio corpus --channels agent,customer
        callsift evaluate --reference corpus --hypothesis reports.jsonl --format json
        callsift evaluate --reference labels --hypothesis rttm --lanes mono

      \(Message("help.evaluate.exitCodes").onTerminal)
      """)

  @Option(help: .of(Message("help.evaluate.reference"), "path"))
  var reference: String

  @Option(help: .of(Message("help.evaluate.hypothesis"), "path"))
  var hypothesis: String?

  @Option(help: .of(Message("help.evaluate.audio"), "path"))
  var audio: String?

  @Option(
    help: .of(Message("help.evaluate.lanes", "speaker", "channel", "mono", "auto"), "way"))
  var lanes: String = LaneMatching.auto.rawValue

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @OptionGroup(title: Message("help.groupInput").onTerminal) var agents: AgentOptions

  @Option(help: .of(Message("help.oneOfThese", "table, json, jsonl, csv")))
  var format: EvaluationOutput = .table

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: .of(Message("help.evaluate.output"), "path"))
  var output: String?

  @Option(
    help: .of(Message("help.evaluate.writeHypothesis"), "folder"))
  var writeHypothesis: String?

  @Option(
    help: .of(
      Message(
        "help.oneOfThese",
        .text(AnnotationFormats.all.map { $0.name }.joined(separator: ", "))), "name"))
  var writeFormat: String = RTTMAnnotation.name

  @Option(help: .of(Message("help.jobs"), "count"))
  var jobs: Int?

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  @Flag(help: .of(Message("help.evaluate.quiet")))
  var quiet = false

  func validate() throws {
    guard (hypothesis == nil) != (audio == nil) else {
      throw ValidationError(Message("command.hypothesisOrAudio"))
    }
    if let jobs, jobs < 1 { throw ValidationError(Message("command.jobsOption")) }
  }

  func run() async throws {
    let audioPath = audio.map(filePath)
    let loaded = try settings.load(forFolders: [audioPath].compactMap(\.self), isQuiet: quiet)
    let analyzer = try input.analyzer(settings: loaded, agents: agents)
    let language = try settings.language()
    let (matching, writer) = (try laneMatching(), try annotationFormat())
    let jobCount = try jobs ?? defaultJobCount()
    let references = try collection(at: filePath(ofArgument: reference))
    guard !references.annotations.isEmpty else {
      tell(references.failures)
      throw CommandFailure(.noInput, Message("command.noReference", .text(reference)))
    }
    let hypotheses: AnnotationCollection
    if let audioPath {
      hypotheses = try await analysed(
        audioPath, references: references, analyzer: analyzer, jobCount: jobCount)
    } else {
      hypotheses = try collection(at: filePath(ofArgument: hypothesis ?? ""))
    }
    var request = EvaluationRequest(references: references, hypotheses: hypotheses)
    request.matching = matching
    request.roles = try input.roles() ?? []
    request.settings = loaded.evaluation
    let result = evaluate(request)
    tell(result.failures)
    guard result.missing.count < references.annotations.count else {
      throw CommandFailure(.noInput, Message("command.noHypothesis"))
    }
    try write(result, language)
    if let writeHypothesis {
      try write(hypotheses, writer, to: filePath(ofArgument: writeHypothesis))
    }
    if !quiet { tellMissing(result) }
    if !result.failures.isEmpty { throw CommandFailure(.someUnreadable) }
  }

  private func laneMatching() throws(CommandFailure) -> LaneMatching {
    if let matching = LaneMatching(rawValue: lanes) { return matching }
    let names = LaneMatching.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure(.usage, Message("command.noLanes", .text(lanes), .text(names)))
  }

  private func annotationFormat() throws(CommandFailure) -> any AnnotationFormat.Type {
    if let format = AnnotationFormats.named(writeFormat) { return format }
    let names = AnnotationFormats.all.map { $0.name }
    guard let nearest = nearestName(to: writeFormat, among: names) else {
      throw CommandFailure(.usage, Message("command.noAnnotation", .text(writeFormat)))
    }
    throw CommandFailure(
      .usage, Message("command.noAnnotationNear", .text(writeFormat), .text(nearest)))
  }

  private func collection(at path: FilePath) throws(CommandFailure) -> AnnotationCollection {
    guard exists(path) else {
      throw CommandFailure(.usage, Message("command.doesNotExist", .text(displayText(of: path))))
    }
    return AnnotationCollection(at: path)
  }

  /// Analyses the recordings that have a reference, as a scan does.
  private func analysed(
    _ folder: FilePath, references: AnnotationCollection, analyzer: CallAnalyzer, jobCount: Int
  ) async throws -> AnnotationCollection {
    var request = InputRequest()
    request.paths = [folder]
    let listing: InputListing
    do throws(InputError) { listing = try InputListing(of: request) } catch {
      throw CommandFailure(.usage, error.wording)
    }
    var recordings = AnnotationCollection()
    for input in listing.inputs {
      recordings.annotations[callKey(input.displayPath)] = CallAnnotation()
    }
    let wanted = Set(recordings.matchingKeys(of: Array(references.annotations.keys)).values)
    let inputs = listing.inputs.filter { wanted.contains(callKey($0.displayPath)) }
    let receiver = AnnotationReceiver(inputs: inputs)
    var run = ScanRun(
      summary: ScanSummary(), receiver: receiver,
      progress: ScanProgress(
        totalCount: inputs.count, isTerminal: Terminal().isErrorTerminal, isSilent: quiet),
      logger: nil, listsFailures: false)
    try await run.scan(
      InputListing(inputs: inputs, failures: listing.failures), analyzer: analyzer,
      jobCount: jobCount, store: nil)
    return receiver.collection
  }

  private func write(_ result: EvaluationResult, _ language: Language) throws {
    let sink = try output.map { text throws(CommandFailure) in
      try OutputSink.file(filePath(ofArgument: text))
    }
    let text = try format.text(of: result, language)
    try (sink ?? .standardOutput()).write(text)
    try sink?.finish()
  }

  private func write(
    _ collection: AnnotationCollection, _ format: any AnnotationFormat.Type, to folder: FilePath
  ) throws {
    for (key, annotation) in collection.annotations.sorted(by: { $0.key < $1.key }) {
      let ending = format.fileExtensions.first ?? format.name
      let file = CallFile.path(forCall: key, ending: ending, below: folder)
      try CallFile.createFolder(file.removingLastComponent())
      let sink = try OutputSink.file(file)
      try sink.write(format.text(of: annotation, callId: key))
      try sink.finish()
    }
  }

  private func tell(_ failures: [AnnotationFailure]) {
    for failure in failures {
      StandardError.write("callsift: \(failure.path.showingControls): \(failure.reason)\n")
    }
  }

  private func tellMissing(_ result: EvaluationResult) {
    for name in result.missing {
      StandardError.tell(Message("command.hypothesisMissing", .text(name.showingControls)))
    }
    if !result.unmatched.isEmpty {
      StandardError.tell(Message("command.unmatched", "\(result.unmatched.count)"))
    }
  }
}

/// Calls at a time unless told: `CALLSIFT_JOBS`, else all cores.
func defaultJobCount() throws(CommandFailure) -> Int {
  guard let text = ProcessInfo.processInfo.environment["CALLSIFT_JOBS"] else {
    return ProcessInfo.processInfo.activeProcessorCount
  }
  guard let count = Int(text), count > 0 else {
    throw CommandFailure(.usage, Message("command.jobs", .text(text)))
  }
  return count
}

/// Forms of an evaluation's result.
enum EvaluationOutput: String, CaseIterable, ExpressibleByArgument {
  case table, json, jsonl, csv

  /// The result as text.
  func text(of result: EvaluationResult, _ language: Language) throws -> String {
    switch self {
    case .table: result.tableText(in: language)
    case .json: try result.jsonText()
    case .jsonl: try result.jsonLines()
    case .csv: result.csvText()
    }
  }
}

/// Collects what a scan finds, by recording.
private final class AnnotationReceiver: OutcomeReceiver {
  private(set) var collection = AnnotationCollection()
  private let names: [String: String]

  init(inputs: [CallInput]) {
    names = Dictionary(
      inputs.map { ($0.callId, $0.displayPath) }, uniquingKeysWith: { first, _ in first })
  }

  func begin() {}

  func receive(_ outcome: CallOutcome) {
    collection.add(outcome, recording: names[outcome.callId] ?? outcome.callId)
  }

  func finish(_ summary: ScanSummary) {}

  func interrupt(_ summary: ScanSummary) {}
}
