internal import ArgumentParser
internal import CallDelivery
internal import CallPipeline
internal import CallStore
internal import CallTypes
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import SystemPackage
internal import UnixSignals

/// `callsift watch`: analyses recordings as they are finished, and tells of them.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: Message("help.watch").onTerminal,
    discussion: """
      \(Message("help.watch.about").onTerminal)

      \(Message("help.watch.events").onTerminal)

      \(Message("help.examples").onTerminal)
        callsift watch /srv/recordings --channels agent,customer
        callsift watch /mnt/nfs --poll 15 --only-flagged --webhook https://qc.example.com/calls
        mc event … | callsift watch --from-stdin --bucket calls=/mnt/calls

      \(Message("help.watch.exitCodes").onTerminal)
      """)

  @Argument(help: .of(Message("help.watch.folders"), "folder"))
  var folders: [String] = []

  @OptionGroup(title: Message("help.groupInput").onTerminal) var input: InputOptions

  @OptionGroup(title: Message("help.groupInput").onTerminal) var agents: AgentOptions

  @Option(help: .of(Message("help.watch.poll"), "seconds"))
  var poll: Double?

  @Option(help: .of(Message("help.scan.exclude"), "glob"))
  var exclude: [String] = []

  @OptionGroup(title: Message("help.groupInput").onTerminal) var announcements: AnnouncementOptions

  @OptionGroup(title: Message("help.groupOutput").onTerminal) var delivery: DeliveryOptions

  @Option(help: .of(Message("help.watch.pages", "/metrics, /healthz, /readyz"), "port"))
  var pages: UInt16?

  @Option(help: .of(Message("help.watch.maxLag"), "seconds"))
  var maxLag: Double?

  @Option(help: .of(Message("help.jobs"), "count"))
  var jobs: Int?

  @OptionGroup(title: Message("help.groupStore").onTerminal) var store: StoreOptions

  @Flag(help: .of(Message("help.scan.noTracks")))
  var noTracks = false

  @OptionGroup(title: Message("help.groupSettings").onTerminal) var settings: SettingsOptions

  func validate() throws {
    if folders.isEmpty && !announcements.fromStdin {
      throw ValidationError(Message("watch.noFolder"))
    }
    if let poll, !(poll > 0) { throw ValidationError(Message("watch.poll")) }
    if let jobs, jobs < 1 { throw ValidationError(Message("command.jobsOption")) }
  }

  func run() async throws {
    // A lease that is broken while a file is looked at must not end the program.
    signal(SIGIO, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    for folder in folders where !isFolder(filePath(ofArgument: folder)) {
      throw CommandFailure(.usage, Message("watch.notAFolder", .text(folder)))
    }
    let analyzer = try loadAnalyzer()
    if SuspectTrial.isThisProcess { return try SuspectTrial.answer(with: analyzer) }
    let destinations = try delivery.destinations(analyzer.settings.delivery)
    let quarantine = delivery.quarantine.map { QuarantineFolder(filePath(ofArgument: $0)) }
    var request = FolderWatch.Request()
    request.plan = try delivery.plan(for: destinations, quarantine: quarantine)
    request.roots = folders.map { folder in
      // The working folder has no name left: an empty path leads nowhere.
      let path = filePath(ofArgument: folder).lexicallyNormalized()
      return path.isEmpty ? FilePath(".") : path
    }
    (request.pollSeconds, request.exclusions) = (poll, exclude)
    request.jobCount = try jobs ?? defaultJobCount()
    request.keepsTracks = !noTracks
    request.trial = SuspectTrial.result
    guard let opened = try store.open(isQuiet: true) else {
      throw CommandFailure(.usage, Message("watch.needsStore"))
    }
    let runner = try WatchRunner(
      request: request, analyzer: analyzer, store: opened,
      destinations: destinations + [quarantine].compactMap(\.self), maxLag: maxLag)
    runner.tellWaiting()
    try await runner.run(
      pagesPort: pages.map(Int.init), announcements: try announcements.source(),
      loading: loadAnalyzer)
  }

  /// The settings of now; at a SIGHUP they are read again.
  @Sendable private func loadAnalyzer() throws(CommandFailure) -> CallAnalyzer {
    try input.analyzer(
      settings: try settings.load(forFolders: folders.map(filePath), isQuiet: true),
      agents: agents)
  }
}

/// The parts of a running watch.
struct WatchRunner {
  private let watch: FolderWatch
  private let couriers: [Courier]
  private let store: CallStore
  private let logger: Logger
  private let maxLag: Double?
  private let manager = ServiceManager()
  private let isStopping = StoppingFlag()

