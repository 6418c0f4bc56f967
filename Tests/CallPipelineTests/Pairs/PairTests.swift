import CallStore
import CallTypes
import ConversationAnalysis
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import CallPipeline

struct PairTests {
  private let folder: ScratchFolder
  private let left: [Float]
  private let right: [Float]

  init() throws {
    folder = try ScratchFolder()
    let voice = Signals.vowel(f0Hz: 120, seconds: 1)
    let other = Signals.talk(seconds: 1, f0Hz: 190, seed: 7)
    left = voice + Signals.noise(dBFS: -70, seconds: 2.5, seed: 2)
    right = Signals.noise(dBFS: -70, seconds: 2.5, seed: 3) + other
  }

  private func write(_ samples: [Float], as name: String, rateHz: Int = 8000) throws {
    try folder.write(WaveBytes(samples: samples, sampleRateHz: rateHz).bytes, as: name)
  }

  private func analyzer(
    platform: String = "asterisk-monitor", leg: String = "agent"
  ) throws -> CallAnalyzer {
    var settings = CallSiftSettings()
    (settings.roles.platform, settings.roles.recordedLeg) = (platform, leg)
    return try CallAnalyzer(settings: settings)
  }

  private func listing(_ analyzer: CallAnalyzer, manifest: String? = nil) throws -> InputListing {
    var request = InputRequest()
    if let manifest {
      request.manifest = FilePath(folder.path(manifest))
    } else {
      request.paths = [FilePath(folder.path)]
    }
    var listing = try InputListing(of: request)
    listing.readNames(with: analyzer)
    return listing
  }

  private func report(
    _ input: CallInput?, _ analyzer: CallAnalyzer
  ) throws -> CallReport {
    var found: CallReport?
    if case .report(let report) = analyzer.outcome(of: try #require(input)) { found = report }
    return try #require(found)
  }

  @Test func `a pair gives the report of the stereo file made of it`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    try write(right, as: "x-out.wav")
    let listing = try listing(analyzer)
    #expect(listing.inputs.map(\.callId) == ["x"])
    var pair = try report(listing.inputs.first, analyzer)
    let stereo = zip(left, right).flatMap { [$0, $1] }
    let other = try ScratchFolder()
    try other.write(WaveBytes(samples: stereo, channelCount: 2).bytes, as: "whole.wav")
    var whole = try report(
      CallInput(path: FilePath(other.path("whole.wav")), displayPath: "whole.wav"), analyzer)
    #expect(pair.channels.map(\.party) == [.agent, .customer])
    #expect(pair.channels.map(\.partySource) == [.platform, .platform])
    #expect(pair.file.parts?.map(\.path) == ["x-in.wav", "x-out.wav"])
    #expect(pair.file.sha256 != pair.file.parts?[0].sha256)
    // Names and files differ, nothing else.
    (pair.callId, pair.file) = (whole.callId, whole.file)
    #expect(pair == whole)
    whole.callId = ""
    #expect(pair != whole)
  }

