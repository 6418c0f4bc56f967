import CallPipeline
import CallTypes
import SystemPackage
import TestSupport
import Testing

struct ScanTests {
  private let folder: ScratchFolder
  private let analyzer: CallAnalyzer

  init() throws {
    folder = try ScratchFolder()
    analyzer = try CallAnalyzer(settings: CallSiftSettings())
  }

  /// Calls of growing length: with several at a time a later one would overtake an earlier one.
  private func inputs(_ count: Int) throws -> [CallInput] {
    try (0..<count).map { index in
      let name = "\(index).wav"
      try folder.write(CallBytes.mono(seconds: Double(count - index) * 0.3).bytes, as: name)
      return CallInput(path: FilePath(folder.path(name)), displayPath: name)
    }
  }

  private func outcomes(_ inputs: [CallInput], jobs: Int) async throws -> [CallOutcome] {
    var outcomes: [CallOutcome] = []
    try await scan(inputs, with: analyzer, jobCount: jobs) { outcomes.append($0) }
    return outcomes
  }

  @Test(arguments: [0, 1, 2, 3, 50])
  func `outcomes come in the order of the inputs for any job count`(jobs: Int) async throws {
    let inputs = try inputs(9)
    let found = try await outcomes(inputs, jobs: jobs)
    #expect(found.map(\.callId) == inputs.map(\.callId))
    #expect(found == inputs.map { analyzer.outcome(of: $0) })
  }

  @Test func `of nothing nothing is delivered`() async throws {
    #expect(try await outcomes([], jobs: 2).isEmpty)
  }

  @Test(arguments: [1, 2])
  func `one bad file costs one file`(jobs: Int) async throws {
    var inputs = try inputs(5)
    try folder.write("no recording at all", as: "2.wav")
    inputs.append(CallInput(path: FilePath(folder.path("missing.wav")), displayPath: "missing"))
    let failed = try await outcomes(inputs, jobs: jobs).filter {
      if case .failure = $0 { true } else { false }
    }
    #expect(failed.map(\.callId) == ["2.wav", "missing"])
  }

  @Test(arguments: [1, 2])
  func `a receiver that throws ends the scan`(jobs: Int) async throws {
    let inputs = try inputs(30)
    var received = 0
    await #expect(throws: Full.self) {
      try await scan(inputs, with: analyzer, jobCount: jobs) { _ in
        received += 1
        if received == 3 { throw Full() }
      }
    }
    #expect(received == 3)
  }

  @Test(arguments: [1, 2])
  func `no more than four calls per job are begun while the first is still at work`(
    jobs: Int
  ) async throws {
    // The first call is far longer than all the others together. What has been begun by the time
    // that it is delivered is seen by taking the files away: whatever is begun later fails.
    let count = 40
    try folder.write(CallBytes.mono(seconds: 60).bytes, as: "0.wav")
    let short = CallBytes.mono(seconds: 0.1).bytes
    for index in 1..<count { try folder.write(short, as: "\(index).wav") }
    let inputs = (0..<count).map {
      CallInput(path: FilePath(folder.path("\($0).wav")), displayPath: "\($0).wav")
    }
    var reports = 0
    try await scan(inputs, with: analyzer, jobCount: jobs) { outcome in
      if case .report = outcome { reports += 1 }
      guard outcome.callId == "0.wav" else { return }
      for name in try folder.names() where name != "0.wav" {
        try folder.write("taken away", as: name)
      }
    }
    #expect(reports >= 1)
    #expect(reports <= 4 * jobs)
  }
}

/// What a receiver throws whose disk is full.
private struct Full: Error {}
