internal import CallPipeline
public import CallStore
internal import Foundation
public import SystemPackage

/// A program that is run for each event: the event is its standard input, its arguments go to it as they
/// are, without a shell. Exit status 0 is taken for a delivery.
public struct ProgramDestination: EventDestination {
  public let name: String
  public let kind = DestinationKind.exec
  public let batchCount = 1

  private let program: FilePath
  private let arguments: [String]
  private let timeoutSeconds: Double
  private let queue = DispatchQueue(label: "callsift.exec")

  /// Names a program.
  public init(_ program: FilePath, arguments: [String], timeoutSeconds: Double) {
    self.program = program
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
    name = destinationName(.exec, [displayText(of: program)] + arguments)
  }

  public func deliver(_ deliveries: [Delivery]) async -> [DeliveryResult] {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: deliveries.map(run)) }
    }
  }

  private func run(_ delivery: Delivery) -> DeliveryResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program.string)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    // Secrets of webhooks and the key of customers' pseudonyms are no business of the program.
    environment = environment.filter { !$0.key.hasPrefix("CALLSIFT_") }
    environment["CALLSIFT_EVENT_ID"] = delivery.eventID
    environment["CALLSIFT_EVENT_ATTEMPT"] = "\(delivery.attemptCount + 1)"
    process.environment = environment
    let input = Pipe()
    process.standardInput = input
    // Standard output of the watch holds events and nothing else.
    process.standardOutput = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch { return .unavailable("the program cannot be started") }
    feed(delivery.payload + [UInt8(ascii: "\n")], to: input.fileHandleForWriting)
    if ended.wait(timeout: .now() + timeoutSeconds) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      return .unavailable("the program took too long")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      return .refused("the program ended with status \(process.terminationStatus)")
    }
    return .delivered
  }

  /// Writes from a thread of its own: a program that does not read its input holds up nobody.
  private func feed(_ bytes: [UInt8], to handle: FileHandle) {
    Thread.detachNewThread {
      // The program is judged by its exit status.
      try? handle.write(contentsOf: Data(bytes))
      try? handle.close()
    }
  }
}