  @Test func `the shorter side is absent, and neither silent nor dead`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    try write(Array(right[..<4000]), as: "x-out.wav")
    let report = try report(try listing(analyzer).inputs.first, analyzer)
    #expect(report.channels[0].absent == nil)
    #expect(report.channels[1].absent == [TimeSpan(0.5, 3.5)])
    #expect(report.audio.durationSeconds == 3.5)
    #expect(report.analysis.warnings.map(\.code) == [.sideShorter])
    let silences = report.events.filter { $0.code == .silence }
    #expect(!silences.isEmpty)
    #expect(silences.allSatisfy { $0.cause == .absent })
    #expect(report.talk.silenceSeconds < 0.01)
    #expect(report.notes["score.points"] == .partyAbsent)
  }

  @Test func `a side without its other side is one-sided, with a warning and no score`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    let report = try report(try listing(analyzer).inputs.first, analyzer)
    #expect(report.callId == "x")
    #expect(report.channels.map(\.party) == [.agent, .customer])
    #expect(report.channels[1].absent == [TimeSpan(0, 3.5)])
    #expect(report.analysis.warnings.map(\.code) == [.sideMissing])
    #expect(report.file.parts?.map(\.path) == ["x-in.wav", nil])
    #expect(report.score.points == nil)
  }

  @Test func `a half that cannot be read costs its side, and two cost the call`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    try folder.write("this is no recording", as: "x-out.wav")
    let report = try report(try listing(analyzer).inputs.first, analyzer)
    #expect(report.analysis.warnings.map(\.code) == [.sideMissing])
    #expect(report.channels[1].absent == [TimeSpan(0, 3.5)])
    try folder.write("", as: "x-in.wav")
    let input = try #require(try listing(analyzer).inputs.first)
    guard case .failure(let failure) = analyzer.outcome(of: input) else {
      Issue.record("a call of two bad files has a report")
      return
    }
    #expect(failure.error.code == .empty)
    #expect(failure.callId == "x")
  }

  @Test func `rates that differ are told, and both sides keep their time`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    let fast = right.flatMap { [$0, $0] }
    try write(fast, as: "x-out.wav", rateHz: 16_000)
    let report = try report(try listing(analyzer).inputs.first, analyzer)
    #expect(report.analysis.warnings.map(\.code) == [.ratesDiffer])
    #expect(report.audio.sampleRateHz == 8000)
    #expect(abs(report.audio.durationSeconds - 3.5) < 0.01)
    let customer = try #require(report.parties[.customer]?.speech.first)
    #expect(abs(customer.startSeconds - 2.5) < 0.1)
    #expect(report.channels.allSatisfy { $0.absent == nil })
  }

  @Test func `a file of two channels is no half`() throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    try folder.write(CallBytes.stereo().bytes, as: "x-out.wav")
    let input = try #require(try listing(analyzer).inputs.first)
    guard case .failure(let failure) = analyzer.outcome(of: input) else {
      Issue.record("a half of two channels was taken")
      return
    }
    #expect(failure.error.message.contains("2 channels"))
  }

  @Test func `files that may be the same half are analysed alone, with a warning`() throws {
    let analyzer = try analyzer()
    for name in ["x-in.wav", "x-in.wave", "x-out.wav"] { try write(left, as: name) }
    let listing = try listing(analyzer)
    #expect(listing.inputs.count == 3)
    #expect(Set(listing.inputs.map(\.callId)).count == 3)
    let report = try report(listing.inputs.first, analyzer)
    #expect(report.analysis.warnings.map(\.code) == [.pairAmbiguous])
    #expect(report.channels.count == 1)
  }

  @Test func `without a platform nothing is joined`() throws {
    let analyzer = try analyzer(platform: "")
    try write(left, as: "x-in.wav")
    try write(right, as: "x-out.wav")
    #expect(try listing(analyzer).inputs.map(\.callId) == ["x-in.wav", "x-out.wav"])
  }

  @Test func `a half that is analysed alone has the role of its side`() throws {
    try write(left, as: "x-out.wav")
    let path = FilePath(folder.path("x-out.wav"))
    let alone = try report(CallInput(path: path, displayPath: "x-out.wav"), analyzer())
    #expect(alone.channels.map(\.party) == [.customer])
    let unknown = try report(
      CallInput(path: path, displayPath: "x-out.wav"), analyzer(leg: ""))
    #expect(unknown.channels.map(\.party) == [.unknown])
  }

  @Test func `a sidecar beside each half says whose it is`() throws {
    try write(left, as: "x-in.wav")
    try write(right, as: "x-out.wav")
    try folder.write(
      #"{"channels": ["customer"], "metadata": {"queue": "q"}}"#, as: "x-in.json")
    let one = try report(try listing(analyzer()).inputs.first, analyzer())
    #expect(one.channels.map(\.party) == [.customer, .unknown])
    try folder.write(#"{"channels": ["agent"], "metadata": {"queue": "r"}}"#, as: "x-out.json")
    let both = try report(try listing(analyzer()).inputs.first, analyzer())
    #expect(both.channels.map(\.party) == [.customer, .agent])
    #expect(both.channels.map(\.partySource) == [.sidecar, .sidecar])
    #expect(both.metadata.queue == "q")
  }

  @Test func `a pattern whose sides are roles says whose file each is`() throws {
    var settings = CallSiftSettings()
    settings.roles.namePatterns = [#"/(?<pair>[^/]+)_(?<side>agent|customer)$"#]
    let analyzer = try CallAnalyzer(settings: settings)
    try write(right, as: "7_customer.wav")
    try write(left, as: "7_agent.wav")
    let report = try report(try listing(analyzer).inputs.first, analyzer)
    #expect(report.file.parts?.map(\.path) == ["7_agent.wav", "7_customer.wav"])
    #expect(report.channels.map(\.party) == [.agent, .customer])
    #expect(report.channels.map(\.partySource) == [.name, .name])
  }

  @Test func `a manifest joins by a second path, or by the id of two lines of one channel`() throws
  {
    let analyzer = try analyzer(platform: "")
    try write(left, as: "a.wav")
    try write(right, as: "b.wav")
    let one = #"{"path": "a.wav", "secondPath": "b.wav", "channels": ["agent", "customer"]}"#
    try folder.write(one + "\n", as: "one.jsonl")
    let two =
      #"{"path": "b.wav", "id": "7", "channels": ["agent"], "metadata": {"queue": "q"}}"#
      + "\n" + #"{"path": "a.wav", "id": "7", "channels": ["customer"]}"# + "\n"
    try folder.write(two, as: "two.jsonl")
    let first = try listing(analyzer, manifest: "one.jsonl")
    #expect(first.inputs.count == 1)
    #expect(try report(first.inputs.first, analyzer).channels.map(\.party) == [.agent, .customer])
    let second = try listing(analyzer, manifest: "two.jsonl")
    #expect(second.inputs.map(\.callId) == ["7"])
    let joined = try report(second.inputs.first, analyzer)
    #expect(joined.channels.map(\.party) == [.agent, .customer])
    #expect(joined.channels.map(\.partySource) == [.manifest, .manifest])
    #expect(joined.metadata.queue == "q")
    #expect(joined.file.parts?.map(\.path) == ["b.wav", "a.wav"])
  }

  @Test func `two recordings of a conversation are one call where their times overlap`() throws {
    let analyzer = try analyzer(platform: "genesys-cloud", leg: "")
    let place = "conversation_id=6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10"
    let ids = ["0b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d", "1b5a3c1e-1d2f-4a6b-9c8d-7e6f5a4b3c2d"]
    let starts = ["10:15:00.000", "10:15:00.750"]
    for (index, id) in ids.enumerated() {
      try write(index == 0 ? left : right, as: "\(place)/\(id).wav")
      try folder.write(
        #"{"startTime": "2026-03-02T\#(starts[index])Z", "endTime": "2026-03-02T10:15:04Z"}"#,
        as: "\(place)/\(id)_metadata.json")
    }
    let listing = try listing(analyzer)
    #expect(listing.inputs.map(\.callId) == ["6f0c1a52-93b1-4d6e-8b1b-2a7c0c5f9e10"])
    let report = try report(listing.inputs.first, analyzer)
    #expect(report.channels.map(\.party) == [.unknown, .unknown])
    #expect(report.channels[1].absent == [TimeSpan(0, 0.75)])
    #expect(report.audio.durationSeconds == 4.25)
    #expect(report.metadata.startTime == "2026-03-02T10:15:00Z")
    try folder.write(
      #"{"startTime": "2026-03-02T11:15:00Z", "endTime": "2026-03-02T11:16:00Z"}"#,
      as: "\(place)/\(ids[1])_metadata.json")
    #expect(try self.listing(analyzer).inputs.map(\.callId) == ids)
    // An end that stands for "open" overlaps everything.
    for (index, start) in ["2026-01-01", "2026-03-01"].enumerated() {
      try folder.write(
        #"{"startTime": "\#(start)T10:00:00Z", "endTime": "9999-12-31T23:59:59Z"}"#,
        as: "\(place)/\(ids[index])_metadata.json")
    }
    #expect(try self.listing(analyzer).inputs.map(\.callId) == ids)
  }

  /// Outcomes as they are written: times in milliseconds.
  private func json(_ outcomes: [CallOutcome]) throws -> [Data] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try outcomes.map { outcome in
      guard case .report(let report) = outcome else { return Data() }
      return try encoder.encode(report)
    }
  }

  @Test func `a store knows a pair by both files, and rescores it`() async throws {
    let analyzer = try analyzer()
    try write(left, as: "x-in.wav")
    try write(Array(right[..<12_000]), as: "x-out.wav")
    let store = try CallStore.inMemory()
    func scanned() async throws -> (outcomes: [CallOutcome], storedCount: Int) {
      var result: (outcomes: [CallOutcome], storedCount: Int) = ([], 0)
      try await scan(
        try listing(analyzer).inputs, with: analyzer, jobCount: 1, keptIn: ScanStore(store)
      ) {
        if case .outcome(let outcome) = $0.result { result.outcomes.append(outcome) }
        result.storedCount += $0.isStored ? 1 : 0
      }
      return result
    }
    let first = try await scanned()
    let second = try await scanned()
    #expect(first.storedCount == 0)
    #expect(second.storedCount == 1)
    #expect(try json(first.outcomes) == json(second.outcomes))
    // Other thresholds from the store alone know what was not recorded.
    var settings = analyzer.settings
    settings.conversation.silence.minimumSeconds = 1.5
    let patient = try CallAnalyzer(settings: settings)
    #expect(try rescore(store, with: patient).rescoredCount == 1)
    let input = try #require(try listing(patient).inputs.first)
    let fresh = try report(input, patient)
    var rescored: CallReport?
    try await scan([input], with: patient, jobCount: 1, keptIn: ScanStore(store)) {
      #expect($0.isStored)
      if case .outcome(.report(let report)) = $0.result { rescored = report }
    }
    #expect(rescored?.events == fresh.events)
    #expect(rescored?.channels.map(\.absent) == fresh.channels.map(\.absent))
    // One of the two changes: it is another call.
    try write(right, as: "x-out.wav")
    #expect(try await scanned().storedCount == 0)
  }
}
