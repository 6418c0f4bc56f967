import CallStore
import CallTypes
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

/// Contents over which processes have ended.
struct SuspectTests {
  private let folder: ScratchFolder
  private let analyzer: CallAnalyzer
  private let input: CallInput

  init() throws {
    folder = try ScratchFolder()
    analyzer = try CallAnalyzer(settings: CallSiftSettings())
    try folder.write(CallBytes.mono(seconds: 0.5).bytes, as: "a.wav")
    input = CallInput(path: FilePath(folder.path("a.wav")), displayPath: "a.wav")
  }

  /// A store in which processes have claimed the recording and ended.
  private func store(endedCount: Int) throws -> CallStore {
    let file = folder.path("store.sqlite")
    let key = LedgerKey(
      sha256: try #require(fileReport(of: input).sha256), terms: analyzer.terms(of: input))
    let identity = try #require(recordingIdentity(of: input))
    for number in 0..<endedCount {
      var owner = LeaseOwner.thisProcess
      owner.processStart = -1 - number
      _ = try CallStore.open(at: file, owner: owner, now: { 0 }).claim(key, of: identity)
    }
    return try CallStore.open(at: file, now: { 0 })
  }

  /// What a scan gives, and how often the recording was tried.
  private func scanned(
    endedCount: Int, _ trial: TrialResult?
  ) async throws -> (outcome: CallOutcome?, trialCount: Int) {
    let tried = Counter()
    var given: RecordingTrial?
    if let trial {
      given = { _, _ in
        tried.count.withLock { $0 += 1 }
        return trial
      }
    }
    let keptIn = ScanStore(try store(endedCount: endedCount), trial: given)
    var outcomes: [CallOutcome] = []
    // The second scan has to give the same, and to try nothing.
    for _ in 1...2 {
      try await scan([input], with: analyzer, jobCount: 1, keptIn: keptIn) { call in
        if case .outcome(let outcome) = call.result { outcomes.append(outcome) }
      }
    }
    #expect(outcomes.count == 2 && outcomes.first == outcomes.last)
    return (outcomes.first, tried.count.withLock(\.self))
  }

  @Test(arguments: [3, 10, 50])
  func `a recording that ten processes were killed over is analysed`(endedCount: Int) async throws {
    let found = try await scanned(endedCount: endedCount, .lasted)
    #expect(found.outcome == analyzer.outcome(of: input) && found.trialCount == 1)
  }

  @Test func `a recording that ended the process that read nothing else is left alone`()
    async throws
  {
    let found = try await scanned(endedCount: 3, .ended)
    guard case .failure(let failure) = found.outcome else {
      Issue.record("it was analysed")
      return
    }
    #expect(failure.error.code == .quarantined && failure.callId == "a.wav")
    #expect(failure.error.message.hasPrefix("4 runs") && found.trialCount == 1)
  }

  @Test func `before three processes have ended nothing is tried`() async throws {
    let found = try await scanned(endedCount: 2, .ended)
    #expect(found.outcome == analyzer.outcome(of: input) && found.trialCount == 0)
  }

  @Test(arguments: [nil, TrialResult.untold])
  func `what cannot be tried is analysed until ten processes have ended over it`(
    trial: TrialResult?
  ) async throws {
    #expect(try await scanned(endedCount: 9, trial).outcome == analyzer.outcome(of: input))
  }

  @Test(arguments: [nil, TrialResult.untold])
  func `what cannot be tried is left alone after ten`(trial: TrialResult?) async throws {
    guard case .failure(let failure) = try await scanned(endedCount: 10, trial).outcome else {
      Issue.record("it was analysed")
      return
    }
    #expect(failure.error.code == .quarantined && failure.error.message.hasPrefix("10 runs"))
  }

  @Test func `a recording goes to another process as it is`() throws {
    let line = #"{"path": "a.wav", "id": "x", "channels": ["agent"], "metadata": {"queue": "q"}}"#
    var sent = try CallInput(manifestLine: Data(line.utf8), below: FilePath(folder.path))
    let name: [CChar] = [0x61, -1, 0x62, 0]  // no UTF-8
    sent.path = FilePath(platformString: name)
    sent.pair = RecordingPair(
      first: RecordingHalf(path: sent.path, displayPath: "half"), second: nil,
      secondDelaySeconds: 0.25)
    sent.isAmbiguousHalf = true
    let text = try JSONEncoder().encode(sent)
    #expect(try JSONDecoder().decode(CallInput.self, from: text) == sent)
    #expect(!text.contains(UInt8(ascii: "\n")))
  }
}

/// How often something was done.
private final class Counter: Sendable {
  let count = Mutex(0)
}
