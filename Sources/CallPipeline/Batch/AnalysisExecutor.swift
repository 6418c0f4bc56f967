@preconcurrency internal import Dispatch

/// Threads of their own for analysis, so that it never starves the tasks of the program.
///
/// On the default pool a trivial task waited 1.5 s behind analysis; behind a queue of utility
/// quality, 1 ms (measured, two cores).
final class AnalysisExecutor: TaskExecutor {
  private let queue = DispatchQueue(
    label: "callsift.analysis", qos: .utility, attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
