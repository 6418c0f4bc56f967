internal import ArgumentParser
internal import CallFormats
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import ConversationAnalysis
internal import Foundation
internal import SystemPackage

/// `callsift enroll`: keeps how agents' voices sound, so that a call of one channel tells who is who.
struct EnrollCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll",
    abstract: Message("help.enroll").onTerminal,
    discussion: """
      \(Message("help.enroll.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift enroll --agent A-17 a17-1.wav a17-2.wav --channels agent,customer
        callsift enroll archive --platform amazon-connect
        callsift scan mono-archive --channels auto --agent-voices callsift.sqlite

      \(Message("help.enroll.exitCodes").onTerminal)
      """)

  @Argument(help: .of(Message("help.scan.paths"), "path"))
  var paths: [String] = []

  @Option(help: .of(Message("help.enroll.agent"), "id"))
  var agent: String?

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @Option(help: .of(Message("help.enroll.manifest"), "file"))
  var manifest: String?

  @Option(help: .of(Message("help.scan.exclude"), "glob"))
  var exclude: [String] = []

  @Option(help: .of(Message("help.jobs"), "count"))
  var jobs: Int?

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  @Flag(help: .of(Message("help.scan.noProgress")))
  var noProgress = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError(Message("command.jobsOption")) }
    if paths.isEmpty && manifest == nil { throw ValidationError(Message("voices.noInput")) }
    if agent?.isEmpty == true { throw ValidationError(Message("voices.noAgent")) }
  }

  func run() async throws {
    let named = (paths + [manifest].compactMap(\.self)).map(filePath)
    let analyzer = try input.analyzer(settings: try settings.load(forFolders: named))
    var listing = try listInputs()
    if listing.inputs.isEmpty && listing.failures.isEmpty {
      throw CommandFailure(.noInput, Message("command.noRecording"))
    }
    listing.readNames(with: analyzer)
    guard let opened = try store.open(isQuiet: false) else {
      throw CommandFailure(.usage, Message("voices.needsStore"))
    }
    var run = EnrollmentRun(
      store: opened,
      progress: ScanProgress(
        totalCount: listing.inputs.count + listing.failures.count,
        isTerminal: Terminal().isErrorTerminal, isSilent: noProgress),
      failures: listing.failures)
    let interruption = Interruption()
    var abandoning = analyzer
    abandoning.isAbandoned = { interruption.isOverdue }
    do {
      try await enroll(
        Array(listing.inputs), agentId: agent, with: abandoning,
        jobCount: try jobs ?? defaultJobCount()
      ) { outcome in
        try run.take(outcome)
        try interruption.check()
      }
    } catch let error as CallStoreError {
      run.progress.clear()
      throw CommandFailure(error)
    } catch is CancellationError {
      run.progress.clear()
      throw CommandFailure(.interrupted)
    }
    run.progress.clear()
    print(run.told.text(in: try settings.language()))
    if run.enrolledCount < run.count { throw CommandFailure(.someUnreadable) }
  }

  private func listInputs() throws(CommandFailure) -> InputListing {
    var request = InputRequest()
    request.paths = paths.map(filePath)
    request.manifest = manifest.map(filePath)
    request.exclusions = exclude
    do throws(InputError) { return try InputListing(of: request) } catch {
      throw CommandFailure(.usage, error.wording)
    }
  }
}

extension VoiceRefusal {
  /// The refusal as it is told.
  fileprivate var told: Message {
    // Only the reason of too little speech has a place for the number.
    Message("voices.refused.\(rawValue)", "\(Int(AgentVoices.leastSpeechSeconds))")
  }
}

/// What has been enrolled so far.
private struct EnrollmentRun {
  private let store: CallStore
  var progress: ScanProgress
  private var agents: Set<String> = []
  private(set) var enrolledCount = 0
  private(set) var count = 0

  /// - Parameter failures: Paths of a manifest that lead nowhere.
  init(store: CallStore, progress: ScanProgress, failures: [CallFailure]) {
    self.store = store
    self.progress = progress
    for failure in failures { tell(failure) }
  }

  /// Keeps a voice, or says why there is none.
  mutating func take(_ outcome: EnrollmentOutcome) throws {
    switch outcome {
    case .voice(let voice):
      try store.enroll(voice)
      agents.insert(voice.agentId)
      (enrolledCount, count) = (enrolledCount + 1, count + 1)
    case .refused(let callId, let refusal):
      count += 1
      progress.clear()
      StandardError.tell(
        Message(
          "voices.refused", .text(callId.showingControls),
          .message(refusal.told)))
    case .failed(let failure): tell(failure)
    }
    progress.show(enrolledCount: enrolledCount, of: count)
  }

  /// What it came to.
  var told: Message {
    Message("voices.enrolled", "\(enrolledCount)", "\(count)", "\(agents.count)", .text(store.file))
  }

  private mutating func tell(_ failure: CallFailure) {
    count += 1
    progress.clear()
    StandardError.tell(failure.told)
  }
}

/// `callsift voices`: whose voices a store holds, and taking them out.
struct VoicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voices",
    abstract: Message("help.voices").onTerminal,
    discussion: """
      \(Message("help.voices.about").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift voices
        callsift voices --delete A-17
        callsift voices --delete-all
      """)

  @Option(help: .of(Message("help.voices.delete"), "id"))
  var delete: String?

  @Flag(help: .of(Message("help.voices.deleteAll")))
  var deleteAll = false

  @Flag(help: .of(Message("help.json")))
  var json = false

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  func validate() throws {
    if delete != nil && deleteAll { throw ValidationError(Message("voices.deleteWhat")) }
  }

  func run() throws {
    let opened = try store.openExisting()
    do throws(CallStoreError) {
      if delete != nil || deleteAll {
        let count = try opened.deleteVoices(ofAgent: delete)
        print(
          Message("voices.deleted", "\(count)", .text(opened.file))
            .text(in: TerminalLanguage.current))
        return
      }
      show(try opened.enrolledAgents(network: CallSiftVersion.voiceNetwork), in: opened.file)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func show(_ agents: [EnrolledAgent], in file: String) {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do { print(String(decoding: try encoder.encode(agents), as: UTF8.self)) } catch {
        // Texts and finite numbers.
        preconditionFailure("a list of agents cannot be encoded: \(error)")
      }
      return
    }
    let language = TerminalLanguage.current
    print(Message("voices.held", .text(file), "\(agents.count)").text(in: language))
    for agent in agents {
      let day = Date(timeIntervalSince1970: agent.enrolledAt)
        .formatted(.iso8601.year().month().day())
      print(
        "  "
          + Message(
            "voices.agent", .text(agent.agentId.showingControls), "\(agent.recordingCount)",
            "\(Int(agent.speechSeconds.rounded()))", .text(day), "\(agent.outdatedCount)"
          ).text(in: language))
    }
  }
}
