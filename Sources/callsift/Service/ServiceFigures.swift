internal import CallDelivery
internal import CallPipeline
internal import CallStore
internal import Foundation

/// All that is told about a watch, at one moment.
struct ServiceFigures: Sendable {
  /// One destination.
  struct Destination: Sendable {
    var kind: DestinationKind
    /// Which of several of one kind, from 1.
    var number: Int
    var made: CourierFigures
    var backlog: OutboxBacklog
  }

  var watch: WatchFigures
  var destinations: [Destination]
  /// From which lag on somebody should look; `nil` = nobody said.
  var lagLimitSeconds: Double?
  var isStopping: Bool
  /// Seconds since 1970.
  var now: Double

  /// The thread that waits writes to its heartbeat every 2 s; a listing or a mount may take longer.
  static let silenceLimitSeconds = 30.0

  /// Whether the program does what it is for.
  var isHealthy: Bool { watch.silenceSeconds < Self.silenceLimitSeconds }
  /// Whether new files are taken in and recorded.
  var isReady: Bool { isHealthy && watch.isReady && watch.isStoreSound && !isStopping }
  /// Whether files wait for longer than is wanted.
  var isLate: Bool { lagLimitSeconds.map { watch.lagSeconds > $0 } ?? false }
}

/// What the system says about this process (proc(5)).
struct ProcessFigures: Sendable {
  var cpuSeconds = 0.0
  var residentBytes = 0
  var openFileCount = 0

  static func current() -> ProcessFigures {
    var figures = ProcessFigures()
    var usage = rusage()
    if getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 {
      for time in [usage.ru_utime, usage.ru_stime] {
        figures.cpuSeconds += Double(time.tv_sec) + Double(time.tv_usec) / 1e6
      }
    }
    let memory = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = memory.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    figures.residentBytes = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    figures.openFileCount =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    return figures
  }
}
