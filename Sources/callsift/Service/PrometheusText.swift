internal import CallDelivery
internal import CallPipeline
internal import CallStore

/// Figures in the text format of Prometheus (exposition format 0.0.4): base units, `_total` for what only
/// grows, and no label that could name a file, a call or a person.
struct PrometheusText {
  /// The media type of the page.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  private enum Kind: String {
    case counter, gauge, histogram
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func add(
    _ name: String, _ kind: Kind, _ help: String, _ value: some CustomStringConvertible
  ) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  private mutating func add(_ name: String, _ help: String, is condition: Bool) {
    add(name, .gauge, help, condition ? 1 : 0)
  }

  init(_ figures: ServiceFigures, process: ProcessFigures) {
    addWork(figures.watch)
    addState(figures)
    addDeliveries(figures)
    add(
      "process_cpu_seconds_total", .counter, "CPU time of the process.", process.cpuSeconds)
    add(
      "process_resident_memory_bytes", .gauge, "Memory of the process.", process.residentBytes)
    add("process_open_fds", .gauge, "Open file descriptors.", process.openFileCount)
    begin("callsift_build_info", .gauge, "Version of the program.")
    text += "callsift_build_info{version=\"\(CallSiftVersion.current)\"} 1\n"
  }

  private mutating func addWork(_ watch: WatchFigures) {
    begin("callsift_files_total", .counter, "Files that were finished, by what became of them.")
    for (outcome, count) in [
      ("report", watch.reportCount), ("failure", watch.failureCount),
    ] {
      text += "callsift_files_total{outcome=\"\(outcome)\"} \(count)\n"
    }
    add(
      "callsift_flagged_calls_total", .counter, "Calls that somebody should hear.",
      watch.flaggedCount)
    add(
      "callsift_stalled_files_total", .counter, "Files that were not finished by the deadline.",
      watch.stalledCount)
    add(
      "callsift_audio_seconds_total", .counter, "Length of all analysed calls.",
      watch.audioSeconds)
    add(
      "callsift_folder_listings_total", .counter, "Listings of all watched folders.",
      watch.listingCount)
    add(
      "callsift_lost_event_notices_total", .counter, "Times that the kernel lost events.",
      watch.overflowCount)
    add(
      "callsift_store_refusals_total", .counter, "Times that the store refused.",
      watch.storeRefusalCount)
    let (name, latency) = ("callsift_analysis_latency_seconds", watch.latency)
    begin(name, .histogram, "From a finished file to its record in the store.")
    for (bound, count) in zip(SecondsHistogram.bounds, latency.counts) {
      text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(latency.count)\n"
    text += "\(name)_sum \(latency.sumSeconds)\n\(name)_count \(latency.count)\n"
  }

  private mutating func addState(_ figures: ServiceFigures) {
    let watch = figures.watch
    begin("callsift_files", .gauge, "Files that are not done, by where they are.")
    for (state, count) in [
      ("settling", watch.pendingCount), ("queued", watch.queuedCount),
      ("working", watch.workingCount),
    ] {
      text += "callsift_files{state=\"\(state)\"} \(count)\n"
    }
    add(
      "callsift_lag_seconds", .gauge, "How long the file has waited that was finished first.",
      watch.lagSeconds)
    if let limit = figures.lagLimitSeconds {
      add("callsift_lag_limit_seconds", .gauge, "The lag that --max-lag allows.", limit)
      add("callsift_lag_exceeded", "Whether the lag is over its limit.", is: figures.isLate)
    }
    add("callsift_polling", "Whether folders are polled.", is: watch.isPolling)
    add("callsift_store_sound", "Whether the store did what it was asked.", is: watch.isStoreSound)
    add("callsift_ready", "Whether new files are taken in and recorded.", is: figures.isReady)
  }

  private mutating func addDeliveries(_ figures: ServiceFigures) {
    let labelled = figures.destinations.map {
      ("destination=\"\($0.kind.rawValue)\",number=\"\($0.number)\"", $0)
    }
    begin("callsift_deliveries_total", .counter, "Attempts to deliver an event, by their result.")
    for (label, destination) in labelled {
      let (name, made) = ("callsift_deliveries_total", destination.made)
      text += "\(name){\(label),result=\"delivered\"} \(made.deliveredCount)\n"
      text += "\(name){\(label),result=\"failed\"} \(made.failedCount)\n"
    }
    begin("callsift_outbox_events", .gauge, "Events that wait to be delivered.")
    for (label, destination) in labelled {
      text += "callsift_outbox_events{\(label)} \(destination.backlog.waitingCount)\n"
    }
    begin("callsift_outbox_oldest_seconds", .gauge, "Age of the oldest event that waits.")
    for (label, destination) in labelled {
      let age = destination.backlog.oldestCreatedAt.map { max(0, figures.now - $0) } ?? 0
      text += "callsift_outbox_oldest_seconds{\(label)} \(age)\n"
    }
    begin("callsift_destination_disabled", .gauge, "Whether a destination wants no more.")
    for (label, destination) in labelled {
      text += "callsift_destination_disabled{\(label)} \(destination.made.isDisabled ? 1 : 0)\n"
    }
  }
}
