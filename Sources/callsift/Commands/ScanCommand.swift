internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import Foundation
internal import Logging
internal import SystemPackage

/// `callsift scan`: the main job.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: Message("help.scan").onTerminal,
    discussion: """
      \(Message("help.scan.about").onTerminal)

      \(Message("help.scan.resumes").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift scan archive --channels agent,customer
        callsift scan archive --format csv --output calls.csv
        find . -name '*.wav' -newer last -print0 | callsift scan --files-from - -0 --format jsonl

      \(Message("help.scan.exitCodes").onTerminal)
      """)

  private static let manifestLine =
    #"{"path", "secondPath"?, "id"?, "channels"?, "platform"?, "sha256"?, "metadata"?}"#

  @Argument(help: .of(Message("help.scan.paths"), "path"))
  var paths: [String] = []

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @OptionGroup(title: Message("help.groupInput").onTerminal) var agents: AgentOptions

  @Option(
    help: .of(Message("help.scan.filesFrom"), "file"))
  var filesFrom: String?

  @Flag(
    name: [.customShort("0"), .customLong("null")], help: .of(Message("help.scan.null")))
  var isNullSeparated = false

  @Option(
    help: .of(Message("help.scan.manifest", .text(Self.manifestLine)), "file"))
  var manifest: String?

  @Option(
    help: .of(Message("help.scan.exclude"), "glob"))
  var exclude: [String] = []

  @OptionGroup(title: Message("help.groupInput").onTerminal) var shard: ShardOptions

  @OptionGroup(title: Message("help.groupOutput").onTerminal) var output: OutputOptions

  @Option(help: .of(Message("help.jobs"), "count"))
  var jobs: Int?

  @Flag(help: .of(Message("help.scan.dryRun")))
  var dryRun = false

  @Flag(help: .of(Message("help.scan.failOnFlag")))
  var failOnFlag = false

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  @Flag(help: .of(Message("help.scan.force")))
  var force = false

  @Flag(help: .of(Message("help.scan.noTracks")))
  var noTracks = false

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  @Flag(help: .of(Message("help.scan.quiet")))
  var quiet = false

  @Flag(help: .of(Message("help.scan.verbose")))
  var verbose = false

  @Flag(help: .of(Message("help.scan.noProgress")))
  var noProgress = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError(Message("command.jobsOption")) }
    if paths.isEmpty && filesFrom == nil && manifest == nil {
      throw ValidationError(Message("command.noInput"))
    }
  }

  func run() async throws {
    let terminal = Terminal()
    // Mistakes of the user are told before anything is listed, opened or analysed.
    let named = [manifest, filesFrom].compactMap(\.self).filter { $0 != "-" }
    let analyzer = try input.analyzer(
      settings: try settings.load(forFolders: (paths + named).map(filePath), isQuiet: quiet),
      agents: agents)
    if SuspectTrial.isThisProcess { return try SuspectTrial.answer(with: analyzer) }
    let format = try output.format()
    let presentation = try settings.presentation(on: terminal)
    let jobCount = try jobs ?? defaultJobCount()
    let shard = try shard.shard()
    var listing = try listInputs()
    if listing.inputs.isEmpty && listing.failures.isEmpty {
      throw CommandFailure(.noInput, Message("command.noRecording"))
    }
    if !quiet && analyzer.settings.roles.platform.isEmpty { suggestPlatform(for: listing) }
    listing.readNames(with: analyzer)
    if let shard { listing.keep(shard) }
    if dryRun {
      return try list(listing.inputs.flatMap(\.files), on: terminal)
    }
    let startedAt = secondsSince1970()
    let store = try store.open(isQuiet: quiet)
      .map {
        ScanStore(
          $0, since: force ? startedAt : nil, keepsTracks: !noTracks,
          // A log tells the flags of each call.
          handsOnEncoded: format.takesEncodedReports && !verbose,
          trial: SuspectTrial.result)
      }
    let receiver = try output.receiver(
      format: format, presentation: presentation, callCount: listing.inputs.count, shard: shard,
      fingerprint: analyzer.fingerprint)
    var run = ScanRun(
      summary: ScanSummary(), receiver: receiver,
      progress: ScanProgress(
        totalCount: listing.inputs.count, isTerminal: terminal.isErrorTerminal,
        isSilent: quiet || noProgress),
      logger: verbose ? logger() : nil, listsFailures: format.name != TableFormat.name)
    try await run.scan(listing, analyzer: analyzer, jobCount: jobCount, store: store)
    tellAlreadyDone(run)
    try finish(run.summary)
  }

  /// Names files: for a person so that nothing steers the terminal, else byte for byte.
  private func list(_ files: [FilePath], on terminal: Terminal) throws(CommandFailure) {
    let sink = OutputSink.standardOutput()
    for path in files {
      if terminal.isOutputTerminal {
        try sink.write(displayText(of: path).showingControls + "\n")
      } else {
        let name = path.withPlatformString { Data(bytes: $0, count: strlen($0)) }
        try sink.write(name + [isNullSeparated ? 0 : UInt8(ascii: "\n")])
      }
    }
  }

  private func listInputs() throws(CommandFailure) -> InputListing {
    var request = InputRequest()
    request.paths = paths.map(filePath)
    request.listFile = filesFrom.map(filePath)
    request.listIsNullSeparated = isNullSeparated
    request.manifest = manifest.map(filePath)
    request.exclusions = exclude
    do throws(InputError) { return try InputListing(of: request) } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }

  /// Tells of a platform whose names these are; nothing else is done by it.
  private func suggestPlatform(for listing: InputListing) {
    guard let (platform, count) = PlatformProfiles.suggestion(for: listing.inputs) else { return }
    StandardError.tell(
      Message("command.platformFits", "\(count)", .text(platform.name)))
  }

  private func logger() -> Logger {
    var logger = Logger(label: "callsift") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .debug
    return logger
  }

  private func tellAlreadyDone(_ run: ScanRun) {
    guard !quiet, let file = store.path else { return }
    let count = run.summary.reportCount + run.summary.failureCount
    if run.copyCount > 0 {
      StandardError.tell(Message("store.sameContent", "\(run.copyCount)", "\(count)"))
    }
    guard run.storedCount > 0 else { return }
    StandardError.tell(
      Message("store.alreadyDone", "\(run.storedCount)", "\(count)", .text(file)))
  }

  private func finish(_ summary: ScanSummary) throws(CommandFailure) {
    // A scan that could not hear everything is incomplete, whatever it flagged.
    if summary.failureCount > 0 { throw CommandFailure(.someUnreadable) }
    if failOnFlag && summary.flaggedCount > 0 { throw CommandFailure(.flagged) }
  }
}

