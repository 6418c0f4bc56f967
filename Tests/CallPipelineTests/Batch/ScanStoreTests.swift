import CallPipeline
import CallStore
import CallTypes
import ConversationAnalysis
import Foundation
import Glibc
import SystemPackage
import TestSupport
import Testing

struct ScanStoreTests {
  private let folder: ScratchFolder
  private let analyzer: CallAnalyzer
  private let store: CallStore

  init() throws {
    folder = try ScratchFolder()
    analyzer = try CallAnalyzer(settings: CallSiftSettings())
    store = try CallStore.inMemory()
  }

  private func input(_ name: String, seconds: Double = 0.5) throws -> CallInput {
    try folder.write(CallBytes.mono(seconds: seconds).bytes, as: name)
    return CallInput(path: FilePath(folder.path(name)), displayPath: name)
  }

  /// A call per length, so that no two have one content.
  private func inputs(_ count: Int) throws -> [CallInput] {
    try (0..<count).map { try input("\($0).wav", seconds: 0.3 + 0.05 * Double($0)) }
  }

  private struct Result: Equatable {
    var outcomes: [CallOutcome] = []
    var storedCount = 0
    /// Outcomes of another file with the same content.
    var copyCount = 0
    /// Reports that were handed on as JSON.
    var encodedCount = 0

    mutating func add(_ call: ScannedCall) throws {
      switch call.result {
      case .outcome(let outcome): outcomes.append(outcome)
      case .encoded(let report):
        outcomes.append(
          .report(try JSONDecoder().decode(CallReport.self, from: Data(report.json))))
        encodedCount += 1
      }
      storedCount += call.isStored ? 1 : 0
      copyCount += call.source == .sameContent ? 1 : 0
    }
  }

  private func result(
    _ inputs: [CallInput], _ analyzer: CallAnalyzer? = nil, jobs: Int = 2, since: Double? = nil,
    handsOnEncoded: Bool = false
  ) async throws -> Result {
    var result = Result()
    let keptIn = ScanStore(store, since: since, handsOnEncoded: handsOnEncoded)
    try await scan(inputs, with: analyzer ?? self.analyzer, jobCount: jobs, keptIn: keptIn) {
      try result.add($0)
    }
    return result
  }

  @Test(arguments: [1, 2, 5])
  func `what was scanned is taken from the store, and is the same`(jobs: Int) async throws {
    let inputs = try inputs(20)
    let first = try await result(inputs, jobs: jobs)
    #expect(first == Result(outcomes: inputs.map { analyzer.outcome(of: $0) }, storedCount: 0))
    let second = try await result(inputs, jobs: jobs)
    #expect(second == Result(outcomes: first.outcomes, storedCount: 20))
  }

  @Test func `an unchanged file is not read again`() async throws {
    let inputs = try inputs(3)
    let first = try await result(inputs)
    // The content goes, all that it is known by stays.
    for input in inputs {
      try replaceContent(of: input.path, with: [UInt8](repeating: 0, count: 4))
    }
    #expect(try await result(inputs) == Result(outcomes: first.outcomes, storedCount: 3))
  }

  /// Writes over a file's first bytes and sets its time of change back.
  private func replaceContent(of path: FilePath, with bytes: [UInt8]) throws {
    let file = try FileDescriptor.open(path, .readWrite)
    defer { try? file.close() }  // a failed write has thrown already
    var status = stat()
    #expect(fstat(file.rawValue, &status) == 0)
    _ = try file.writeAll(toAbsoluteOffset: 0, bytes)
    let times = [status.st_atim, status.st_mtim]
    #expect(futimens(file.rawValue, times) == 0)
  }