  init(
    request: FolderWatch.Request, analyzer: CallAnalyzer, store: CallStore,
    destinations: [any EventDestination], maxLag: Double?
  ) throws(CommandFailure) {
    let logger = Logger(label: "callsift.watch") { JSONLogHandler(label: $0) }
    let couriers = destinations.map { destination in
      Courier(
        to: destination, from: store, settings: analyzer.settings.delivery, now: secondsSince1970,
        didFail: { cause in
          logger.warning(
            "not delivered",
            metadata: ["destination": "\(destination.kind.rawValue)", "cause": "\(cause)"])
        })
    }
    do throws(Errno) {
      watch = try FolderWatch(
        request, analyzer: analyzer, keptIn: store, logger: logger,
        didPost: { for courier in couriers { courier.wake() } })
    } catch {
      throw CommandFailure(.failed, .system(errorNumber: error.rawValue))
    }
    (self.couriers, self.store, self.logger, self.maxLag) = (couriers, store, logger, maxLag)
  }

  /// Tells of events that wait for destinations which are not named any more.
  func tellWaiting() {
    let named = couriers.map(\.destination.name)
    let waiting = (try? store.awaitedDestinations()) ?? []  // the store speaks up soon enough
    let left = waiting.filter { !named.contains($0) }
    guard !left.isEmpty else { return }
    logger.warning(
      "events wait for destinations that are not named",
      metadata: ["destinations": "\(left.joined(separator: " "))"])
  }

  /// Runs until a signal comes.
  func run(
    pagesPort: Int?, announcements: AnnouncementSource?,
    loading load: @escaping @Sendable () throws(CommandFailure) -> CallAnalyzer
  ) async throws {
    // They are shut down from the last to the first.
    var services: [any Service] = [
      HeartbeatService(manager: manager, logger: logger) { figures(withBacklogs: false) }
    ]
    if let pagesPort {
      services.append(ServicePages(port: pagesPort, logger: logger) { figures(withBacklogs: $0) })
    }
    // A service that has nothing to do would end, and all others with it.
    if !couriers.isEmpty { services.append(DeliveryService(couriers: couriers)) }
    services.append(ReloadService { reload(load) })
    let watching = FolderWatchService(
      watch: watch, manager: manager, onStopping: { isStopping.raise() })
    let last = ServiceGroupConfiguration.ServiceConfiguration(
      service: watching, successTerminationBehavior: .gracefullyShutdownGroup,
      failureTerminationBehavior: .gracefullyShutdownGroup)
    let group = ServiceGroup(
      configuration: .init(
        services: services.map {
          .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
        } + [last], gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLogger))
    announcements?.read(into: watch, logger: logger)
    do { try await group.run() } catch let error as CallStoreError {
      throw CommandFailure(error)
    } catch is CallDeliveryError {
      throw CommandFailure(.failed, Message("watch.outputClosed"))
    }
    logger.info("stopped")
  }

  private var quietLogger: Logger {
    var quiet = logger
    quiet.logLevel = .error
    return quiet
  }

  private func reload(_ load: () throws(CommandFailure) -> CallAnalyzer) {
    manager.reloading()
    defer { manager.ready() }
    do throws(CommandFailure) {
      let analyzer = try load()
      watch.use(analyzer)
      logger.info("settings are read anew", metadata: ["fingerprint": "\(analyzer.fingerprint)"])
    } catch {
      logger.error(
        "the new settings are wrong; the old ones stay",
        metadata: ["cause": "\(error.message?.text(in: .english) ?? "")"])
    }
  }

  /// - Parameter withBacklogs: Whether what waits is counted, which costs a look at all of it.
  private func figures(withBacklogs: Bool) -> ServiceFigures {
    var numbers: [DestinationKind: Int] = [:]
    let destinations = couriers.map { courier in
      let kind = courier.destination.kind
      numbers[kind, default: 0] += 1
      let none = OutboxBacklog(waitingCount: 0, oldestCreatedAt: nil, nextAttemptAt: nil)
      return ServiceFigures.Destination(
        kind: kind, number: numbers[kind] ?? 1, made: courier.figures,
        // A store that refuses is told by a figure of its own.
        backlog: withBacklogs
          ? (try? store.backlog(of: courier.destination.name)) ?? none : none)
    }
    return ServiceFigures(
      watch: watch.figures, destinations: destinations, lagLimitSeconds: maxLag,
      isStopping: isStopping.isRaised, now: secondsSince1970())
  }
}