/// One run of a scan: what has been delivered so far.
struct ScanRun {
  var summary: ScanSummary
  /// Outcomes that the store held.
  var storedCount = 0
  /// Outcomes of another file with the same content.
  var copyCount = 0
  let receiver: any OutcomeReceiver
  var progress: ScanProgress
  let logger: Logger?
  /// Whether failures are told on standard error, too: the table lists them itself.
  let listsFailures: Bool

  /// Analyses everything and completes the output.
  mutating func scan(
    _ listing: InputListing, analyzer: CallAnalyzer, jobCount: Int, store: ScanStore?
  ) async throws {
    try receiver.begin()
    for failure in listing.failures { try deliver(.failure(failure)) }
    let interruption = Interruption()
    var analyzer = analyzer
    analyzer.isAbandoned = { interruption.isOverdue }
    var run = self
    do {
      try await CallPipeline.scan(
        listing.inputs, with: analyzer, jobCount: jobCount, keptIn: store
      ) { call in
        try run.deliver(call)
        try interruption.check()
      }
    } catch let error as CallStoreError {
      run.progress.clear()
      throw CommandFailure(error)
    } catch let error where error.isInterruption {
      run.progress.clear()
      try receiver.interrupt(run.summary)
      throw CommandFailure(.interrupted)
    }
    self = run
    progress.clear()
    try receiver.finish(summary)
  }

  private mutating func deliver(_ call: ScannedCall) throws {
    switch call.source {
    case .analysis: break
    case .store: storedCount += 1
    case .sameContent: copyCount += 1
    }
    switch call.result {
    case .outcome(let outcome): try deliver(outcome)
    case .encoded(let report):
      summary.add(report)
      try receiver.receive(report)
      progress.show(summary)
    }
  }

  private mutating func deliver(_ outcome: CallOutcome) throws {
    summary.add(outcome)
    if case .failure(let failure) = outcome, listsFailures {
      progress.clear()
      StandardError.tell(failure.told)
    }
    log(outcome)
    try receiver.receive(outcome)
    progress.show(summary)
  }

  private func log(_ outcome: CallOutcome) {
    guard let logger else { return }
    switch outcome {
    case .report(let report):
      logger.debug(
        "call analysed",
        metadata: [
          "call.id": "\(report.callId.showingControls)",
          "duration.seconds": "\(report.audio.durationSeconds)",
          "flags": "\(report.flags.map(\.code.rawValue).joined(separator: " "))",
        ])
    case .failure(let failure):
      logger.warning(
        "call failed",
        metadata: [
          "call.id": "\(failure.callId.showingControls)", "code": "\(failure.error.code.rawValue)",
        ])
    }
  }
}

extension Error {
  /// Whether it says that an interrupt has come, or that calls at work were given up because of it.
  fileprivate var isInterruption: Bool {
    self is CancellationError || (self as? CommandFailure)?.status == .interrupted
  }
}

extension ValidationError {
  /// A mistake of the command line, in the user's language.
  init(_ message: Message) { self.init(message.text(in: TerminalLanguage.current)) }
}