  @Test func `a scan that was stopped goes on where it stopped`() async throws {
    let inputs = try inputs(12)
    var delivered = 0
    await #expect(throws: Stopped.self) {
      try await scan(inputs, with: analyzer, jobCount: 2, keptIn: ScanStore(store)) { _ in
        delivered += 1
        if delivered == 5 { throw Stopped() }
      }
    }
    let resumed = try await result(inputs)
    #expect(resumed.outcomes == inputs.map { analyzer.outcome(of: $0) })
    #expect(resumed.storedCount >= 5)
  }

  @Test(arguments: [1, 2])
  func `the same content under two names is analysed once and reported twice`(
    jobs: Int
  ) async throws {
    let inputs = [try input("a.wav"), try input("sub/b.wav"), try input("c.wav")]
    let found = try await result(inputs, jobs: jobs)
    #expect(found.outcomes == inputs.map { analyzer.outcome(of: $0) })
    #expect(found.storedCount == 2)
    #expect(found.copyCount == 2)
    let again = try await result(inputs)
    #expect(again.storedCount == 3)
    #expect(again.copyCount == 0, "each stands in the store under its own name by now")
  }

  @Test func `reports of the store are handed on as they were written`() async throws {
    let inputs = try inputs(3)
    let first = try await result(inputs, handsOnEncoded: true)
    #expect(first.encodedCount == 0)
    let second = try await result(inputs, handsOnEncoded: true)
    #expect(second.encodedCount == 3)
    #expect(second.outcomes == first.outcomes)
  }

  @Test func `a report under another name is read and named anew`() async throws {
    var call = try input("sub/a.wav")
    _ = try await result([call])
    (call.displayPath, call.callId) = ("a.wav", "a.wav")
    let found = try await result([call], handsOnEncoded: true)
    #expect(found.encodedCount == 0)
    #expect(found.outcomes == [analyzer.outcome(of: call)])
  }

  @Test func `a failed content under two names is kept under both`() async throws {
    let inputs = try ["a.wav", "b.wav"].map { name in
      try folder.write("no recording at all", as: name)
      return CallInput(path: FilePath(folder.path(name)), displayPath: name)
    }
    let found = try await result(inputs, jobs: 1)
    #expect(found.outcomes.map(\.callId) == ["a.wav", "b.wav"] && found.copyCount == 1)
    var exported: [String] = []
    try store.readOutcomes { exported.append($0.outcome.callId) }
    #expect(exported == ["a.wav", "b.wav"])
    #expect(try await result(inputs).copyCount == 0)
  }

  @Test func `new content under an old name is analysed`() async throws {
    _ = try await result([input("a.wav")])
    let changed = try input("a.wav", seconds: 0.7)
    let found = try await result([changed])
    #expect(found == Result(outcomes: [analyzer.outcome(of: changed)], storedCount: 0))
  }

  @Test func `other settings, roles or a new sidecar have a call analysed again`() async throws {
    let inputs = [try input("a.wav")]
    _ = try await result(inputs)
    var settings = CallSiftSettings()
    settings.conversation.silence.minimumSeconds += 1
    let other = try CallAnalyzer(settings: settings)
    #expect(try await result(inputs, other).storedCount == 0)
    let withRoles = try CallAnalyzer(settings: settings, commandLineRoles: [.agent])
    #expect(try await result(inputs, withRoles).storedCount == 0)
    #expect(try await result(inputs, withRoles).storedCount == 1)
    try folder.write(#"{"metadata": {"agentId": "A-9"}}"#, as: "a.json")
    let found = try await result(inputs, withRoles)
    #expect(found == Result(outcomes: [withRoles.outcome(of: inputs[0])], storedCount: 0))
  }

  @Test func `a bad file is tried once, and again when it is repaired`() async throws {
    try folder.write("no recording at all", as: "a.wav")
    let bad = CallInput(path: FilePath(folder.path("a.wav")), displayPath: "a.wav")
    let first = try await result([bad])
    #expect(try await result([bad]) == Result(outcomes: first.outcomes, storedCount: 1))
    let repaired = try await result([input("a.wav")])
    guard case .report = repaired.outcomes.first else {
      Issue.record("the repaired file was not analysed")
      return
    }
  }

  @Test func `a file that could not be opened is tried each time`() async throws {
    let missing = CallInput(path: FilePath(folder.path("a.wav")), displayPath: "a.wav")
    #expect(try await result([missing]).storedCount == 0)
    #expect(try await result([input("a.wav")]).storedCount == 0)
  }

  @Test func `what was done before an instant is done again when that is asked for`() async throws {
    let inputs = try inputs(3)
    _ = try await result(inputs)
    #expect(try await result(inputs, since: 1).storedCount == 0)
  }

  @Test func `a call is named by the folder that is scanned this time`() async throws {
    var call = try input("sub/a.wav")
    _ = try await result([call])
    (call.displayPath, call.callId) = ("a.wav", "a.wav")
    let found = try await result([call])
    #expect(found == Result(outcomes: [analyzer.outcome(of: call)], storedCount: 1))
  }

  @Test func `two scans share a store: each content is analysed by one, and both deliver all`()
    async throws
  {
    let file = folder.path("store.sqlite")
    let inputs = try inputs(30)
    let results = try await withThrowingTaskGroup(of: Result.self) { group in
      for _ in 0..<2 {
        group.addTask { [analyzer] in
          let keptIn = ScanStore(try CallStore.open(at: file, now: { 0 }))
          var result = Result()
          try await scan(inputs, with: analyzer, jobCount: 1, keptIn: keptIn) {
            try result.add($0)
          }
          return result
        }
      }
      return try await group.reduce(into: [Result]()) { $0.append($1) }
    }
    #expect(results.map(\.storedCount).reduce(0, +) == 30)
    for result in results { #expect(result.outcomes == inputs.map { analyzer.outcome(of: $0) }) }
  }
}

/// What a receiver throws whose user has had enough.
private struct Stopped: Error {}
